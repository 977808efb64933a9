import assert from "node:assert/strict";
import { generateIdentity } from "age-encryption";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { decrypted, encrypted, recipientOf } from "./encryption.ts";
import { textBytes } from "./store.ts";

const text = "orders, ".repeat(50_000); // several of age's 64 kB pieces

Deno.test("what is encrypted to a key is read with it, and with no other", async () => {
  const identity = await generateIdentity();
  const secret = await encrypted(textBytes(text), await recipientOf(identity));
  const bytes = new Uint8Array(await new Response(secret).arrayBuffer());
  assert.equal(new TextDecoder().decode(bytes).includes("orders"), false);

  const open = (key: string) => decrypted(new Blob([bytes]).stream(), key);
  assert.equal(await new Response(await open(identity)).text(), text);
  await assert.rejects(open(await generateIdentity()), CouldNotRun);
});

Deno.test("a piece that is missing at the end is noticed", async () => {
  const identity = await generateIdentity();
  const secret = await encrypted(textBytes(text), await recipientOf(identity));
  const bytes = new Uint8Array(await new Response(secret).arrayBuffer());
  const cut = new Blob([bytes.slice(0, -100)]).stream();
  await assert.rejects(
    (async () => new Response(await decrypted(cut, identity)).text())()
      .then((read) => assert.equal(read, text)),
  );
});

Deno.test("a malformed recipient is refused with the way to make one", async () => {
  await assert.rejects(
    encrypted(textBytes("a"), "a-friend"),
    /Cannot encrypt to a-friend: .*age-keygen/,
  );
});
