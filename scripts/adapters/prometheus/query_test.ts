import assert from "node:assert/strict";
import { clusterPrometheus, prometheusAt } from "./query.ts";
import { readNumber } from "./reading.ts";

/** A Prometheus that answers every question with this body. */
function answering(body: unknown, asked: string[] = []) {
  return prometheusAt("http://prometheus", {
    fetch: (url) => {
      asked.push(String(url));
      return Promise.resolve(
        new Response(typeof body === "string" ? body : JSON.stringify(body)),
      );
    },
  });
}

const vector = (...values: readonly string[]) => ({
  status: "success",
  data: {
    resultType: "vector",
    result: values.map((value, i) => ({
      metric: { i: String(i) },
      value: [1, value],
    })),
  },
});

Deno.test("samples have labels and numbers, a scalar has no labels", async () => {
  assert.deepEqual(await answering(vector("1.5", "+Inf")).query("x"), [
    { metric: { i: "0" }, value: 1.5 },
    { metric: { i: "1" }, value: Infinity },
  ]);
  const scalar = { resultType: "scalar", result: [1, "2"] };
  assert.deepEqual(
    await answering({ status: "success", data: scalar }).query("2"),
    [{ metric: {}, value: 2 }],
  );
});

Deno.test("a query carries its time, and is escaped", async () => {
  const asked: string[] = [];
  await answering(vector(), asked).query('x{a="&"}', { at: 12 });
  assert.deepEqual(asked, [
    "http://prometheus/api/v1/query?query=x%7Ba%3D%22%26%22%7D&time=12",
  ]);
});

Deno.test("the server's own words are the reason, whatever they look like", async () => {
  for (
    const [body, reason] of [
      [{ status: "error", error: "parse error: x" }, /parse error: x/],
      ["<html>502 Bad Gateway</html>", /502 Bad Gateway/],
      [{ status: "success", data: { resultType: "matrix" } }, /instant query/],
    ] as const
  ) {
    await assert.rejects(answering(body).query("x"), {
      name: "CouldNotRun",
      message: reason,
    });
  }
  const nobody = prometheusAt("http://nobody", {
    fetch: () => Promise.reject(new TypeError("refused")),
  });
  await assert.rejects(nobody.query("x"), /at http:\/\/nobody: refused/);
});

Deno.test("the one in the cluster is asked through the API server", async () => {
  const asked: (readonly string[])[] = [];
  const prometheus = clusterPrometheus({
    run: (args) => {
      asked.push(args);
      return Promise.resolve(JSON.stringify(vector("7")));
    },
    json: () => assert.fail(),
    follow: () => assert.fail(),
  });
  const [sample] = await prometheus.query("up");
  assert.equal(sample?.value, 7);
  assert.match(
    asked[0]?.join(" ") ?? "",
    /^get --raw \/api\/.*proxy\/api\/v1\/query\?query=up$/,
  );
});

Deno.test("a reading is one number, or the reason why there is none", async () => {
  for (
    const [answer, reading] of [
      [vector("3"), { value: 3 }],
      [vector(), { value: undefined, isUnknown: true, note: "no series" }],
      [vector("NaN"), { value: undefined, isUnknown: true, note: "NaN" }],
      [vector("1", "2"), { value: undefined, note: "2 series, not one" }],
    ] as const
  ) assert.deepEqual(await readNumber(answering(answer), "x"), reading);
  const { value, note } = await readNumber(
    answering({ status: "error", error: "no such function" }),
    "x",
  );
  assert.equal(value, undefined);
  assert.match(note ?? "", /no such function/);
});
