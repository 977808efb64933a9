import assert from "node:assert/strict";
import { stackEvents } from "./stack_events.ts";

Deno.test("errors are counted by service, and the first three are said", () => {
  const said: string[] = [];
  const { hear, errorsOf } = stackEvents((text) => void said.push(text));
  for (let i = 1; i <= 5; i++) hear.onLine("events", `{"level":"error"} ${i}`);
  hear.onLine("events", '{"level":"info","msg":"an \\"error\\""}');
  hear.onLine("gateway", '{"level":"fatal"}');
  assert.equal(errorsOf("events"), 5);
  assert.equal(errorsOf("gateway"), 1);
  assert.equal(errorsOf("payments"), 0);
  assert.equal(said.length, 4);
  assert.match(said[0] ?? "", /^events: .* 1$/);
});

Deno.test("a service that runs has not ended", () => {
  const { hear, endOf } = stackEvents(() => {});
  assert.equal(endOf("events"), "not at all");
  hear.onEnd({ name: "events", how: "code 0" });
  assert.equal(endOf("events"), "code 0");
});
