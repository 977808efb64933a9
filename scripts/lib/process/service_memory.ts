/**
 * How a service gets by with little memory, wherever it is started: on this
 * machine, in a benchmark, and (see `services/Dockerfile`) in an image.
 *
 * V8 sizes its young generation by the machine, and keeps what it once had. With
 * 4 MB instead of 16 MB for each half, payments had 39 MB of anonymous memory
 * after 10 s of load instead of 62. A difference in CPU time per request was less
 * than the noise.
 *
 * glibc keeps freed memory when the thresholds below adapt themselves, as they
 * do by default: after 200 half-sent requests at a time, 30 MB that it never
 * gets back.
 * @module
 */

/** Flags of `deno run` and of `deno compile`. */
export const SERVICE_FLAGS: readonly string[] = [
  "--v8-flags=--max-semi-space-size=4",
];

/** Variables of the process. */
export const SERVICE_MEMORY: Readonly<Record<string, string>> = {
  MALLOC_TRIM_THRESHOLD_: "131072",
  MALLOC_MMAP_THRESHOLD_: "65536",
};
