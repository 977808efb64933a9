import assert from "node:assert/strict";
import { contentTable, document, type Inspected, waysTable } from "./report.ts";

const image: Inspected = {
  service: "gateway",
  contentMb: 101.4,
  compressedMb: 40.6,
  layers: 3,
  user: "65532:65532",
  startMs: 123.4,
  rssMb: 55.5,
  granted: {},
  imported: new Set(),
  shells: ["bin/sh"],
  setuid: [],
  program: { permissions: undefined, packages: ["hono", "zod"] },
};

const cells = (table: string, row: number): readonly string[] =>
  (table.split("\n")[row] ?? "").split("|").slice(1, -1)
    .map((cell) => cell.trim());

Deno.test("an image is a row of what lies in it", () => {
  assert.deepEqual(cells(contentTable([image]), 2), [
    "gateway",
    "3",
    "65532:65532",
    "1",
    "0",
    "2",
    "?",
  ]);
});

Deno.test("a way to run a service is a row of what it costs, in whole units", () => {
  const table = waysTable([{ what: "image", ...image }]);
  assert.deepEqual(cells(table, 2), [
    "image",
    "101 MB",
    "41 MB",
    "123 ms",
    "56 MB",
  ]);
});

Deno.test("a way without an image has no weight, and not 0 MB", () => {
  const table = waysTable([{ what: "deno run", startMs: 80, rssMb: 60 }]);
  assert.deepEqual(cells(table, 2), ["deno run", "", "", "80 ms", "60 MB"]);
});

Deno.test("the document says that it is generated, and when it was measured", () => {
  const text = document([image], [{ what: "image", ...image }]);
  assert.match(text, /^# Images\n\nDO NOT EDIT: written by `deno task image/);
  assert.match(text, /measured on \d{4}-\d\d-\d\d:/);
  assert.ok(text.includes(contentTable([image])));
});
