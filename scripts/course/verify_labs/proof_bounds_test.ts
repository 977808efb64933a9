import assert from "node:assert/strict";
import fc from "fast-check";
import { lacks, type Proof, proofSchema, proofTable } from "./proof.ts";

const PROOF: Proof = {
  lab: 7,
  title: "Canary releases",
  digest: "a",
  proved: "2026-11-25T20:00:00Z",
  path: "cluster",
  steps: 10,
  commands: 20,
  by_hand: 2,
  failed: 0,
  checks: { tried: 11, right: 11 },
  mutants: { tried: 20, right: 20 },
  variants: { tried: 50, right: 50 },
  needs: ["files"],
  wrong: [],
  seconds: 900.4,
};

for (
  const [what, change, said] of [
    ["another digest", { digest: "b" }, "changed since it was proved"],
    ["no command", { commands: 0 }, "no command of its text was run"],
    ["a block that failed", { failed: 1 }, "1 blocks of its text fail"],
    [
      "a check that did not pass",
      { checks: { tried: 11, right: 10 } },
      "10 of 11 checks pass",
    ],
    [
      "no check",
      { checks: { tried: 0, right: 0 } },
      "0 of 0 checks pass",
    ],
    [
      "eleven mutants",
      { mutants: { tried: 11, right: 11 } },
      "11 mutants of 12",
    ],
    [
      "two of twenty mutants that passed",
      { mutants: { tried: 20, right: 18 } },
      "18 of 20 mutants",
    ],
    [
      "five variants",
      { variants: { tried: 5, right: 5 } },
      "5 variants of 6",
    ],
    [
      "two of fifty variants that were refused",
      { variants: { tried: 50, right: 48 } },
      "48 of 50 variants",
    ],
  ] as const
) {
  Deno.test(`a proof with ${what} lacks just that`, () => {
    assert.deepEqual(lacks({ ...PROOF, ...change }, "a"), [said]);
  });
}

for (
  const [what, change] of [
    ["whole", {}],
    ["at the bound of mutants", { mutants: { tried: 20, right: 19 } }],
    ["at the bound of variants", { variants: { tried: 50, right: 49 } }],
    ["with the fewest of both", {
      mutants: { tried: 12, right: 12 },
      variants: { tried: 6, right: 6 },
    }],
    ["without a part that only people can do", { by_hand: 0 }],
  ] as const
) {
  Deno.test(`a proof that is ${what} lacks nothing`, () => {
    assert.deepEqual(lacks({ ...PROOF, ...change }, "a"), []);
  });
}

const tally = fc.nat(60).chain((tried) =>
  fc.nat(tried).map((right) => ({ tried, right }))
);

Deno.test("a lab that gets one more right never lacks more", () => {
  fc.assert(fc.property(
    fc.record({ checks: tally, mutants: tally, variants: tally }),
    fc.constantFrom("checks" as const, "mutants" as const, "variants" as const),
    (tallies, which) => {
      const { tried, right } = tallies[which];
      const better = { tried, right: Math.min(tried, right + 1) };
      const before = lacks({ ...PROOF, ...tallies }, "a").length;
      const after = lacks({ ...PROOF, ...tallies, [which]: better }, "a");
      assert.ok(after.length <= before);
    },
  ));
});

Deno.test("the table says yes of a proven lab, and of another what it lacks", () => {
  const lines = proofTable([
    { proof: PROOF, lacks: [] },
    { proof: { ...PROOF, lab: 8 }, lacks: ["no command", "1 mutant"] },
  ]).split("\n");
  assert.equal(lines.length, 4);
  assert.match(
    lines[2] ?? "",
    /^\| 7 \| cluster \| 10 \| 20 \(2\) \| 11 of 11 .* \| 900 s \| yes \|$/,
  );
  assert.match(lines[3] ?? "", /^\| 8 .* \| no command; 1 mutant \|$/);
  const cells = lines.map((line) => line.split("|").length);
  assert.equal(new Set(cells).size, 1, "a cell too many or too few");
});

Deno.test("a proof that is kept is read as it was, and another shape is refused", () => {
  assert.deepEqual(proofSchema.parse(JSON.parse(JSON.stringify(PROOF))), PROOF);
  for (
    const change of [
      { lab: 13 },
      { proved: "yesterday" },
      { needs: ["luck"] },
      { steps: 1.5 },
      { more: true },
    ]
  ) {
    assert.equal(
      proofSchema.safeParse({ ...PROOF, ...change }).success,
      false,
      JSON.stringify(change),
    );
  }
});
