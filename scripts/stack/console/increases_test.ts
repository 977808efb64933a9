import assert from "node:assert/strict";
import { parseExposition } from "../../adapters/prometheus/exposition.ts";
import { type CounterMemory, counterMemory } from "./increases.ts";

function grown(memory: CounterMemory, text: string): readonly number[] {
  return memory.increases(parseExposition(text)).map(({ by }) => by);
}

Deno.test("the first look tells nothing, only where counting begins", () => {
  assert.deepEqual(grown(counterMemory(), "a 1000"), []);
});

Deno.test("each look tells the growth since the one before", () => {
  const memory = counterMemory();
  grown(memory, 'a{x="1"} 5\na{x="2"} 1');
  assert.deepEqual(grown(memory, 'a{x="1"} 8\na{x="2"} 1'), [3, 0]);
  assert.deepEqual(grown(memory, 'a{x="1"} 9\na{x="2"} 4'), [1, 3]);
});

Deno.test("a counter that is smaller than before is one of a new process", () => {
  const memory = counterMemory();
  grown(memory, "a 1000");
  assert.deepEqual(grown(memory, "a 7"), [7]);
  assert.deepEqual(grown(memory, "a 9"), [2]);
});

Deno.test("a series that was not there before has grown from 0", () => {
  const memory = counterMemory();
  grown(memory, 'a{status="200"} 10');
  assert.deepEqual(
    grown(memory, 'a{status="200"} 10\na{status="500"} 2'),
    [0, 2],
  );
});

Deno.test("a series that vanished and comes back has grown from 0", () => {
  const memory = counterMemory();
  grown(memory, "a 10\nb 1");
  grown(memory, "b 1");
  assert.deepEqual(grown(memory, "a 3\nb 1"), [3, 0]);
});
