import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { checked } from "./checked.ts";
import { manifestOf } from "./manifest_fixture.ts";

/** The manifest of these bytes. */
function dumpOf(bytes: Uint8Array) {
  return {
    ...manifestOf(new Date(0)).dump,
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}

interface Read {
  readonly bytes: readonly number[];
  readonly problem: unknown;
}

/** Reads to the end, or to the error. */
async function read(
  pieces: readonly Uint8Array[],
  dump: ReturnType<typeof dumpOf>,
): Promise<Read> {
  const bytes: number[] = [];
  try {
    const stream = ReadableStream.from(pieces).pipeThrough(checked(dump));
    for await (const piece of stream) bytes.push(...piece);
    return { bytes, problem: undefined };
  } catch (problem) {
    return { bytes, problem };
  }
}

const pieces = fc.array(fc.uint8Array({ maxLength: 8 }), { maxLength: 8 });

function joined(all: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(all.flatMap((piece) => [...piece]));
}

Deno.test("bytes that are as they were written come through, however they are cut", async () => {
  await fc.assert(fc.asyncProperty(pieces, async (all) => {
    const whole = joined(all);
    const { bytes, problem } = await read(all, dumpOf(whole));
    assert.equal(problem, undefined);
    assert.deepEqual(bytes, [...whole]);
  }));
});

Deno.test("one changed byte is noticed before the last byte has come through", async () => {
  const place = fc.nat();
  await fc.assert(fc.asyncProperty(pieces, place, async (all, at) => {
    const whole = joined(all);
    fc.pre(whole.length > 0);
    const dump = dumpOf(whole);
    let left = at % whole.length;
    const changed = all.map((piece) => {
      const copy = piece.slice();
      if (left >= 0 && left < piece.length) copy[left] = (copy[left] ?? 0) ^ 1;
      left -= piece.length;
      return copy;
    });
    const { bytes, problem } = await read(changed, dump);
    assert.ok(problem instanceof CouldNotRun, String(problem));
    assert.ok(bytes.length < whole.length);
  }));
});

Deno.test("bytes that are missing or too many are reported with both numbers", async () => {
  const whole = new Uint8Array([1, 2, 3]);
  const short = await read([whole.slice(0, 2)], dumpOf(whole));
  assert.match(String(short.problem), /has 2 bytes, must have 3/);
  const long = await read([whole, whole], dumpOf(whole));
  assert.match(String(long.problem), /has 6 bytes, must have 3/);
});

Deno.test("an empty piece at the end does not let a changed dump through whole", async () => {
  const whole = new Uint8Array([1, 2, 3]);
  const changed = new Uint8Array([1, 2, 4]);
  const { bytes, problem } = await read(
    [changed, new Uint8Array()],
    dumpOf(whole),
  );
  assert.ok(problem instanceof CouldNotRun);
  assert.deepEqual(bytes, []);
});
