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

function wanted(
  database: string | undefined,
  id?: string,
  changes: Partial<Wanted> = {},
): Wanted {
  return { id, database, server: "1", otherServer: "one", ...changes };
}

/** The same backups, of another server. */
function ofServer(
  systemIdentifier: string,
  all: readonly Backup[],
): readonly Backup[] {
  return all.map((one) => ({
    ...one,
    ...one.manifest === undefined ? {} : {
      manifest: {
        ...one.manifest,
        server: { ...one.manifest.server, systemIdentifier },
      },
    },
  }));
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
    "an id may name a backup of another database, when its place is named, too",
    backups(["shop", 3], ["other", 2]),
    wanted(undefined, "other_20261124T120200Z"),
    2,
  ],
  [
    "a name with other letters than an id may have is its own",
    backups(["my-shop", 3], ["my_shop", 2], ["my.shop", 1]),
    wanted("my_shop"),
    2,
  ],
  [
    "letters outside ASCII tell databases apart, too",
    backups(["Кино", 3], ["Опер", 2]),
    wanted("Опер"),
    2,
  ],
  [
    "upper case is another database",
    backups(["Shop", 3], ["shop", 2]),
    wanted("shop"),
    2,
  ],
  [
    "without a known database the only one of the store is meant",
    backups(["shop", 4, "gone"], ["shop", 2]),
    wanted(undefined),
    2,
  ],
  [
    "a newer backup of the same database of another server is passed over",
    [...ofServer("2", backups(["shop", 9])), ...backups(["shop", 2])],
    wanted("shop"),
    2,
  ],
  [
    "a server without backups gets those of the one that it replaces",
    ofServer("2", backups(["shop", 9], ["shop", 8])),
    wanted("shop"),
    9,
  ],
  [
    "an empty database may come back from the newest of several servers",
    [
      ...ofServer("3", backups(["shop", 9])),
      ...ofServer("2", backups(["shop", 8])),
    ],
    wanted("shop", undefined, { otherServer: "any" }),
    9,
  ],
  [
    "an id may name a backup of another server",
    ofServer("2", backups(["shop", 9])),
    wanted("shop", "shop_20261124T120900Z"),
    9,
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
    "the only other database is not taken for this one",
    backups(["shop", 3]),
    wanted("copy"),
    /none of copy, but backups of shop; name one by its ID, and .* --into$/,
  ],
  [
    "a name that begins like another is not that other one",
    backups(["shop_old", 3], ["shop-2", 2]),
    wanted("shop"),
    /none of shop, but backups of shop-2, shop_old/,
  ],
  [
    "an id of another database is refused while its place is not named",
    backups(["shop", 3], ["other", 2]),
    wanted("shop", "other_20261124T120200Z"),
    /other_.*: it is of the database other, and not of shop$/,
  ],
  [
    "a database that is not known is not guessed among several",
    backups(["shop", 3], ["other", 2]),
    wanted(undefined),
    /has backups of other, shop; name one by its ID$/,
  ],
  [
    "of several other servers none is guessed for a full database",
    [
      ...ofServer("3", backups(["shop", 9])),
      ...ofServer("2", backups(["shop", 8])),
    ],
    wanted("shop"),
    /backups of the servers 2 and 3; name one by its ID$/,
  ],
  [
    "a drill wants backups of the very server",
    ofServer("2", backups(["shop", 9])),
    wanted("shop", undefined, { otherServer: "none" }),
    /none of shop of the server 1, but of the server 2; make one/,
  ],
  [
    "a drill refuses another server's backup also by its id",
    ofServer("2", backups(["shop", 9])),
    wanted("shop", "shop_20261124T120900Z", { otherServer: "none" }),
    /it is of the server 2, and not of 1$/,
  ],
  [
    "several other databases are named, and none is guessed",
    backups(["first", 3], ["second", 2]),
    wanted("shop"),
    /none of shop, but backups of first, second; name one by its ID/,
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
