import assert from "node:assert/strict";
import { fakeClock } from "../../../services/shared/clock_fake.ts";
import { httpProvider } from "../model/probe_providers.ts";
import { askHttp } from "./http.ts";

interface Sent {
  readonly url: string;
  readonly method: string;
  readonly body: string;
  readonly type: string | null;
  readonly header: string | null;
}

/** Calls as a file says; what was sent, and what was found. */
async function call(
  provider: Readonly<Record<string, unknown>>,
  answer: () => Response | Promise<Response> = () => new Response("ok"),
  signal = new AbortController().signal,
) {
  const clock = fakeClock();
  let sent: Sent | undefined;
  const found = await askHttp(
    httpProvider.parse({ type: "http", url: "http://x/a", ...provider }),
    {
      clock,
      fetch: async (input, init) => {
        const request = new Request(input, init);
        sent = {
          url: request.url,
          method: request.method,
          body: await request.text(),
          type: request.headers.get("content-type"),
          header: request.headers.get("x-a"),
        };
        init?.signal?.throwIfAborted();
        return await answer();
      },
    },
    signal,
  );
  return { sent, found };
}

Deno.test("a call finds the status, the body and how long it took", async () => {
  const { found } = await call({}, () => new Response("gone", { status: 404 }));
  assert.equal(found.value, 404);
  assert.deepEqual(found.answer, { status: 404, ms: 0, body: "gone" });
});

Deno.test("arguments of a GET go into its query, beside what is there", async () => {
  const { sent } = await call({
    url: "http://x/a?b=1",
    arguments: { c: "ä b", d: 2 },
  });
  assert.equal(sent?.url, "http://x/a?b=1&c=%C3%A4+b&d=2");
  assert.deepEqual([sent?.body, sent?.type], ["", null]);
});

Deno.test("arguments of any other method are its JSON body", async () => {
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    const { sent } = await call({ method, arguments: { c: 1 } });
    assert.equal(sent?.url, "http://x/a");
    assert.equal(sent?.body, '{"c":1}');
    assert.equal(sent?.type, "application/json");
  }
});

Deno.test("headers of a file are sent, and may name another type of body", async () => {
  const headers = { "X-A": "1", "content-type": "application/x-test" };
  const { sent } = await call({ method: "POST", headers, arguments: {} });
  assert.deepEqual([sent?.header, sent?.type], ["1", "application/x-test"]);
});

Deno.test("another status than the expected one is no measurement", async () => {
  const { found } = await call(
    { expected_status: 200 },
    () => new Response("", { status: 503 }),
  );
  assert.equal(found.value, undefined);
  assert.match(found.note ?? "", /503 is not 200/);
});

Deno.test("no answer is no measurement, with the reason of the system", async () => {
  const { found } = await call({}, () => {
    const cause = new Error("tcp connect error: Connection refused");
    throw new TypeError("error sending request", { cause });
  });
  assert.equal(found.value, undefined);
  assert.match(found.note ?? "", /^no answer: .*Connection refused/);
});

Deno.test("an answer that breaks off in its body is no answer", async () => {
  const broken = new ReadableStream({
    start: (controller) => controller.error(new TypeError("reset")),
  });
  const { found } = await call({}, () => new Response(broken));
  assert.equal(found.value, undefined);
  assert.match(found.note ?? "", /reset/);
});

Deno.test("a call that is aborted is no measurement", async () => {
  const { found } = await call({}, undefined, AbortSignal.abort());
  assert.equal(found.value, undefined);
});

Deno.test("a redirect is an answer, and is not followed", async () => {
  const { found } = await call(
    {},
    () => new Response(null, { status: 302, headers: { location: "/b" } }),
  );
  assert.equal(found.value, 302);
});
