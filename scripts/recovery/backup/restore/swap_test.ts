import assert from "node:assert/strict";
import { CouldNotRun } from "../../../lib/cli/tool.ts";
import { swap } from "./swap.ts";

const NAMES = {
  name: "shop",
  restored: "shop_restoring",
  former: "shop_before",
};

/** A server's databases; a rename that is listed in `broken` fails. */
function server(broken: readonly string[] = []) {
  const contents = new Map([["shop", "old"], ["shop_restoring", "new"]]);
  return {
    contents,
    rename(from: string, to: string): Promise<void> {
      const content = contents.get(from);
      if (broken.includes(`${from} ${to}`)) {
        return Promise.reject(new Error("it is being used"));
      }
      if (content === undefined || contents.has(to)) {
        return Promise.reject(new Error(`${from} to ${to}: impossible`));
      }
      contents.delete(from);
      contents.set(to, content);
      return Promise.resolve();
    },
  };
}

Deno.test("a swap puts the restored database in place and keeps the former one", async () => {
  const databases = server();
  await swap(databases, NAMES);
  assert.deepEqual(Object.fromEntries(databases.contents), {
    shop: "new",
    shop_before: "old",
  });
});

Deno.test("a swap that cannot move the live database away changes nothing", async () => {
  const databases = server(["shop shop_before"]);
  await assert.rejects(swap(databases, NAMES), /it is being used/);
  assert.equal(databases.contents.get("shop"), "old");
  assert.equal(databases.contents.get("shop_restoring"), "new");
});

Deno.test("a swap that fails half way puts the live database back", async () => {
  const databases = server(["shop_restoring shop"]);
  await assert.rejects(
    swap(databases, NAMES),
    (error) =>
      error instanceof CouldNotRun && /as it was$/.test(error.message) &&
      error.cause instanceof Error,
  );
  assert.equal(databases.contents.get("shop"), "old");
  assert.equal(databases.contents.has("shop_before"), false);
});

Deno.test("a swap that cannot even go back says where the live database is", async () => {
  const databases = server(["shop_restoring shop", "shop_before shop"]);
  await assert.rejects(
    swap(databases, NAMES),
    (error) =>
      error instanceof CouldNotRun &&
      /shop is called shop_before now/.test(error.message),
  );
  assert.equal(databases.contents.get("shop_before"), "old");
});
