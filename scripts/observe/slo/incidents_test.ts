import assert from "node:assert/strict";
import { parseIncidents } from "./incidents.ts";
import usual from "./incidents.yaml" with { type: "text" };

Deno.test("the incidents that come with it are twenty, of which most should page", () => {
  const incidents = parseIncidents(usual, "incidents.yaml");
  assert.equal(incidents.length, 20);
  assert.equal(new Set(incidents.map(({ name }) => name)).size, 20);
  for (const { name, page, phases } of incidents) {
    assert.equal(phases.some(({ incident }) => incident), page, name);
  }
});

Deno.test("a bad file is refused with every problem", () => {
  const bad =
    '- { name: "", slo: x, page: true, phases: [{ for: soon, rps: 0, errors: 2 }] }';
  assert.throws(
    () => parseIncidents(bad, "mine.yaml"),
    /mine\.yaml: 0\.name.*for: must be a duration.*rps.*errors/,
  );
});
