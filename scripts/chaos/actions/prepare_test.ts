/**
 * Finds out the effect and the undo of an action before it is done.
 */

import assert from "node:assert/strict";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import type { ActionContext } from "../model/action_context.ts";
import { context, KUBERNETES, type Raw } from "./prepare_fixture.ts";
import { actionProvider } from "../model/action_providers.ts";
import { SEED } from "../run_fixture.ts";
import { TOKEN } from "../shop_fixture.ts";
import { prepare } from "./prepare.ts";

const FAULT = {
  type: "fault",
  service: "gateway",
  fault: { kind: "latency", latency_ms: 5 },
};

const REFUSED: readonly (readonly [
  rule: string,
  raw: Raw,
  context: ActionContext,
  words: RegExp,
])[] = [
  [
    "a fault of a service that is not there",
    { ...FAULT, service: "payments" },
    context(),
    /no service payments/,
  ],
  [
    "a fault without a token",
    FAULT,
    context({ faultsToken: undefined }),
    /FAULTS_TOKEN/,
  ],
  [
    "a fault with a wrong token",
    FAULT,
    context({ faultsToken: "guess" }),
    /^Cannot set a fault in gateway: /,
  ],
  [
    "a fault that the service does not have",
    { ...FAULT, fault: { kind: "sold_out" } },
    context(),
    /gateway has .*latency/,
  ],
  [
    "a fault of a service that does not answer",
    FAULT,
    context({}, { fetch: () => Promise.reject(new TypeError("refused")) }),
    /Cannot set a fault in gateway: .*refused/,
  ],
  [
    "a fault on Kubernetes that no variable can say",
    FAULT_OF({ kind: "slow_body" }),
    context(KUBERNETES),
    /has no variable for it/,
  ],
  [
    "a container of what is no compose project",
    { type: "compose", service: "gateway", do: "stop" },
    context(KUBERNETES),
    /--target compose/,
  ],
  [
    "variables of a compose project, which has them in a file",
    { type: "environment", service: "gateway", variables: { A: "1" } },
    context(),
    /compose takes them from its file/,
  ],
  [
    "a lock without a database",
    { type: "lock", table: "events" },
    context(),
    /DATABASE_URL/,
  ],
  [
    "the network of a part whose port is not known",
    { type: "network", name: "redis", do: "delay" },
    context(),
    /its port is not known on compose/,
  ],
  [
    "the network of a part without a port in its URL",
    { type: "network", name: "gateway", do: "delay" },
    context(),
    /its port is not known/,
  ],
];

function FAULT_OF(fault: Raw): Raw {
  return { ...FAULT, fault };
}

for (const [rule, raw, where, words] of REFUSED) {
  Deno.test(`an action is refused before anything is done: ${rule}`, async () => {
    await assert.rejects(
      prepare(actionProvider.parse(raw), where),
      (error) => error instanceof CouldNotRun && words.test(error.message),
    );
  });
}

Deno.test("a fault carries the run's mark, and lives no longer than the run may", async () => {
  const where = context();
  const provider = actionProvider.parse(
    FAULT_OF({ kind: "latency", latency_ms: 5, ttl_s: 3600 }),
  );
  const { undo, inject } = await prepare(provider, where);
  assert.deepEqual(where.shop.faults.view(), [], "it was done already");
  assert.deepEqual(undo, [{
    kind: "fault",
    service: "gateway",
    url: "http://gateway",
    token: TOKEN,
    fault: "latency",
    seed: SEED,
  }]);
  await inject(new AbortController().signal);
  const [fault] = where.shop.faults.view();
  assert.ok(fault?.source === "runtime");
  assert.deepEqual([fault.seed, fault.ttl_s], [SEED, 30]);
});

Deno.test("a fault may live shorter than the run, as its file says", async () => {
  const where = context();
  const provider = actionProvider.parse(
    FAULT_OF({ kind: "latency", latency_ms: 5, ttl_s: 4 }),
  );
  await (await prepare(provider, where)).inject(new AbortController().signal);
  const [fault] = where.shop.faults.view();
  assert.ok(fault?.source === "runtime");
  assert.equal(fault.ttl_s, 4);
});

Deno.test("a fault of the same kind that another user has set is not replaced", async () => {
  const where = context();
  where.shop.faults.replace([
    { kind: "latency", latency_ms: 9, rate: 1, ttl_s: 60 },
  ]);
  await assert.rejects(
    prepare(actionProvider.parse(FAULT), where),
    /has one already, for 60 s more; end it first/,
  );
});

Deno.test("an action that calls a URL has done it when the URL has answered", async () => {
  const where = context();
  const call = (rest: Raw) =>
    actionProvider.parse({
      type: "http",
      url: "http://gateway/events",
      ...rest,
    });
  const { undo, inject } = await prepare(call({}), where);
  assert.deepEqual(undo, []);
  const signal = new AbortController().signal;
  assert.equal(await inject(signal), "answered 200");
  const wrong = await prepare(call({ expected_status: 201 }), where);
  await assert.rejects(wrong.inject(signal), CouldNotRun);
});
