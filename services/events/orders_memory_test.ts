import { fakeClock } from "../shared/clock_fake.ts";
import { CONTRACT_EVENTS, ordersContract } from "./orders_contract.ts";
import { memoryOrders } from "./orders_memory.ts";

ordersContract("memoryOrders()", () => {
  const clock = fakeClock(Date.UTC(2026, 10, 1));
  return Promise.resolve({
    orders: memoryOrders(clock, CONTRACT_EVENTS),
    now: () => Promise.resolve(clock.now()),
    passed: (ms) => clock.advance(ms),
    close: () => Promise.resolve(),
  });
});
