import assert from "node:assert/strict";
import { withoutPasswords } from "./without_passwords.ts";

for (
  const [text, masked] of [
    ["postgres://ada:s3cret@db/shop", "postgres://ada:***@db/shop"],
    ["postgres://ada:s3/cr@et#x@db", "postgres://ada:***@db"],
    ["redis://:s3cret@h:6379, then", "redis://:***@h:6379, then"],
    ["s3+http://k:s@minio is bad", "s3+http://k:***@minio is bad"],
    ["host=db password=s3cret dbname=x", "host=db password=*** dbname=x"],
    ["http://h/?token=abc&x=1", "http://h/?token=***&x=1"],
    ["http://127.0.0.1:8080/a@b", "http://127.0.0.1:8080/a@b"],
    ["ada@example.org: no", "ada@example.org: no"],
  ] as const
) {
  Deno.test(`${text} becomes ${masked}`, () => {
    assert.equal(withoutPasswords(text), masked);
  });
}
