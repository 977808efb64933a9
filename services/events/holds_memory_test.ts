import { fakeClock } from "../shared/clock_fake.ts";
import { holdsContract } from "./holds_contract.ts";
import { memoryHolds } from "./holds_memory.ts";

holdsContract("memoryHolds()", () => {
  const clock = fakeClock();
  return Promise.resolve({
    holds: memoryHolds(clock),
    passed: (ms) => clock.advance(ms),
    close: () => Promise.resolve(),
  });
});
