import assert from "node:assert/strict";
import { z } from "zod";
import { seal, unseal } from "./sealed_json.ts";
import { keyOf, newKey } from "./signing.ts";

const schema = z.strictObject({ name: z.string(), rows: z.int() });

Deno.test("unseal() gives what was sealed", async () => {
  const key = await keyOf(await newKey());
  const text = await seal({ name: "orders", rows: 3 }, key);
  assert.deepEqual(await unseal(text, schema), {
    content: { name: "orders", rows: 3 },
    key: key.publicKey,
  });
});

Deno.test("one flipped bit of any byte is found", async () => {
  const text = await seal(
    { name: "orders", rows: 3 },
    await keyOf(await newKey()),
  );
  const bytes = new TextEncoder().encode(text);
  for (let i = 0; i < bytes.length; i++) {
    const flipped = bytes.with(i, (bytes[i] ?? 0) ^ 1);
    const read = await unseal(new TextDecoder().decode(flipped), schema);
    assert.ok("problem" in read, `byte ${i} of ${bytes.length}`);
  }
});

Deno.test("a seal holds with CRLF, a byte order mark or no final line end", async () => {
  const key = await keyOf(await newKey());
  const text = await seal({ name: "orders", rows: 3 }, key);
  for (
    const form of [
      text.replaceAll("\n", "\r\n"),
      `\uFEFF${text}`,
      text.trimEnd(),
    ]
  ) assert.ok("content" in await unseal(form, schema), JSON.stringify(form));
  assert.ok("problem" in await unseal(`${text}\n`, schema));
});

Deno.test("another's signature, or none, is no seal", async () => {
  const sealed = JSON.parse(
    await seal({ name: "a", rows: 1 }, await keyOf(await newKey())),
  );
  const { publicKey } = await keyOf(await newKey());
  for (
    const changed of [
      { ...sealed, key: publicKey },
      { name: "a", rows: 1 },
      { ...sealed, extra: true },
      [sealed],
    ]
  ) {
    const text = JSON.stringify(changed, undefined, 2) + "\n";
    assert.ok("problem" in await unseal(text, schema));
  }
});

Deno.test("content of another shape is refused with its reason", async () => {
  const key = await keyOf(await newKey());
  const text = await seal({ name: "orders", rows: "3" }, key);
  const read = await unseal(text, schema);
  assert.ok("problem" in read && /rows/.test(read.problem));
});
