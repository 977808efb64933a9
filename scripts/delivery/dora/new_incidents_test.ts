import assert from "node:assert/strict";
import { newIncidents } from "./new_incidents.ts";

const START = "2026-11-25T12:00:00Z";
const END = "2026-11-25T12:07:00Z";

const page = (over: Record<string, unknown> = {}) => ({
  name: "PayBurnsFast",
  status: "resolved",
  labels: { severity: "page" },
  startsAt: START,
  endsAt: END,
  ...over,
});

Deno.test("a page that was resolved is an incident with its two times", () => {
  assert.deepEqual(newIncidents({ alerts: [page()] }, []), [{
    kind: "incident",
    name: "PayBurnsFast",
    startedAt: Date.parse(START),
    endedAt: Date.parse(END),
    drill: false,
  }]);
});

Deno.test("only a resolved page is an incident", () => {
  const others = [
    page({ status: "firing" }),
    page({ labels: { severity: "ticket" } }),
    page({ labels: {} }),
  ];
  assert.deepEqual(newIncidents({ alerts: others }, []), []);
});

Deno.test("a page that two contact points received is one incident", () => {
  const twice = [page(), page({ receiver: "chat" })];
  assert.equal(newIncidents({ alerts: twice }, []).length, 1);
});

Deno.test("asking again adds nothing, and a later page of that name is added", () => {
  const alerts = [page()];
  const known = newIncidents({ alerts }, []);
  assert.deepEqual(newIncidents({ alerts }, known), []);
  const later = page({ startsAt: "2026-11-26T12:00:00+01:00" });
  const added = newIncidents({ alerts: [later, ...alerts] }, known);
  assert.deepEqual(added.map(({ startedAt }) => startedAt), [
    Date.parse("2026-11-26T11:00:00Z"),
  ]);
});

Deno.test("the label drill marks an incident as practised", () => {
  const labels = { severity: "page", drill: "true" };
  const [one] = newIncidents({ alerts: [page({ labels })] }, []);
  assert.equal(one?.drill, true);
});

Deno.test("a page without an end goes on, as the log says it", () => {
  const { endsAt: _, ...open } = page();
  assert.equal(newIncidents({ alerts: [open] }, [])[0]?.endedAt, null);
});

Deno.test("an answer that is no list of alerts is refused", () => {
  for (const answer of [null, {}, { alerts: [{ name: "x" }] }]) {
    assert.throws(() => newIncidents(answer, []), { name: "ZodError" });
  }
});
