// Runs with -P=test-system
/**
 * The console as a part of `deno task dev`.
 */
import assert from "node:assert/strict";
import { systemClock } from "../../../services/shared/mod.ts";
import { removeDirectory } from "../local/orphans.ts";
import { runLive } from "../dev/live.ts";
import { DEV_DIRECTORY } from "../local/mod.ts";
import { poll } from "../../lib/wait/wait.ts";
import { freePorts } from "../local/ports.ts";
import { findServices } from "../local/services.ts";
import { type FakeHost, fakeHost } from "../../lib/cli/host_fake.ts";

async function plan() {
  const services = (await findServices()).filter(({ name }) =>
    name === "payments"
  );
  return { services, ports: freePorts(["payments", "postgres", "redis"]) };
}

interface Live {
  readonly host: FakeHost;
  /** Resolves with the match. */
  said(words: RegExp): Promise<RegExpExecArray>;
  end(): Promise<void>;
}

function live(name: string, consolePort: number | undefined): Live {
  const directory = `${DEV_DIRECTORY}/run-${Deno.pid}-${name}`;
  // The clock is real, since the processes are.
  const host = Object.assign(fakeHost(), { clock: systemClock });
  const running = runLive(host, {
    directory,
    fresh: false,
    watch: false,
    consolePort,
    plan,
  });
  return {
    host,
    async said(words) {
      const find = () => words.exec(host.stderr.join("\n"));
      await poll(() => find() !== null, {
        clock: systemClock,
        withinMs: 30_000,
      });
      return find() ?? assert.fail(`no line said ${words}`);
    },
    async end() {
      host.send("SIGINT");
      assert.equal(await running, 0);
      await removeDirectory(directory);
    },
  };
}

Deno.test("deno task dev says where its console is, and ends it", async () => {
  const dev = live("console", 0);
  const [, url = ""] = await dev.said(/console +ready +- +(http\S+)/);
  const answer = await fetch(url);
  assert.match(await answer.text(), /<title>QuickTicket console/);
  await dev.end();
  await assert.rejects(fetch(url), "the port is still open");
});

Deno.test("a taken port costs the console, not the shop", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const dev = live("taken", listener.addr.port);
  await dev.said(/Ready in/);
  await dev.said(/Cannot start the console: port \d+ is held by/);
  await dev.end();
});

Deno.test("--no-console starts no console", async () => {
  const dev = live("none", undefined);
  await dev.said(/Ready in/);
  await dev.end();
  assert.doesNotMatch(dev.host.stderr.join("\n"), /console/);
});
