import assert from "node:assert/strict";
import { TOKEN_HEADER } from "../../../stack/console/mod.ts";
import { labRuns } from "./lab_runs.ts";
import { createSiteApp } from "./site_app.ts";

const HOST = "127.0.0.1:8091";
const OWN = { origin: `http://${HOST}`, [TOKEN_HEADER]: "secret" };

function site() {
  const measured: string[] = [];
  const blocked = Promise.withResolvers<void>();
  const app = createSiteApp({
    folder: "nowhere",
    token: "secret",
    now: () => 0,
    runs: labRuns(
      async (args) => {
        measured.push(args.join(" "));
        if (args.includes("3.2")) await blocked.promise;
      },
      () =>
        Promise.resolve({
          hints: {},
          records: [{
            id: "3.1",
            task: 1,
            title: "t",
            verdict: "pass" as const,
            measured: "3 jobs",
            bound: "3 wanted",
            seconds: 1,
            attempts: 1,
            at: "2026-01-01T00:00:00.000Z",
            checker: "x",
            uses: { files: [], programs: [] },
          }],
        }),
    ),
  });
  return {
    measured,
    unblock: () => blocked.resolve(),
    get: (path: string, headers: Record<string, string> = {}) =>
      app.request(path, { headers: { host: HOST, ...headers } }),
    post: (
      path: string,
      body: unknown,
      headers: Record<string, string> = OWN,
    ) =>
      app.request(path, {
        method: "POST",
        headers: { host: HOST, ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
  };
}

Deno.test("a page learns what was measured last", async () => {
  const answer = await site().get("/api/labs/3");
  const { checks } = await answer.json();
  assert.deepEqual(checks, [{
    id: "3.1",
    verdict: "pass",
    at: "2026-01-01T00:00:00.000Z",
    message: "3 jobs; 3 wanted.",
  }]);
});

Deno.test("a page runs a check that the lab has", async () => {
  const { post, measured } = site();
  const answer = await post("/api/labs/3/check", { step: "3.1" });
  assert.equal(answer.status, 200);
  assert.deepEqual(measured, ["check 3 --step 3.1"]);
});

Deno.test("a bonus is named with its lab", async () => {
  const { post, measured } = site();
  await post("/api/labs/3/check", { step: "B.1" });
  assert.deepEqual(measured, ["check 3 --step 3.B.1"]);
});

for (
  const [what, headers] of Object.entries({
    "without a token": { origin: OWN.origin },
    "with an old token": { ...OWN, [TOKEN_HEADER]: "old" },
    "without an origin": { [TOKEN_HEADER]: "secret" },
    "from another site": { ...OWN, origin: "http://evil.example" },
    "under another name": { ...OWN, host: "evil.example" },
  })
) {
  Deno.test(`no check runs ${what}`, async () => {
    const { post, measured } = site();
    const answer = await post("/api/labs/3/check", { step: "3.1" }, headers);
    assert.equal(answer.status, 403);
    assert.deepEqual(measured, []);
  });
}

Deno.test("pages are not for a name that only points here", async () => {
  const answer = await site().get("/labs/lab3.html", { host: "evil.example" });
  assert.equal(answer.status, 403);
});

for (
  const [path, body, status] of [
    ["/api/labs/99/check", { step: "1.1" }, 404],
    ["/api/labs/3/check", { step: "3.99" }, 404],
    ["/api/labs/3/check", { step: "3.1 --results x" }, 404],
    ["/api/labs/3/check", { step: 3 }, 400],
    ["/api/labs/3/check", "no JSON", 400],
  ] as const
) {
  Deno.test(`${path} ${JSON.stringify(body)} is ${status}`, async () => {
    const { post, measured } = site();
    assert.equal((await post(path, body)).status, status);
    assert.deepEqual(measured, []);
  });
}

Deno.test("one check runs at a time", async () => {
  const { post, unblock } = site();
  const first = post("/api/labs/3/check", { step: "3.2" });
  const second = await post("/api/labs/3/check", { step: "3.1" });
  assert.equal(second.status, 409);
  unblock();
  assert.equal((await first).status, 200);
  assert.equal((await post("/api/labs/3/check", { step: "3.1" })).status, 200);
});

for (
  const path of ["/..%2fdeno.json", "/a%5c..%5cb", "/%"]
) {
  Deno.test(`${path} leaves no folder`, async () => {
    assert.equal((await site().get(path)).status, 404);
  });
}
