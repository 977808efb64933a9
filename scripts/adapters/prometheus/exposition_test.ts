import assert from "node:assert/strict";
import { parseExposition } from "./exposition.ts";

Deno.test("parseExposition() reads names, labels and values", () => {
  const samples = parseExposition(
    "# HELP a_total Things\n# TYPE a_total counter\n" +
      'a_total{method="GET",path="/events/{id}",status=""} 3\nb 0.5\n\n',
  );
  assert.deepEqual(
    samples.map(({ name, labels, value }) => ({ name, labels, value })),
    [
      {
        name: "a_total",
        labels: { method: "GET", path: "/events/{id}", status: "" },
        value: 3,
      },
      { name: "b", labels: {}, value: 0.5 },
    ],
  );
});

Deno.test("parseExposition() reads escaped labels", () => {
  const [sample] = parseExposition(
    String.raw`a{x="say \"hi\", {you}",y="c:\\d",z="1\n2"} 1`,
  );
  assert.deepEqual(sample?.labels, {
    x: 'say "hi", {you}',
    y: "c:\\d",
    z: "1\n2",
  });
});

Deno.test("parseExposition() reads what is not finite, and timestamps", () => {
  const values = parseExposition("a +Inf\nb -Inf\nc NaN\nd 1e3 1700000000000")
    .map(({ value }) => value);
  assert.deepEqual(values, [Infinity, -Infinity, NaN, 1000]);
});

Deno.test("parseExposition() leaves out what makes no sense", () => {
  assert.deepEqual(parseExposition("<html>\na\nb one\n{} 1"), []);
});

Deno.test("a series has the same key in each exposition, and no two share one", () => {
  const keys = (text: string) => parseExposition(text).map(({ key }) => key);
  const text = 'a{x="1"} 1\na{x="2"} 1\na 1';
  assert.deepEqual(keys(text), keys(text));
  assert.equal(new Set(keys(text)).size, 3);
});
