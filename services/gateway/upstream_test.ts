import assert from "node:assert/strict";
import { type FakeClock, fakeClock } from "../shared/clock_fake.ts";
import { nothing } from "./readers.ts";
import {
  type Call,
  createUpstream,
  MAX_ANSWER_BYTES,
  type Outcome,
} from "./upstream.ts";

const TIMEOUT_MS = 5000;

type Fetch = (url: string, init: RequestInit) => Response | Promise<Response>;

async function ask<T>(
  answer: Fetch,
  call: Partial<Call<T>> & { readonly read: Call<T>["read"] },
  clock: FakeClock = fakeClock(),
): Promise<Outcome<T>> {
  const upstream = createUpstream({
    baseUrl: "http://x",
    timeoutMs: TIMEOUT_MS,
    clock,
    fetch: async (url, init) => await answer(url, init),
  });
  const outcome = await upstream({
    method: "GET",
    path: "/",
    headers: {},
    ...call,
  });
  assert.equal(clock.sleeping, 0, "a deadline is left behind");
  return outcome;
}

function asText(text: string): string {
  return text;
}

function chunks(...sizes: readonly number[]): ReadableStream<Uint8Array> {
  return ReadableStream.from(
    sizes.map((size) => new Uint8Array(size).fill(97)),
  );
}

Deno.test("a call sends its body as JSON, with its headers, and follows nothing", async () => {
  const sent: { url: string; init: RequestInit }[] = [];
  await ask((url, init) => {
    sent.push({ url, init });
    return new Response();
  }, {
    method: "POST",
    path: "/charge",
    headers: { "X-Request-Id": "r" },
    body: { amount: 1 },
    read: nothing,
  });
  const [{ url, init } = { url: "", init: {} }] = sent;
  const { signal: _, ...rest } = init;
  assert.equal(url, "http://x/charge");
  assert.deepEqual(rest, {
    method: "POST",
    redirect: "manual",
    headers: { "X-Request-Id": "r", "Content-Type": "application/json" },
    body: '{"amount":1}',
  });
});

Deno.test("a 2xx is read; what cannot be read is malformed, not an exception", async () => {
  const read = (text: string): unknown => JSON.parse(text);
  assert.deepEqual(await ask(() => new Response("[1]"), { read }), {
    kind: "ok",
    status: 200,
    value: [1],
  });
  const bad = await ask(() => new Response("[1"), { read });
  assert.equal(bad.kind, "malformed");
  const empty = await ask(() => new Response(null, { status: 204 }), { read });
  assert.equal(empty.kind, "malformed");
});

for (const status of [301, 304, 399]) {
  Deno.test(`a ${status} is malformed: no redirect is followed`, async () => {
    const answer = await ask(() => new Response(null, { status }), {
      read: nothing,
    });
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
    }), { read: nothing });
  assert.deepEqual(problem, {
    kind: "refused",
    status: 503,
    retryAfter: "3",
    body: { detail: "busy" },
  });
  for (const text of ["<html>", "[1]", "null", ""]) {
    const page = await ask(() => new Response(text, { status: 500 }), {
      read: nothing,
    });
    assert.ok(page.kind === "refused" && page.body === undefined, text);
  }
});

Deno.test("an answer may come in pieces, up to a megabyte in all", async () => {
  const half = MAX_ANSWER_BYTES / 2;
  const whole = await ask(() => new Response(chunks(half, half)), {
    read: (text) => text.length,
  });
  assert.ok(whole.kind === "ok" && whole.value === MAX_ANSWER_BYTES);
  for (
    const [body, headers] of [
      [chunks(half, half, 1), {}],
      ["x", { "Content-Length": `${MAX_ANSWER_BYTES + 1}` }],
      ["x", { "Content-Length": "many" }],
      // Small on the way, large unpacked.
      [chunks(half, half, 1), {
        "Content-Length": "9",
        "Content-Encoding": "gzip",
      }],
    ] as const
  ) {
    const answer = await ask(() => new Response(body, { headers }), {
      read: nothing,
    });
    assert.equal(answer.kind, "malformed");
  }
});

Deno.test("an answer that is too long is let go of", async () => {
  let letGo = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (body) => body.enqueue(new Uint8Array(MAX_ANSWER_BYTES)),
    cancel() {
      letGo = true;
    },
  });
  await ask(() => new Response(endless), { read: nothing });
  assert.ok(letGo);
});

Deno.test("a character that is cut by a chunk is put together again", async () => {
  const bytes = new TextEncoder().encode("café");
  const body = ReadableStream.from([bytes.subarray(0, 4), bytes.subarray(4)]);
  const answer = await ask(() => new Response(body), { read: asText });
  assert.ok(answer.kind === "ok" && answer.value === "café");
});

/** Silent until it is called off, as the real `fetch` is. */
function hang(_url: string, { signal }: RequestInit): Promise<Response> {
  return new Promise((_, reject) =>
    signal?.addEventListener("abort", () => reject(signal.reason))
  );
}

/** Its headers come at once, and then a byte every second without an end. */
function dribble(clock: FakeClock): Fetch {
  return (_url, { signal }) => {
    const body = new ReadableStream<Uint8Array>({
      async pull(body) {
        await clock.sleep(1000, signal ?? undefined);
        body.enqueue(new Uint8Array(1));
      },
    });
    return new Response(body);
  };
}

for (
  const [what, script] of [
    ["never answers", () => hang],
    ["never ends its answer", dribble],
  ] as const
) {
  Deno.test(`a service that ${what} is late at the deadline of the call`, async () => {
    for (const timeoutMs of [undefined, 1500]) {
      const clock = fakeClock();
      let outcome: Outcome<void> | undefined;
      const asking = ask(script(clock), {
        ...timeoutMs === undefined ? {} : { timeoutMs },
        read: nothing,
      }, clock).then((end) => outcome = end);
      await clock.advance((timeoutMs ?? TIMEOUT_MS) - 1);
      assert.equal(outcome, undefined);
      await clock.advance(1);
      assert.equal((await asking).kind, "timeout");
    }
  });
}

const SEEN = "error sending request for url (http://payments:8082/charge)";

function failed(words: string): TypeError {
  return new TypeError("fetch failed", { cause: new Error(words) });
}

for (
  const [what, error, kind] of [
    [
      "refused, on Deno 2.6",
      new TypeError(`${SEEN}: client error (Connect): tcp connect error`),
      "unreachable",
    ],
    [
      "refused, on Deno 2.9",
      failed(`${SEEN}: client error (Connect): tcp connect error`),
      "unreachable",
    ],
    [
      "no such host, on Deno 2.9",
      failed(`${SEEN}: client error (Connect): dns error: no such name`),
      "unreachable",
    ],
    [
      "reset, on Deno 2.9",
      failed(`${SEEN}: client error (SendRequest): connection error`),
      "broken",
    ],
    ["unknown words", new Error("?"), "broken"],
    ["no error at all", "?", "broken"],
  ] as const
) {
  Deno.test(`a call that fails with ${what} is ${kind}`, async () => {
    const outcome = await ask(() => Promise.reject(error), { read: nothing });
    assert.equal(outcome.kind, kind);
  });
}
