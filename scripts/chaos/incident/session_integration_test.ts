// Runs with -P=test-system
/**
 * A person in another terminal, over the real loopback.
 */

import assert from "node:assert/strict";
import { fakeHost } from "../../lib/cli/host_fake.ts";
import { CouldNotRun, runTool } from "../../lib/cli/tool.ts";
import { incidentTool } from "./cli.ts";
import { ask, type Command, openSession } from "./session.ts";

async function withFile(body: (file: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await body(`${folder}/incident/session.json`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const HINT: Command = { command: "hint", words: [] };

Deno.test("what a person types reaches the incident, and its answer comes back", () =>
  withFile(async (file) => {
    const session = await openSession(
      file,
      ({ command, words }) =>
        Promise.resolve({ ok: false, text: `${command}: ${words.join("+")}` }),
    );
    const answer = { command: "answer", words: ["payments", "slow"] } as const;
    assert.deepEqual(
      await ask(file, { ...answer, words: [...answer.words] }),
      { ok: false, text: "answer: payments+slow" },
    );
    await session.close();
  }));

Deno.test("an incident that fails answers in words, and goes on", () =>
  withFile(async (file) => {
    let isFirst = true;
    const session = await openSession(file, () => {
      if (!isFirst) return Promise.resolve({ ok: true, text: "here" });
      isFirst = false;
      return Promise.reject(new Error("the stack has ended"));
    });
    assert.deepEqual(await ask(file, HINT), {
      ok: false,
      text: "the stack has ended",
    });
    assert.equal((await ask(file, HINT)).ok, true);
    await session.close();
  }));

Deno.test("a request without the token gets no answer", () =>
  withFile(async (file) => {
    const session = await openSession(
      file,
      () => Promise.resolve({ ok: true, text: "the cause" }),
    );
    const { url } = JSON.parse(await Deno.readTextFile(file));
    for (const authorization of ["", "Bearer guess"]) {
      const answer = await fetch(url, {
        method: "POST",
        headers: { authorization },
        body: JSON.stringify(HINT),
      });
      assert.equal(answer.status, 401);
      assert.equal(await answer.text(), "");
    }
    await session.close();
  }));

Deno.test("only its owner can read the token", () =>
  withFile(async (file) => {
    const session = await openSession(
      file,
      () => Promise.resolve({ ok: true, text: "" }),
    );
    assert.equal(((await Deno.stat(file)).mode ?? 0) & 0o077, 0);
    await session.close();
  }));

Deno.test("a second incident is refused while one is on, and not after it", () =>
  withFile(async (file) => {
    const reply = () => Promise.resolve({ ok: true, text: "" });
    const session = await openSession(file, reply);
    await assert.rejects(openSession(file, reply), CouldNotRun);
    await session.close();
    await (await openSession(file, reply)).close();
  }));

Deno.test("a file that a dead incident left behind blocks no new incident", () =>
  withFile(async (file) => {
    await Deno.mkdir(file.replace("/session.json", ""));
    const left = { url: "http://127.0.0.1:1", token: "t" };
    await Deno.writeTextFile(file, JSON.stringify(left));
    await assert.rejects(ask(file, HINT), CouldNotRun);
    const session = await openSession(
      file,
      () => Promise.resolve({ ok: true, text: "" }),
    );
    assert.equal((await ask(file, HINT)).ok, true);
    await session.close();
  }));

async function type(file: string, line: string) {
  const host = fakeHost({
    args: line.split(" "),
    env: { DEV_STATE: file.replace("incident/session.json", "state.json") },
  });
  const code = await runTool(host, incidentTool);
  return { code, out: host.stdout.join(), err: host.stderr.join() };
}

Deno.test("the commands end with 0 for a yes, 1 for a no, 2 without an incident", () =>
  withFile(async (file) => {
    assert.equal((await type(file, "status")).code, 2);
    const session = await openSession(
      file,
      ({ command }) =>
        Promise.resolve({ ok: command === "status", text: `about ${command}` }),
    );
    assert.deepEqual(await type(file, "status"), {
      code: 0,
      out: "about status",
      err: "",
    });
    assert.equal((await type(file, "mitigated")).code, 1);
    await session.close();
  }));

for (
  const line of ["answer payments", "answer a b c", "mitigated now", "", "help"]
) {
  Deno.test(`incident ${line} is refused before an incident is asked`, () =>
    withFile(async (file) => {
      assert.equal((await type(file, line)).code, 2);
    }));
}
