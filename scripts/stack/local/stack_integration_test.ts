// Runs with -P=test-system
/**
 * A real stack: what is killed can be started again, what was sold stays sold,
 * and nothing is left at the end.
 */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { systemClock } from "../../../services/shared/clock.ts";
import { preflight } from "./preflight.ts";
import { readState, type Stack, startStack } from "./mod.ts";
import { removeDirectory } from "./orphans.ts";
import {
  DEV_DIRECTORY,
  stackPaths,
} from "../../adapters/running_stack/paths.ts";
import { answersPing, poll } from "../../lib/wait/wait.ts";
import { commandOf } from "../../lib/process/process_info.ts";

async function call(url: string, init?: RequestInit) {
  const response = await fetch(url, init);
  return { status: response.status, body: await response.json() };
}

/** Buys a ticket for event 1; the answers' status codes. */
async function buy({ urls }: Stack): Promise<readonly number[]> {
  const reserved = await call(`${urls.gateway}/events/1/reserve`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"quantity":1}',
  });
  const id = reserved.body.reservation_id;
  const paid = await call(`${urls.gateway}/reserve/${id}/pay`, {
    method: "POST",
  });
  return [reserved.status, paid.status];
}

/** Services find their stores again by themselves, within this time (ms). */
const RECOVERY_MS = 10_000;

async function buysAgain(stack: Stack): Promise<boolean> {
  return await poll(
    async () => (await buy(stack)).every((status) => status === 200),
    { clock: systemClock, withinMs: RECOVERY_MS, everyMs: 100 },
  );
}

async function available({ urls }: Stack): Promise<number> {
  return (await call(`${urls.gateway}/events/1`)).body.available;
}

function pidsOf(stack: Stack): readonly number[] {
  return stack.names.map((name) => stack.pid(name) ?? 0);
}

async function running(pids: readonly number[]): Promise<readonly string[]> {
  const commands = await Promise.all(pids.map(commandOf));
  return commands.filter((command) => command !== undefined);
}

Deno.test("a stack sells tickets, and close() leaves nothing behind", async () => {
  const stack = await startStack();
  const { services, postgres, redis } = await readState(stack.paths.state) ??
    assert.fail("there is no state file");
  assert.equal(services.gateway?.pid, stack.pid("gateway"));
  assert.equal(postgres?.url, stack.databaseUrl);
  assert.equal(redis?.pid, stack.pid("redis"));
  assert.equal((await call(`${stack.urls.gateway}/events`)).body.length, 6);
  assert.deepEqual(await buy(stack), [200, 200]);

  const pids = pidsOf(stack);
  assert.equal((await running(pids)).length, stack.names.length);
  await stack.close();
  assert.deepEqual(await running(pids), []);
  await assert.rejects(Deno.stat(stack.paths.directory), Deno.errors.NotFound);
});

Deno.test("whatever is killed or stopped can be started again", async () => {
  await using stack = await startStack();
  for (const name of stack.names) {
    for (const end of ["kill", "stop"] as const) {
      const before = stack.pid(name) ?? 0;
      await stack[end](name);
      assert.equal(stack.pid(name), undefined);
      assert.equal(await commandOf(before), undefined);
      await stack.start(name);
      assert.notEqual(stack.pid(name), before);
      assert.ok(await buysAgain(stack), `after ${end} ${name}`);
    }
  }
});

Deno.test("restart() changes variables, which stay until changed again", async () => {
  await using stack = await startStack({ only: ["payments"] });
  const rate = async (): Promise<number> =>
    (await call(`${stack.urls.payments}/health`)).body.failure_rate;
  await stack.restart("payments", { PAYMENT_FAILURE_RATE: "0.5" });
  assert.equal(await rate(), 0.5);
  await stack.restart("payments");
  assert.equal(await rate(), 0.5);
  await assert.rejects(
    stack.restart("payments", { PAYMENT_FAILURE_RATE: "7" }),
    /ended with code 2\n.*must be a number from 0 to 1, current value is 7/,
  );
  await stack.restart("payments", { PAYMENT_FAILURE_RATE: "" });
  assert.equal(await rate(), 0);
});

Deno.test("a stack refuses names and variables it does not know", async () => {
  await using stack = await startStack({ only: ["payments"] });
  await assert.rejects(stack.stop("paymnts"), /did you mean payments\?/);
  await assert.rejects(
    stack.restart("redis", { A: "b" }),
    /A is not a variable of redis/,
  );
  assert.equal(await running(pidsOf(stack)).then((all) => all.length), 3);
});

/** A directory for several stacks, one after the other. */
async function withDirectory(
  use: (directory: string) => Promise<void>,
): Promise<void> {
  await Deno.mkdir(DEV_DIRECTORY, { recursive: true });
  const directory = await Deno.makeTempDir({
    dir: DEV_DIRECTORY,
    prefix: `run-${Deno.pid}-test-`,
  });
  await Deno.chmod(directory, 0o755);
  try {
    await use(directory);
  } finally {
    await removeDirectory(directory);
  }
}

Deno.test("orders survive a restart of the whole stack", () =>
  withDirectory(async (directory) => {
    const first = await startStack({ directory });
    assert.deepEqual(await buy(first), [200, 200]);
    const left = await available(first);
    await first.close();
    await using second = await startStack({ directory });
    assert.equal(await available(second), left);
  }));

Deno.test("a stack whose supervisor was killed is cleared away", () =>
  withDirectory(async (directory) => {
    const program = fileURLToPath(
      new URL("./supervisor_fixture.ts", import.meta.url),
    );
    const supervisor = new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--allow-all", program, directory],
      stdout: "piped",
    }).spawn();
    const reader = supervisor.stdout.getReader();
    await reader.read(); // it says that it is up
    const { state } = stackPaths(directory);
    const { services, postgres, redis } = await readState(state) ??
      assert.fail("there is no state file");
    const pids = [services.payments?.pid, postgres?.pid, redis?.pid]
      .map((pid) => pid ?? 0);
    assert.equal((await running(pids)).length, 3);

    await assert.rejects(
      preflight(directory, { clock: systemClock, fresh: false }),
      new RegExp(`runs already, process ${supervisor.pid}`),
    );
    supervisor.kill("SIGKILL");
    await supervisor.status;
    await reader.cancel();
    await preflight(directory, { clock: systemClock, fresh: true });
    assert.deepEqual(await running(pids), []);
    await using again = await startStack({ directory, only: ["payments"] });
    assert.equal((await running(pidsOf(again))).length, 3);
  }));

Deno.test("Redis answers only to its password, which no command line shows", async () => {
  await using stack = await startStack({ only: [] });
  const { password, port } = new URL(stack.redisUrl);
  assert.ok(password.length >= 32);
  assert.equal(await answersPing(stack.redisUrl), true);
  for (const login of ["", ":wrong@"]) {
    const url = `redis://${login}127.0.0.1:${port}`;
    assert.equal(await answersPing(url), false, url);
  }
  const { stdout } = await new Deno.Command("ps", { args: ["-eo", "args"] })
    .output();
  assert.ok(!new TextDecoder().decode(stdout).includes(password));
  const { mode } = await Deno.stat(`${stack.paths.redis}/redis.conf`);
  assert.equal((mode ?? 0) & 0o077, 0);
});

Deno.test("the embedded Valkey is as good as an installed Redis", async () => {
  await using stack = await startStack({ redis: "wasm" });
  const { port } = new URL(stack.redisUrl);
  assert.equal(await answersPing(`redis://127.0.0.1:${port}`), false);
  assert.match(await commandOf(stack.pid("redis") ?? 0) ?? "", /valkey_server/);
  assert.deepEqual(await buy(stack), [200, 200]);
  await stack.kill("redis");
  await stack.start("redis");
  assert.ok(await buysAgain(stack));
});
