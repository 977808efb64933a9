// Runs with -P=test-system
/**
 * OpenTelemetry as the READMEs set it up: Deno's own exporter, a collector that
 * takes OTLP, one trace through all services.
 */

import assert from "node:assert/strict";
import { z } from "zod";
import { LOAD_EVENT_ID } from "../../adapters/shop/load_event.ts";
import { startStack } from "../local/mod.ts";
import { Customer } from "../../adapters/shop/customer.ts";
import { until } from "../../lib/wait/wait.ts";

const Attributes = z.array(z.object({
  key: z.string(),
  value: z.object({ stringValue: z.string().optional() }),
}));

/** The data that an OTLP exporter sends, as JSON. */
const Export = z.object({
  resourceSpans: z.array(z.object({
    resource: z.object({ attributes: Attributes }),
    scopeSpans: z.array(z.object({
      spans: z.array(z.object({
        traceId: z.string(),
        spanId: z.string(),
        parentSpanId: z.string().default(""),
        name: z.string(),
      })),
    })),
  })),
});

interface Span {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
}

/** Takes spans in until it is disposed of. */
function collector() {
  const spans: Span[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) => {
      const text = await request.text();
      if (new URL(request.url).pathname === "/v1/traces") {
        for (const { resource, scopeSpans } of read(text)) {
          const service = resource.attributes
            .find(({ key }) => key === "service.name")?.value.stringValue ?? "";
          for (const span of scopeSpans.flatMap(({ spans }) => spans)) {
            spans.push({ service, ...span });
          }
        }
      }
      return Response.json({});
    },
  );
  const { port } = server.addr;
  return { spans, server, url: `http://127.0.0.1:${port}` };
}

function read(text: string) {
  return Export.parse(JSON.parse(text)).resourceSpans;
}

const CLIENT_TRACE = "0af7651916cd43dd8448eb211c80319c";

Deno.test("with OTEL_DENO=true one trace goes through all services, named by route", async () => {
  const { spans, server, url } = collector();
  try {
    await using stack = await startStack({
      env: {
        OTEL_DENO: "true",
        OTEL_EXPORTER_OTLP_ENDPOINT: url,
        OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
        OTEL_BSP_SCHEDULE_DELAY: "100",
      },
    });
    const gateway = stack.urls.gateway ?? assert.fail("no gateway");
    const id = await new Customer(gateway).reserved(LOAD_EVENT_ID);
    const paid = await fetch(`${gateway}/reserve/${id}/pay`, {
      method: "POST",
      headers: { traceparent: `00-${CLIENT_TRACE}-b7ad6b7169203331-01` },
    });
    await paid.body?.cancel();
    assert.equal(paid.status, 200);
    const wanted = [
      "events POST /reservations/{id}/confirm",
      "events POST /reservations/{id}/fence",
      "gateway POST /reserve/{id}/pay",
      "payments POST /charge",
    ];
    const ofPay = () => spans.filter((one) => one.traceId === CLIENT_TRACE);
    const named = () =>
      ofPay().map(({ service, name }) => `${service} ${name}`);
    await until(
      "all spans have arrived",
      () => Promise.resolve(wanted.every((name) => named().includes(name))),
    );
    const charge = ofPay().find(({ name }) => name === "POST /charge");
    const parent = ofPay().find((one) => one.spanId === charge?.parentSpanId);
    assert.equal(
      parent?.service,
      "gateway",
      "its parent is the gateway's call",
    );
  } finally {
    await server.shutdown();
  }
});
