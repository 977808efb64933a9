import assert from "node:assert/strict";
import { type IncidentRecord, timesOf } from "./incident_record.ts";

const NOON = Date.parse("2026-11-25T12:00:00Z");
const time = (seconds: number) => new Date(NOON + seconds * 1000).toISOString();

const alert = (
  number: number,
  seconds: number,
  status: "firing" | "resolved",
) => ({
  number,
  receivedAt: time(seconds),
  receiver: "quickticket-alerts",
  name: "Pay",
  status,
  labels: { severity: "page" },
  annotations: {},
  startsAt: time(seconds - 10),
});

/** A pay a second; half of them fail from 100 s to 160 s. */
const samples = Array.from({ length: 61 }, (_, i) => ({
  at: time(i * 5),
  pays: i * 5,
  failed: Math.max(0, Math.min(i * 5, 160) - 100) / 2,
}));

const record: IncidentRecord = {
  schema: "quickticket-incident-record/1",
  at: time(600),
  foretold: null,
  alerts: [alert(2, 280, "resolved"), alert(1, 150, "firing")],
  samples,
};

Deno.test("an incident's times are those of the counters and of the alert receiver", () => {
  assert.deepEqual(timesOf(record), {
    alert: "Pay",
    receiver: "quickticket-alerts",
    began: NOON + 100_000,
    paged: NOON + 150_000,
    ended: NOON + 160_000,
    resolved: NOON + 280_000,
    failed: 30,
    pays: 60,
  });
});

Deno.test("a page without failures is no incident, nor are failures without a page", () => {
  const well = samples.map((one) => ({ ...one, failed: 0 }));
  assert.equal(timesOf({ ...record, samples: well }), undefined);
  assert.equal(timesOf({ ...record, alerts: [] }), undefined);
  const ticket = record.alerts.map((one) => ({ ...one, labels: {} }));
  assert.equal(timesOf({ ...record, alerts: ticket }), undefined);
});

Deno.test("a restart of the gateway is no negative number of customers", () => {
  const restarted = samples.map((one, i) =>
    i > 40 ? { ...one, pays: 1, failed: 0 } : one
  );
  assert.equal(timesOf({ ...record, samples: restarted })?.failed, 30);
});
