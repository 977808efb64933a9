import assert from "node:assert/strict";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import type { Backup } from "./catalog.ts";
import { chosenFrom, type Wanted } from "./choose_backup.ts";
import { manifestOf } from "./manifest_fixture.ts";

/** Newest first, as a store lists them: minutes past noon, and what is wrong. */
function backups(
  ...all: readonly (readonly [database: string, minute: number, bad?: string])[]
): readonly Backup[] {
  return all.map(([database, minute, problem]) => {
    const at = new Date(Date.UTC(2026, 10, 24, 12, minute));
    const manifest = manifestOf(at, database);
    return { id: manifest.id, manifest, problem };
  });
}

function minuteOf({ id }: Backup): number {
  return Number(id.slice(-5, -3));
}

function wanted(database: string | undefined, id?: string): Wanted {
  return { id, database };
}

const CASES: readonly (readonly [
  rule: string,
  backups: readonly Backup[],
  wanted: Wanted,
  minute: number,
])[] = [
  [
    "the newest one is taken when no id is given",
    backups(["shop", 3], ["shop", 2]),
    wanted("shop"),
    3,
  ],
  [
    "a newer one that is damaged gives way to an older good one",
    backups(["shop", 3, "cut short"], ["shop", 2], ["shop", 1]),
    wanted("shop"),
    2,
  ],
  [
    "a newer backup of another database is passed over",
    backups(["other", 9], ["shop", 2]),
    wanted("shop"),
    2,
  ],
  [
    "an older backup is taken when its id is given",
    backups(["shop", 3], ["shop", 2]),
    wanted("shop", "shop_20261124T120200Z"),
    2,
  ],
  [
    "an id may name a backup of another database, since a person chose it",
    backups(["shop", 3], ["other", 2]),
    wanted("shop", "other_20261124T120200Z"),
    2,
  ],
  [
    "a database of a new name gets the only database that the store has",
    backups(["shop", 3], ["shop", 2]),
    wanted("copy"),
    3,
  ],
  [
    "a name is found again by the letters that ids can have",
    backups(["my_shop", 2], ["other", 1]),
    wanted("my_shop"),
    2,
  ],
  [
    "without a known database the newest good one of all is taken",
    backups(["shop", 4, "gone"], ["other", 3], ["shop", 2]),
    wanted(undefined),
    3,
  ],
];

for (const [rule, all, what, minute] of CASES) {
  Deno.test(`choosing a backup: ${rule}`, () => {
    assert.equal(minuteOf(chosenFrom(all, what, "backups")), minute);
  });
}

const REFUSED: readonly (readonly [
  rule: string,
  backups: readonly Backup[],
  wanted: Wanted,
  words: RegExp,
])[] = [
  [
    "an empty store says how to make one",
    [],
    wanted("shop"),
    /^Cannot find a good backup in backups: .*deno task backup$/,
  ],
  [
    "a store with damaged ones alone says what is wrong with each",
    backups(["shop", 3, "it is missing"], ["shop", 2, "it was changed"]),
    wanted("shop"),
    /T120300Z: it is missing\n.*T120200Z: it was changed$/,
  ],
  [
    "damaged ones of this database do not make another database good enough",
    backups(["other", 9], ["shop", 2, "it is missing"]),
    wanted("shop"),
    /^Cannot find a good backup in backups:\n {2}shop_/,
  ],
  [
    "several other databases are named, and none is guessed",
    backups(["first", 3], ["second", 2]),
    wanted("shop"),
    /none of shop, but backups of first, second; name one by its ID$/,
  ],
  [
    "an id that is not there is answered with those that are",
    backups(["shop", 3]),
    wanted("shop", "shop_20261124T120400Z"),
    /^Cannot find backup shop_20261124T120400Z .*shop_20261124T120300Z$/,
  ],
  [
    "an id in an empty store is answered in words as well",
    [],
    wanted("shop", "a"),
    /there are none$/,
  ],
  [
    "a damaged backup is refused even by its id",
    backups(["shop", 3, "it was changed"]),
    wanted("shop", "shop_20261124T120300Z"),
    /^Cannot use backup shop_20261124T120300Z: it was changed$/,
  ],
];

for (const [rule, all, what, words] of REFUSED) {
  Deno.test(`choosing a backup: ${rule}`, () => {
    assert.throws(
      () => chosenFrom(all, what, "backups"),
      (error) => error instanceof CouldNotRun && words.test(error.message),
    );
  });
}
