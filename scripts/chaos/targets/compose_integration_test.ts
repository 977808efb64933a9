// Runs with -P=test-system
/**
 * The shop in containers as a target, and its containers as parts, by a docker
 * that only says what a test wants to hear.
 */

import assert from "node:assert/strict";
import { withDocker } from "../../adapters/docker/docker_fixture.ts";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { prepare } from "../actions/prepare.ts";
import { actionProvider } from "../model/action_providers.ts";
import { testShop } from "../shop_fixture.ts";
import { composeTarget } from "./compose.ts";

const OPTIONS = {
  flags: ["-p", "shop"],
  faultsToken: "t",
  databaseUrl: undefined,
  fetch,
};

/** Answers `compose port` with an address for each service. */
function ports(addresses: Readonly<Record<string, string>>): string {
  const cases = Object.entries(addresses)
    .map(([service, address]) => `*"port ${service} "*) echo "${address}" ;;`);
  return `case "$*" in\n${cases.join("\n")}\n*) exit 1 ;;\nesac`;
}

for (
  const [said, url] of [
    ["0.0.0.0:18080", "http://127.0.0.1:18080"],
    ["[::]:18080", "http://127.0.0.1:18080"],
    [":18080", "http://127.0.0.1:18080"],
    ["127.0.0.1:18080", "http://127.0.0.1:18080"],
    ["192.168.1.5:18080", "http://192.168.1.5:18080"],
  ] as const
) {
  Deno.test(`a gateway that is published as ${said} is reached at ${url}`, () =>
    withDocker(ports({ gateway: said }), async () => {
      const { urls } = await composeTarget(OPTIONS);
      assert.deepEqual(urls, { gateway: url });
    }));
}

Deno.test("services that publish no port have no URL, and no metrics", () =>
  withDocker(ports({ gateway: "0.0.0.0:1" }), async () => {
    const { urls, metrics } = await composeTarget(OPTIONS);
    assert.equal("payments" in urls, false);
    const signal = new AbortController().signal;
    assert.deepEqual(await metrics("payments", signal), []);
  }));

Deno.test("a project without a gateway is no shop", () =>
  withDocker(ports({ payments: "0.0.0.0:1" }), async () => {
    await assert.rejects(
      composeTarget(OPTIONS),
      (error) =>
        error instanceof CouldNotRun &&
        /docker compose up -d/.test(error.message),
    );
  }));

async function prepared(raw: Readonly<Record<string, unknown>>) {
  const shop = testShop();
  return await prepare(actionProvider.parse(raw), {
    target: {
      ...shop.target,
      address: { kind: "compose", flags: ["-p", "x"] },
    },
    fetch,
    clock: shop.clock,
    runId: "run-1",
    ownerSeed: 7,
    ttlS: 30,
    namespace: undefined,
  });
}

const IDS = '[ "$1" = compose ] && printf "a\\nb\\n" || true';

for (
  const [what, word, isUndone] of [
    ["kill", "kill", true],
    ["stop", "stop", true],
    ["freeze", "pause", true],
    ["restart", "restart", true],
    ["start", "start", false],
    ["thaw", "unpause", false],
  ] as const
) {
  Deno.test(`the order to ${what} a part is docker ${word} of each of its containers`, () =>
    withDocker(IDS, async (docker) => {
      const { undo, inject } = await prepared({
        type: "part",
        name: "events",
        do: what,
      });
      assert.deepEqual(
        undo,
        isUndone
          ? ["a", "b"].map((id) => ({
            kind: "container",
            service: "events",
            id,
          }))
          : [],
      );
      await inject(new AbortController().signal);
      assert.deepEqual((await docker.calls()).slice(1), [
        `${word} a`,
        `${word} b`,
      ]);
    }));
}
