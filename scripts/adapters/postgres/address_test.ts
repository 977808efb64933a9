import assert from "node:assert/strict";
import { addressOf, addressProblem, withoutPassword } from "./address.ts";

Deno.test("withoutPassword() hides the password and nothing else", () => {
  assert.equal(
    withoutPassword("postgres://me:secret@db:5432/shop"),
    "postgres://me:***@db:5432/shop",
  );
  assert.equal(
    withoutPassword("postgres://me@db/shop"),
    "postgres://me@db/shop",
  );
});

Deno.test("addressOf() reads every form that libpq documents and one server needs", () => {
  const common = {
    sslmode: undefined,
    options: undefined,
    applicationName: undefined,
  };
  for (
    const [url, wanted] of [
      ["postgres://me:a%25w@db:5433/shop", {
        host: "db",
        port: 5433,
        user: "me",
        password: "a%w",
        database: "shop",
      }],
      ["postgresql://db", {
        host: "db",
        port: 5432,
        user: "",
        password: "",
        database: "",
      }],
      ["postgres://me@[::1]:1/My%20Shop", {
        host: "::1",
        port: 1,
        user: "me",
        password: "",
        database: "My Shop",
      }],
      ["postgres://me@%2Fvar%2Frun%2Fpg:5434/shop", {
        host: "/var/run/pg",
        port: 5434,
        user: "me",
        password: "",
        database: "shop",
      }],
      ["postgres:///shop?host=/var/run/pg", {
        host: "/var/run/pg",
        port: 5432,
        user: "",
        password: "",
        database: "shop",
      }],
    ] as const
  ) assert.deepEqual(addressOf(url), { ...common, ...wanted }, url);
  assert.deepEqual(
    addressOf("postgres://db/s?sslmode=require&options=-c%20work_mem%3D8MB"),
    {
      ...common,
      host: "db",
      port: 5432,
      user: "",
      password: "",
      database: "s",
      sslmode: "require",
      options: "-c work_mem=8MB",
    },
  );
});

Deno.test("a URL that cannot be used is refused by its reason, never by its password", () => {
  for (
    const [url, reason] of [
      ["mysql://me:s3cret@db/shop", /must start with postgres/],
      ["postgres://me:s3cret%w@db/shop", /write %25/],
      ["postgres://me:s3cret#b@db/shop", /%23/],
      ["postgres://me:123#s3cret@db/shop", /%23/],
      ["postgres://me:123?s3cret@db/shop", /%3F/],
      ["postgres://me:123/s3cret@db/shop", /%2F/],
      ["postgres://me:s3cret/b@db/shop", /%2F/],
      ["postgres://me:s3cret@db1:1,db2:2/shop", /several hosts/],
      ["postgres://me:s3cret@db1,db2/shop", /several hosts/],
      ["postgres://me:s3cret@db:0/shop", /port/],
      ["postgres://me:s3cret@db:99999/shop", /must look like/],
      ["postgres://me:s3cret@/shop", /no host|must look like/],
      ["postgres://me:s3cret@db/shop?sslmode=on", /sslmode must be one of/],
      ["postgres://me:s3cret@db/shop?search_path=x", /schema public/],
      ["postgres://me:s3cret@db/shop?pool=3", /pool is not supported/],
    ] as const
  ) {
    const problem = addressProblem(url) ?? "none";
    assert.match(problem, reason, url);
    assert.ok(!problem.includes("s3cret"), problem);
  }
});
