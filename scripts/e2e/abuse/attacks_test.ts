import assert from "node:assert/strict";
import { type Attack, KINDS } from "./attacks.ts";
import { statusOf, type Wire } from "./wire.ts";

/** A server that takes so many pieces, then is gone. */
function wireFor(pieces: number) {
  const sent: string[] = [];
  let hasEnded = false;
  const wire: Wire = {
    closed: Promise.resolve(),
    answer: "",
    send(bytes) {
      if (sent.length >= pieces) return Promise.resolve(false);
      const text = typeof bytes === "string"
        ? bytes
        : String.fromCharCode(...bytes);
      sent.push(text);
      return Promise.resolve(true);
    },
    endSending() {
      hasEnded = true;
      return Promise.resolve();
    },
    close() {},
  };
  return {
    wire,
    sent,
    get hasEnded() {
      return hasEnded;
    },
  };
}

function attackOn(wire: Wire): Attack {
  return {
    wire,
    read: "/events",
    body: "/charge",
    random: () => 0.5,
    pause: () => Promise.resolve(true),
  };
}

for (const [name, { play }] of Object.entries(KINDS)) {
  Deno.test(`${name}: ends by itself, whenever the server closes`, async () => {
    for (const pieces of [0, 1, 5, Infinity]) {
      const { wire, sent } = wireFor(pieces);
      await play(attackOn(wire));
      const bytes = sent.reduce((sum, { length }) => sum + length, 0);
      assert.ok(bytes <= 10_000_000, `${bytes} bytes`);
    }
  });
}

/** The bytes of one kind for a server that accepts everything. */
async function sentBy(name: string): Promise<string> {
  const { wire, sent } = wireFor(Infinity);
  await KINDS[name]?.play(attackOn(wire));
  return sent.join("");
}

Deno.test("half a head never has the empty line that ends it", async () => {
  for (const name of ["half a head", "slow head (Slowloris)", "endless head"]) {
    const text = await sentBy(name);
    assert.match(text, /^GET \/events HTTP\/1.1\r\nHost: shop\r\n/);
    assert.doesNotMatch(text, /\r\n\r\n/, name);
  }
});

Deno.test("half a body is shorter than its head says", async () => {
  for (const name of ["half a body", "hang-up in the body"]) {
    const [head = "", body = ""] = (await sentBy(name)).split("\r\n\r\n");
    const length = Number(/Content-Length: (\d+)/.exec(head)?.[1]);
    assert.ok(body.length > 0 && body.length < length, name);
  }
});

Deno.test("a client can end its sending, and still wait for the answer", async () => {
  const stage = wireFor(Infinity);
  await KINDS["end of sending in the body"]?.play(attackOn(stage.wire));
  assert.ok(stage.hasEnded);
});

Deno.test("pipelining sends whole requests, many at once", async () => {
  const requests = (await sentBy("pipelining")).split("\r\n\r\n");
  assert.equal(requests.length - 1, 40);
});

for (
  const [line, status] of [
    ["HTTP/1.1 408", 408],
    ["HTTP/1.0 200", 200],
    ["HTTP/1.1 4", undefined],
    ["\0\0\x12\x04\0\0", undefined],
    ["", undefined],
  ] as const
) {
  Deno.test(`the status of ${JSON.stringify(line)} is ${status}`, () => {
    assert.equal(statusOf(line), status);
  });
}
