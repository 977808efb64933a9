/**
 * From `deno run` to the first answer.
 * @module
 */

import { type Figure, median } from "../../lib/measured/mod.ts";
import type { MeasureOptions } from "./measure_options.ts";
import { serve, serviceArgs } from "../../lib/process/mod.ts";

/** Measures each service; the slowest counts. */
export async function measureStart(
  { rounds, say }: MeasureOptions,
): Promise<Figure> {
  say("start to first 200");
  const times: number[] = [];
  for (const name of ["gateway", "events", "payments"]) {
    const own: number[] = [];
    for (let round = 0; round < Math.max(5, rounds); round++) {
      const service = await serve({
        args: serviceArgs(name),
        env: { REDIS_HOST: "127.0.0.1" },
        path: "/livez",
      });
      own.push(service.startMs);
      await service.stop();
    }
    times.push(median(own));
  }
  return {
    what: "`deno run` to the first 200, the slowest service",
    value: Math.max(...times),
    unit: "ms",
    bound: { max: 300 },
    from: "medians " + times.map((ms) => ms.toFixed(0)).join(", "),
  };
}
