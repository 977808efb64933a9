/**
 * What the services share, for tools outside `services/`: time, and draws that
 * a seed decides. It loads no library; the parts that do are in
 * `services/mod.ts`.
 * @module
 */

export { type Clock, systemClock } from "./clock.ts";
export { type FakeClock, fakeClock } from "./clock_fake.ts";
export { seededDraws } from "./seeded_random.ts";
