import assert from "node:assert/strict";
import { fakeHost } from "../../lib/cli/host_fake.ts";
import { CouldNotRun, runTool } from "../../lib/cli/tool.ts";
import { writeBackup } from "../backup/manifest_fixture.ts";
import type { Store } from "../backup/store.ts";
import { memoryStore } from "../backup/store_fixture.ts";
import { disasterTool } from "./cli.ts";
import type { Place } from "./place.ts";

/** A shop that notes what is done to it. */
function place(done: string[], changes: Partial<Place> = {}): Place {
  return {
    name: "a shop",
    database: () => Promise.resolve("shop"),
    ask: () => Promise.resolve("1"),
    killServer: () => Promise.resolve(void done.push("kill")),
    loseVolume: () => {
      done.push("lose");
      return Promise.resolve(undefined);
    },
    execute: (statement) => Promise.resolve(void done.push(statement)),
    ...changes,
  };
}

interface Struck {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly done: readonly string[];
}

async function strike(
  words: string,
  { store = memoryStore(), changes = {} }: {
    readonly store?: Store;
    readonly changes?: Partial<Place>;
  } = {},
): Promise<Struck> {
  const done: string[] = [];
  const here = (): Place => place(done, changes);
  const elsewhere = (): Place => {
    throw new Error("another shop was asked for");
  };
  const tool = disasterTool({
    places: { dev: here, compose: elsewhere, cluster: elsewhere },
    openStore: () => store,
  });
  const host = fakeHost({ args: words === "" ? [] : words.split(" ") });
  const code = await runTool(host, tool);
  return {
    code,
    out: host.stdout.join("\n"),
    err: host.stderr.join("\n"),
    done,
  };
}

async function storeWith(...databases: readonly string[]): Promise<Store> {
  const store = memoryStore();
  for (const name of databases) await writeBackup(store, new Date(0), name);
  return store;
}

for (const words of ["", " --yes"]) {
  Deno.test(`disaster drop-table${words} refuses a table that is not there`, async () => {
    const store = await storeWith("shop");
    const changes = { ask: () => Promise.resolve("") };
    const struck = await strike(`drop-table${words}`, { store, changes });
    assert.deepEqual([struck.code, struck.done], [2, []]);
    assert.match(struck.err, /Cannot drop orders: .* no such table/);
  });
}

const COMMANDS = [
  ["drop-table", "DROP TABLE orders CASCADE"],
  ["drop-table --table events", "DROP TABLE events CASCADE"],
  ["kill-server", "kill"],
  ["lose-volume", "lose"],
] as const;

for (const [words, effect] of COMMANDS) {
  Deno.test(`disaster ${words} does nothing until a person says --yes`, async () => {
    const store = await storeWith("shop");
    const told = await strike(words, { store });
    assert.deepEqual([told.code, told.done], [0, []]);
    assert.match(told.out, /--yes/);
    const struck = await strike(`${words} --yes`, { store });
    assert.deepEqual([struck.code, struck.done], [0, [effect]]);
  });

  Deno.test(`disaster ${words} is refused without a way back, even with --yes`, async () => {
    const { code, done, err } = await strike(`${words} --yes`);
    assert.deepEqual([code, done], [2, []]);
    assert.match(err, /no good backup.*--without-backup/);
  });

  Deno.test(`disaster ${words} goes ahead without a backup when a person insists`, async () => {
    const { code, done } = await strike(`${words} --yes --without-backup`);
    assert.deepEqual([code, done], [0, [effect]]);
  });
}

Deno.test("the way back is printed as a command", async () => {
  const { err } = await strike("drop-table", {
    store: await storeWith("shop"),
  });
  assert.match(err, /deno task restore shop_19700101T000000Z \(0 s old\)/);
});

Deno.test("backups of other databases are no way back", async () => {
  const store = await storeWith("first", "second");
  const { code, done, err } = await strike("drop-table --yes", { store });
  assert.deepEqual([code, done], [2, []]);
  assert.match(err, /The way back: none/);
});

Deno.test("a shop that is down cannot tell its database: any good backup will do", async () => {
  const down = () => Promise.reject(new CouldNotRun("it does not run"));
  const { code } = await strike("drop-table", {
    store: await storeWith("shop"),
    changes: { database: down },
  });
  assert.equal(code, 0);
});

Deno.test("a bug while looking for the way back is no missing backup", async () => {
  const broken = () => Promise.reject(new TypeError("a bug"));
  const { code, err, done } = await strike("drop-table --yes", {
    store: await storeWith("shop"),
    changes: { database: broken },
  });
  assert.deepEqual([code, done], [2, []]);
  assert.match(err, /TypeError: a bug/);
});

for (
  const table of ["orders; DROP TABLE events", "Orders", "1st", '"x"', "a.b"]
) {
  Deno.test(`a table called ${table} is refused before anything is asked`, async () => {
    const host = fakeHost({ args: ["drop-table", "--yes", "--table", table] });
    const untouched = (): never => assert.fail("the shop was asked");
    const tool = disasterTool({
      places: { dev: untouched, compose: untouched, cluster: untouched },
      openStore: untouched,
    });
    assert.equal(await runTool(host, tool), 2);
    assert.match(host.stderr.join(), /lower-case letters/);
  });
}

Deno.test("the old files of a practice shop are listed, so that they can be looked at", async () => {
  const { out } = await strike("lose-volume --yes", {
    store: await storeWith("shop"),
    changes: { loseVolume: () => Promise.resolve("the old folder") },
  });
  assert.match(out, /old files are in the old folder/);
});

Deno.test("disaster without a command is refused", async () => {
  assert.equal((await strike("")).code, 2);
});
