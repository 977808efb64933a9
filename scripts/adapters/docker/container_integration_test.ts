// Runs with -P=test-system
import assert from "node:assert/strict";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { containersOf, getRunning } from "./container.ts";
import { withDocker } from "./docker_fixture.ts";

Deno.test("containers of a service are those of the project that is asked for", () =>
  withDocker("printf 'a\\nb\\n'", async (docker) => {
    assert.deepEqual(await containersOf(["-p", "shop"], "events"), ["a", "b"]);
    assert.deepEqual(await docker.calls(), [
      "compose -p shop ps --all --quiet events",
    ]);
  }));

Deno.test("a service without a container is refused", () =>
  withDocker("true", async () => {
    await assert.rejects(containersOf([], "events"), CouldNotRun);
  }));

/** A container that is in this state, and in another after each word to it. */
const STATEFUL = `
case "$1" in
  inspect) cat "$(dirname "$0")/state" 2>/dev/null || echo STATE ;;
  unpause|start) echo running > "$(dirname "$0")/state" ;;
esac`;

for (
  const [state, words] of [
    ["running", []],
    ["paused", ["unpause"]],
    ["exited", ["start"]],
    ["created", ["start"]],
  ] as const
) {
  Deno.test(`a container that is ${state} gets to run by ${words.join() || "nothing"}`, () =>
    withDocker(STATEFUL.replace("STATE", state), async (docker) => {
      await getRunning("a");
      const changes = (await docker.calls())
        .filter((one) => !one.startsWith("inspect"));
      assert.deepEqual(changes, words.map((word) => `${word} a`));
    }));
}

Deno.test("a container that does not come back is reported with its state", () =>
  withDocker('[ "$1" = inspect ] && echo dead || true', async () => {
    await assert.rejects(getRunning("a"), /the container is dead/);
  }));

Deno.test("a refusal of docker is reported in docker's own words", () =>
  withDocker("echo no such container >&2; exit 1", async () => {
    await assert.rejects(
      getRunning("a"),
      (error) =>
        error instanceof CouldNotRun &&
        /no such container/.test(error.message),
    );
  }));
