import assert from "node:assert/strict";
import { budgetLedger, budgetLeft, burnRate } from "./budget.ts";
import { OBJECTIVES } from "./objectives.ts";

const PAY = {
  name: "pay",
  target: 0.995,
  method: "POST",
  paths: ["/reserve/{id}/pay"],
};

function ledger() {
  return budgetLedger(PAY, OBJECTIVES);
}

function requests(good: number, bad: number, path = "/reserve/{id}/pay") {
  return [
    { method: "POST", path, isError: false, count: good },
    { method: "POST", path, isError: true, count: bad },
  ];
}

Deno.test("burnRate() is 1 when exactly the budget is spent", () => {
  assert.equal(Math.round(burnRate(0.005, 0.995) * 1e9) / 1e9, 1);
  assert.equal(Math.round(burnRate(0.5, 0.995)), 100);
  assert.equal(burnRate(0, 0.995), 0);
});

Deno.test("budgetLeft() is 1 untouched, 0 spent, negative overspent", () => {
  const left = (bad: number) =>
    Math.round(
      (budgetLeft({ total: 1000, bad, target: 0.995 }) ?? NaN) * 1000,
    ) / 1000;
  assert.equal(left(0), 1);
  assert.equal(left(5), 0);
  assert.equal(left(10), -1);
  assert.equal(budgetLeft({ total: 0, bad: 0, target: 0.995 }), null);
});

Deno.test("only the journey's own requests count", () => {
  const pay = ledger();
  pay.add(1, requests(100, 1));
  pay.add(1, requests(1000, 500, "/events"));
  pay.add(1, requests(7, 0).map((one) => ({ ...one, method: "GET" })));
  const { total, bad } = pay.view(1);
  assert.deepEqual({ total, bad }, { total: 101, bad: 1 });
});

Deno.test("requests leave the budget after an hour", () => {
  const pay = ledger();
  pay.add(0, requests(0, 50));
  pay.add(1800, requests(50, 0));
  assert.equal(pay.view(3599).bad, 50);
  const later = pay.view(3600);
  assert.deepEqual([later.bad, later.total, later.left], [0, 50, 1]);
  pay.add(9000, []);
  assert.equal(pay.view(9000).total, 0);
});

Deno.test("a fast burn is a page, a slow one a ticket", () => {
  const pay = ledger();
  for (let at = 1; at <= 360; at++) pay.add(at, requests(99, 1));
  assert.equal(pay.view(360).verdict, "ticket", "1 % is twice the budget");
  for (let at = 361; at <= 390; at++) pay.add(at, requests(90, 10));
  const { verdict, burns } = pay.view(390);
  assert.equal(verdict, "page");
  assert.equal(Math.round(burns[0]?.rate ?? 0), 20);
});

Deno.test("a quiet hour is fine, an empty one idle", () => {
  const pay = ledger();
  assert.equal(pay.view(1).verdict, "idle");
  pay.add(1, requests(1000, 0));
  assert.equal(pay.view(1).verdict, "fine");
});

Deno.test("too few requests are not evaluated: one failure of three does not page", () => {
  const pay = ledger();
  pay.add(1, requests(2, 1));
  const { burns, verdict, total } = pay.view(1);
  assert.deepEqual(burns.map(({ rate }) => rate), [null, null]);
  assert.deepEqual([verdict, total], ["fine", 3]);
});

Deno.test("the objectives are the course's", () => {
  assert.deepEqual(
    OBJECTIVES.journeys.map(({ name, target }) => [name, target]),
    [["browse", 0.995], ["reserve", 0.995], ["pay", 0.995]],
  );
  assert.equal(OBJECTIVES.period_s, 3600);
});
