import assert from "node:assert/strict";
import { ownEnvironment } from "./own_environment.ts";

function settled(given: Readonly<Record<string, string>>) {
  const all = new Map(Object.entries(given));
  ownEnvironment({
    get: (name) => all.get(name),
    set: (name, value) => void all.set(name, value),
    delete: (name) => void all.delete(name),
  });
  return Object.fromEntries(all);
}

const DIRECT = "127.0.0.1,localhost,::1";

Deno.test("this machine is asked without a proxy, others with the person's", () => {
  assert.deepEqual(
    settled({ HTTP_PROXY: "http://p", ALL_PROXY: "http://p", NO_PROXY: "a,b" }),
    {
      HTTP_PROXY: "http://p",
      ALL_PROXY: "http://p",
      NO_PROXY: `a,b,${DIRECT}`,
      no_proxy: DIRECT,
    },
  );
});

Deno.test("another repository, another server and other settings are forgotten", () => {
  const { NO_PROXY: _, no_proxy: __, ...left } = settled({
    GIT_DIR: "/other/.git",
    GIT_INDEX_FILE: "/other/.git/index",
    PGSERVICE: "production",
    PGOPTIONS: "-c search_path=app",
    PGPASSFILE: "/home/ada/.pgpass",
    PATH: "/bin",
  });
  assert.deepEqual(left, { PGPASSFILE: "/home/ada/.pgpass", PATH: "/bin" });
});

Deno.test("a variable that a tool may not touch stops nothing", () => {
  function refuse(): never {
    throw new Deno.errors.NotCapable("no");
  }
  ownEnvironment({ get: refuse, set: refuse, delete: refuse });
});
