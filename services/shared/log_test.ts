import assert from "node:assert/strict";
import { configureLogging, serviceLogger, withContext } from "./log.ts";

async function logged(act: () => void | Promise<void>): Promise<unknown[]> {
  const lines: string[] = [];
  await configureLogging({
    service: "demo",
    level: "info",
    write: (line) => lines.push(line),
  });
  await act();
  return lines.map((line) => {
    assert.doesNotMatch(line, /\n/);
    return JSON.parse(line);
  });
}

const log = serviceLogger("demo", "test");

Deno.test("a log line is one JSON object with time, level, service and msg", async () => {
  const [line] = await logged(() => log.info("Held {n} seats", { n: 2 }));
  const { time, ...rest } = line as Record<string, unknown>;
  assert.match(String(time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.deepEqual(rest, {
    level: "info",
    service: "demo",
    msg: "Held 2 seats",
    n: 2,
  });
});

Deno.test("a log line survives quotes, newlines and errors", async () => {
  const [line] = await logged(() =>
    log.error('said "no"\nand {more}', {
      more: "\u0000\\",
      error: new Error("outer", { cause: new TypeError("inner") }),
    })
  );
  assert.equal((line as { msg: string }).msg, 'said "no"\nand \u0000\\');
  assert.deepEqual((line as { error: unknown }).error, {
    name: "Error",
    message: "outer",
    cause: { name: "TypeError", message: "inner" },
  });
});

Deno.test("withContext() puts the request id on nested lines, across await", async () => {
  const lines = await logged(() =>
    withContext({ request_id: "r-1" }, async () => {
      await Promise.resolve();
      log.info("inside");
    })
  );
  assert.equal((lines[0] as { request_id: string }).request_id, "r-1");
});

Deno.test("lines below the level are not written", async () => {
  assert.deepEqual(await logged(() => log.debug("too small")), []);
});
