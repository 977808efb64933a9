/**
 * What the services share, for tools outside `services/`: time, and the shape of
 * a variable. It loads no library; what does stands in `services/mod.ts`.
 * @module
 */

export { type Clock, systemClock } from "./clock.ts";
export { type FakeClock, fakeClock } from "./clock_fake.ts";
export { type Variable } from "./env.ts";
