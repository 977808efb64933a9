// Runs with -P=test-system
/**
 * Refusals that load the client of Kubernetes: up to Deno 2.8 it reads the
 * environment when it loads, which a unit test may not.
 */
import assert from "node:assert/strict";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import type { ActionContext } from "../model/action_context.ts";
import { actionProvider } from "../model/action_providers.ts";
import { prepare } from "./prepare.ts";
import { context, KUBERNETES, type Raw } from "./prepare_fixture.ts";

const REFUSED: readonly (readonly [
  rule: string,
  raw: Raw,
  context: ActionContext,
  words: RegExp,
])[] = [
  [
    "an object of what is no cluster",
    { type: "kubernetes", do: "delete_pods", selector: "app=gateway" },
    context(),
    /--target kubernetes/,
  ],
  [
    "an object outside of the namespace that the blast radius names",
    { type: "kubernetes", do: "delete_pods", selector: "app=gateway" },
    context(KUBERNETES, { namespace: "elsewhere" }),
    /^Cannot touch shop: the blast radius is elsewhere$/,
  ],
  ...["freeze", "thaw", "start"].map((what) =>
    [
      `a pod that gets the order to ${what}`,
      { type: "part", name: "gateway", do: what },
      context(KUBERNETES),
      new RegExp(`^Cannot ${what} gateway on Kubernetes`),
    ] as const
  ),
];

for (const [rule, raw, where, words] of REFUSED) {
  Deno.test(`an action is refused before anything is done: ${rule}`, async () => {
    await assert.rejects(
      prepare(actionProvider.parse(raw), where),
      (error) => error instanceof CouldNotRun && words.test(error.message),
    );
  });
}
