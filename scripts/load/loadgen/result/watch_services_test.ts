import assert from "node:assert/strict";
import { fakeClock } from "../../../../services/shared/mod.ts";
import { watchWhile } from "./watch_services.ts";

async function watch(answer: (url: string) => Promise<Response>) {
  const clock = fakeClock();
  const work = Promise.withResolvers<string>();
  let cpu = 0;
  const watching = watchWhile(
    {
      urls: { events: "http://events", payments: "http://payments" },
      fetch: (input) => answer(String(input)),
      clock,
      cpuSeconds: () => cpu++,
      machine: () => ({ busySeconds: cpu, cores: 2 }),
    },
    () => work.promise,
  );
  await clock.advance(3000);
  work.resolve("done");
  await clock.advance(1000);
  const { result, readings } = await watching;
  return {
    result,
    count: (service: string) =>
      readings.filter((one) => one.service === service).length,
  };
}

Deno.test("each service, the generator and the machine are looked at each second", async () => {
  const { result, count } = await watch(() =>
    Promise.resolve(new Response("x 1\n"))
  );
  assert.equal(result, "done");
  assert.ok(count("events") >= 3, String(count("events")));
  for (const service of ["payments", "generator", "machine"]) {
    assert.equal(count(service), count("events"), service);
  }
});

Deno.test("a service that is down or refuses is left out, the others are not", async () => {
  const { count } = await watch((url) =>
    url.startsWith("http://events")
      ? Promise.reject(new TypeError("refused"))
      : Promise.resolve(new Response("no", { status: 503 }))
  );
  assert.equal(count("events"), 0);
  assert.equal(count("payments"), 0);
  assert.ok(count("generator") >= 3);
});
