// Runs with -P=test-system
/**
 * `deno task dev` as a person uses it: the tool in this process, its stack in
 * real ones.
 */
import assert from "node:assert/strict";
import { systemClock } from "../../../services/shared/clock.ts";
import { type FakeHost, fakeHost } from "../../lib/cli/host_fake.ts";
import { runTool } from "../../lib/cli/tool.ts";
import { run } from "./cli.ts";
import { COMMANDS } from "../local/commands.ts";
import { removeDirectory } from "../local/orphans.ts";
import { runLive } from "./live.ts";
import {
  DEV_DIRECTORY,
  stackPaths,
} from "../../adapters/running_stack/paths.ts";
import { poll } from "../../lib/wait/wait.ts";
import { freePorts } from "../local/ports.ts";
import { commandOf } from "../../lib/process/process_info.ts";
import { findServices } from "../local/services.ts";
import { readState } from "../../adapters/running_stack/state.ts";

/** Longest wait for a line to appear (ms). */
const TIMEOUT_MS = 30_000;

function hostOf(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): FakeHost {
  // The clock is real, since the processes are.
  return Object.assign(fakeHost({ args, env }), { clock: systemClock });
}

async function untilSaid(host: FakeHost, words: RegExp): Promise<void> {
  const said = (): boolean =>
    words.test([...host.stdout, ...host.stderr].join("\n"));
  const options = { clock: systemClock, withinMs: TIMEOUT_MS };
  if (await poll(said, options)) return;
  assert.fail(`no line said ${words}:\n${host.stderr.join("\n")}`);
}

async function plan(name: string) {
  const services = (await findServices()).filter((s) => s.name === name);
  return { services, ports: freePorts([name, "postgres", "redis"]) };
}

Deno.test("deno task dev runs until Ctrl-C and handleCommand commands", async () => {
  const directory = `${DEV_DIRECTORY}/run-${Deno.pid}-live`;
  const { state } = stackPaths(directory);
  const options = {
    directory,
    fresh: false,
    watch: false,
    plan: () => plan("payments"),
  };
  async function command(...args: string[]) {
    const [name = "", ...rest] = args;
    const tool = COMMANDS.find((c) => c.name === name) ?? assert.fail(name);
    const other = hostOf(rest, { DEV_STATE: state });
    const code = await runTool(other, tool);
    return { code, text: [...other.stdout, ...other.stderr].join("\n") };
  }
  const host = hostOf([]);
  const live = runLive(host, options);
  live.catch(() => {}); // awaited below, or reported through the missing line
  try {
    await untilSaid(host, /Ready in/);
    const before = await readState(state) ?? assert.fail("no state file");

    assert.match((await command("status")).text, /payments +ready/);
    assert.deepEqual(await command("stop", "payments"), {
      code: 0,
      text: "payments is stopped",
    });
    assert.match((await command("status")).text, /payments +stopped/);
    const again = await command("start", "payments");
    assert.match(again.text, /payments runs, process \d+/);
    assert.match(
      (await command("logs", "payments")).text,
      /info Stopping on SIGTERM.*\n.*info Stopped\n.*info Listening on/,
    );
    assert.deepEqual(await command("kill", "gateway"), {
      code: 2,
      text:
        "Cannot kill gateway: NAME must be one of payments, postgres, redis",
    });

    await assert.rejects(
      runLive(hostOf([]), options),
      new RegExp(`Cannot start: .* runs already, process ${Deno.pid}`),
    );

    const { services } = await readState(state) ?? assert.fail("no state file");
    Deno.kill(services.payments?.pid ?? 0, "SIGKILL");
    await untilSaid(host, /payments ended with SIGKILL/);

    host.send("SIGINT");
    assert.equal(await live, 0);
    for (const pid of [before.postgres?.pid, before.redis?.pid]) {
      assert.equal(await commandOf(pid ?? 0), undefined);
    }
    assert.equal(await readState(state), undefined);
    assert.deepEqual(await command("stop", "payments"), {
      code: 2,
      text: "Cannot stop payments: no stack runs here; " +
        "start one: deno task dev",
    });
  } finally {
    host.send("SIGTERM");
    await live.catch(() => {}); // reported above
    await removeDirectory(directory);
  }
});

Deno.test("Ctrl-C while everything starts ends it cleanly", async () => {
  const directory = `${DEV_DIRECTORY}/run-${Deno.pid}-early`;
  const host = hostOf([]);
  const live = runLive(host, {
    directory,
    fresh: true,
    watch: false,
    plan: () => plan("payments"),
  });
  live.catch(() => {}); // awaited below
  await untilSaid(host, /Starting/);
  host.send("SIGINT");
  assert.equal(await live, 0);
  assert.equal(await readState(stackPaths(directory).state), undefined);
  await removeDirectory(directory);
});

Deno.test("deno task dev -- CMD gives CMD the URLs and exits with its code", async () => {
  const program = `
    const answer = await fetch(Deno.env.get("GATEWAY_URL") + "/events");
    const events = await answer.json();
    const isComplete = ["EVENTS_URL", "PAYMENTS_URL", "DATABASE_URL",
      "REDIS_URL", "DEV_STATE"].every((name) => Deno.env.has(name));
    Deno.exit(events.length === 6 && isComplete ? 7 : 1);`;
  const host = hostOf(["--", Deno.execPath(), "eval", program]);
  assert.equal(await run(host), 7);
  await assert.rejects(
    Deno.stat(`${DEV_DIRECTORY}/run-${Deno.pid}`),
    Deno.errors.NotFound,
  );
});

Deno.test("deno task dev says which flag is wrong", async () => {
  const host = hostOf(["--port-offset", "x"]);
  assert.equal(await run(host), 2);
  assert.match(host.stderr.join("\n"), /--port-offset must be an integer/);
  const both = hostOf(["--port-offset", "1", "--free-ports"]);
  assert.equal(await run(both), 2);
  assert.match(both.stderr.join("\n"), /exclude each other/);
});
