import assert from "node:assert/strict";
import { nothing } from "./readers.ts";
import { createUpstream, MAX_ANSWER_BYTES, type Outcome } from "./upstream.ts";

async function ask(
  answer: () => Response | Promise<Response>,
  read: (text: string) => unknown = nothing,
): Promise<Outcome<unknown>> {
  const upstream = createUpstream({
    baseUrl: "http://x",
    timeoutMs: 60_000,
    fetch: async () => await answer(),
  });
  return await upstream({ method: "GET", path: "/", headers: {}, read });
}

function chunks(...sizes: readonly number[]): Response {
  return new Response(ReadableStream.from(
    sizes.map((size) => new Uint8Array(size).fill(97)),
  ));
}

Deno.test("a 2xx is read; what cannot be read is malformed, not an exception", async () => {
  const good = await ask(() => new Response("[1]"), JSON.parse);
  assert.deepEqual(good, { kind: "ok", status: 200, value: [1] });
  const bad = await ask(() => new Response("[1"), JSON.parse);
  assert.equal(bad.kind, "malformed");
});

for (const status of [301, 304, 399]) {
  Deno.test(`a ${status} is malformed: no redirect is followed`, async () => {
    const answer = await ask(() => new Response(null, { status }));
    assert.deepEqual(answer, {
      kind: "malformed",
      reason: `status ${status}`,
    });
  });
}

Deno.test("an error keeps status, Retry-After and a JSON object as its body", async () => {
  const problem = await ask(() =>
    Response.json({ detail: "busy" }, {
      status: 503,
      headers: { "Retry-After": "3" },
    })
  );
  assert.deepEqual(problem, {
    kind: "refused",
    status: 503,
    retryAfter: "3",
    body: { detail: "busy" },
  });
  for (const text of ["<html>", "[1]", "null", ""]) {
    const page = await ask(() => new Response(text, { status: 500 }));
    assert.ok(page.kind === "refused" && page.body === undefined, text);
  }
});

Deno.test("an answer may come in pieces, up to a megabyte in all", async () => {
  const half = MAX_ANSWER_BYTES / 2;
  const whole = await ask(() => chunks(half, half), (text) => text.length);
  assert.ok(whole.kind === "ok" && whole.value === MAX_ANSWER_BYTES);
  assert.equal((await ask(() => chunks(half, half, 1))).kind, "malformed");
  const announced = new Response("x", {
    headers: { "Content-Length": String(MAX_ANSWER_BYTES + 1) },
  });
  assert.equal((await ask(() => announced)).kind, "malformed");
});

Deno.test("a character that is cut by a chunk is put together again", async () => {
  const bytes = new TextEncoder().encode("café");
  const body = ReadableStream.from([bytes.subarray(0, 4), bytes.subarray(4)]);
  const answer = await ask(() => new Response(body), (text) => text);
  assert.ok(answer.kind === "ok" && answer.value === "café");
});
