import assert from "node:assert/strict";
import fc from "fast-check";
import { balance, type Books, chargesIn, FAULTS } from "./books.ts";

const EVEN = { oversold: 0, miscounted: 0 };

function line(reservation_id: string, payment_ref: string): string {
  return JSON.stringify({ level: "INFO", payment_ref, reservation_id });
}

interface Case {
  /** Orders as "id ref". */
  readonly orders?: readonly string[];
  /** Charges as "id ref". */
  readonly charges?: readonly string[];
  readonly answered?: readonly string[];
}

function booksOf({ orders = [], charges = [], answered = [] }: Case): Books {
  const words = (one: string) => one.split(" ") as [string, string];
  return balance(
    orders.map(words).map(([id, payment_ref]) => ({ id, payment_ref })),
    chargesIn(charges.map((one) => line(...words(one))).join("\n")),
    EVEN,
    new Set(answered),
  );
}

function wrongIn(books: Books): Readonly<Record<string, number>> {
  return Object.fromEntries(
    FAULTS.flatMap((fault) => books[fault] > 0 ? [[fault, books[fault]]] : []),
  );
}

const CASES: readonly (readonly [
  rule: string,
  books: Case,
  wrong: Partial<Books>,
])[] = [
  ["a shop that sold nothing has nothing wrong", {}, {}],
  [
    "every order is charged, and every customer got a true answer",
    {
      orders: ["a P1", "b P2"],
      charges: ["a P1", "b P2"],
      answered: ["a", "b"],
    },
    {},
  ],
  [
    "a customer who got no answer has an order all the same",
    { orders: ["a P1"], charges: ["a P1"] },
    {},
  ],
  [
    "an order that a customer was promised is missing",
    { answered: ["a"] },
    { lost: 1 },
  ],
  ["money was taken for nothing", { charges: ["a P1"] }, { unpaidFor: 1 }],
  ["a ticket was given away", { orders: ["a P1"] }, { notCharged: 1 }],
  [
    "an order names a payment that was never made",
    { orders: ["a P9"], charges: ["a P1"] },
    { notCharged: 1 },
  ],
  [
    "another customer's payment with the same reference pays for no order",
    { orders: ["a P1", "b P1"], charges: ["a P1"] },
    { notCharged: 1 },
  ],
  [
    "one reservation was charged twice",
    { orders: ["a P1"], charges: ["a P1", "a P2"] },
    { chargedTwice: 1 },
  ],
  [
    "a charge that is reported twice counts once",
    { orders: ["a P1"], charges: ["a P1", "a P1"] },
    {},
  ],
];

for (const [rule, books, wrong] of CASES) {
  Deno.test(`the books: ${rule}`, () => {
    assert.deepEqual(wrongIn(booksOf(books)), wrong);
  });
}

Deno.test("the books: when nothing is wrong, orders and charges are as many", () => {
  const pairs = fc.uniqueArray(
    fc.tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("P1", "P2")),
    { selector: (pair) => pair.join(" ") },
  ).map((all) => all.map((pair) => pair.join(" ")));
  const orders = pairs.map((all) =>
    all.filter((one, i) => all.findIndex((other) => other[0] === one[0]) === i // an id is there once
    )
  );
  fc.assert(fc.property(orders, pairs, (orders, charges) => {
    const books = booksOf({ orders, charges });
    if (Object.keys(wrongIn(books)).length > 0) return;
    assert.equal(books.orders, books.charges);
  }));
});

Deno.test("a log is read past what is no charge, and past a line that death cut off", () => {
  const log = [
    "starting ...",
    '{"level":"INFO","message":"ready"}',
    line("a", "P1"),
    '{"payment_ref":5,"reservation_id":"b"}',
    line("c", "P3").slice(0, -5),
    line("d", "P4"),
    "",
  ].join("\n");
  assert.deepEqual([...chargesIn(log).keys()], ["a", "d"]);
});
