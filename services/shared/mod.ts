/**
 * What the services share, for tools outside `services/`.
 * @module
 */

export { EventView, Order, Reservation } from "./api_schemas.ts";
export { type Clock, systemClock } from "./clock.ts";
export { type FakeClock, fakeClock } from "./clock_fake.ts";
export { type Variable } from "./env.ts";
