import assert from "node:assert/strict";
import { prometheusAt } from "./prometheus_api.ts";

const signal = new AbortController().signal;

function vector(...values: readonly string[]) {
  const result = values.map((value) => ({ metric: {}, value: [1, value] }));
  return { status: "success", data: { resultType: "vector", result } };
}

async function query(answer: () => Response, at?: number) {
  let asked = "";
  const source = prometheusAt("http://p:9090", (input) => {
    asked = String(input);
    return Promise.resolve(answer());
  });
  return { ...await source.query('sum(a{b=~"c+"})', at, signal), asked };
}

const CASES: readonly (readonly [
  what: string,
  body: object,
  value: number | undefined,
  isUnknown: boolean | undefined,
])[] = [
  ["one sample is its number", vector("0.25"), 0.25, undefined],
  [
    "a scalar is its number",
    { status: "success", data: { resultType: "scalar", result: [1, "3"] } },
    3,
    undefined,
  ],
  [
    "no series is unknown, which is no sign of anything",
    vector(),
    undefined,
    true,
  ],
  ["NaN is unknown", vector("NaN"), undefined, true],
  [
    "several series are no single number",
    vector("1", "2"),
    undefined,
    undefined,
  ],
  [
    "an error is no number",
    { status: "error", errorType: "bad_data", error: "parse error" },
    undefined,
    undefined,
  ],
  [
    "a matrix is no single number",
    { status: "success", data: { resultType: "matrix", result: [] } },
    undefined,
    undefined,
  ],
];

for (const [what, body, value, isUnknown] of CASES) {
  Deno.test(`an answer of Prometheus: ${what}`, async () => {
    const found = await query(() => Response.json(body));
    assert.equal(found.value, value);
    assert.equal(found.isUnknown, isUnknown);
    if (value === undefined) assert.notEqual(found.note, undefined);
  });
}

Deno.test("a query is asked as it is, for a moment when there is one", async () => {
  const now = await query(() => Response.json(vector("1")));
  const { pathname, searchParams } = new URL(now.asked);
  assert.equal(pathname, "/api/v1/query");
  assert.equal(searchParams.get("query"), 'sum(a{b=~"c+"})');
  assert.equal(searchParams.has("time"), false);
  const then = await query(() => Response.json(vector("1")), 1.5);
  assert.equal(new URL(then.asked).searchParams.get("time"), "1.5");
});

Deno.test("a page that is no answer of Prometheus is no number, and no crash", async () => {
  const { value, note } = await query(() => new Response("<html>"));
  assert.equal(value, undefined);
  assert.match(note ?? "", /^no answer from http:\/\/p:9090/);
});

Deno.test("an error tells the query that it is about", async () => {
  const { note } = await query(() =>
    Response.json({ status: "error", error: "parse error" }, { status: 400 })
  );
  assert.match(note ?? "", /^sum\(a.*: parse error$/);
});

Deno.test("who does not answer is told with the reason", async () => {
  const source = prometheusAt(
    "http://p:9090",
    () => Promise.reject(new TypeError("refused")),
  );
  const { value, note } = await source.query("up", undefined, signal);
  assert.equal(value, undefined);
  assert.match(note ?? "", /refused/);
});
