/**
 * `/faults`: how an experiment switches faults on and off, and how a person who
 * wonders sees what is in force.
 * @module
 */

import { createRoute, z } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { createHash, timingSafeEqual } from "node:crypto";
import { Gauge } from "prom-client";
import { json, problem } from "../api_schemas.ts";
import { faultsBody } from "./kinds.ts";
import type { Faults } from "./faults.ts";
import { Problem } from "../problem.ts";
import type { AppEnv } from "../request_context.ts";
import type { ServiceApp } from "../service_app.ts";
import { jsonBody } from "../validation.ts";

const PATH = "/faults" as const;

/** The person who set unannounced faults names their seed. */
const Query = z.object({
  seed: z.string().regex(/^\d{1,10}$/, "must be a whole number")
    .transform(Number).optional().openapi({
      description: "Also unannounced faults of this seed",
    }),
});

/** The faults in force, as all three methods answer them. */
const FaultsView = z.object({
  service: z.string(),
  kinds: z.array(z.string()).openapi({
    description: "Kinds that this service has",
  }),
  faults: z.array(z.looseObject({
    kind: z.string(),
    rate: z.number(),
    source: z.enum(["env", "runtime"]),
    ttl_s: z.int().optional(),
    seconds_left: z.int().optional(),
    resting: z.boolean().optional(),
  })),
}).openapi("Faults");

/**
 * Adds the gauge `{service}_faults_active`, and `/faults` when there is a
 * token; without one the path is as unknown as any other.
 * @param token bearer token that `/faults` asks for
 */
export function mountFaults(
  { hono, registry }: Pick<ServiceApp, "hono" | "registry">,
  faults: Faults,
  token: string | undefined,
): void {
  registerGauge(faults, registry);
  if (token === undefined) return;
  // Lazy, so that the routes that are added after this can be named too.
  const body = z.lazy(() => faultsBody(faults.kinds, documentedRoutes(hono)));
  hono.openAPIRegistry.registerComponent("securitySchemes", "faultsToken", {
    type: "http",
    scheme: "bearer",
  });
  const secured = {
    path: PATH,
    security: [{ faultsToken: [] }],
    request: { query: Query },
    responses: {
      200: json(FaultsView, "The faults in force"),
      401: problem("The token is missing or wrong"),
    },
  };
  const guard = requireToken(token);

  function view(seed: number | undefined): z.infer<typeof FaultsView> {
    const { service, kinds } = faults;
    return { service, kinds: [...kinds], faults: [...faults.view(seed)] };
  }

  hono.openapi(
    createRoute({
      ...secured,
      method: "get",
      summary: "Faults in force, with what the environment asks for",
      middleware: [guard] as const,
    }),
    (c) => c.json(view(c.req.valid("query").seed), 200),
  );
  hono.openapi(
    createRoute({
      ...secured,
      method: "delete",
      summary: "End all faults that were set here",
      middleware: [guard] as const,
    }),
    (c) => {
      const { seed } = c.req.valid("query");
      faults.replace([], seed);
      return c.json(view(seed), 200);
    },
  );
  hono.openapi(
    createRoute({
      ...secured,
      method: "put",
      summary: "Replace all faults that were set here",
      middleware: [guard, jsonBody()] as const,
      request: {
        query: Query,
        body: {
          required: true,
          content: {
            "application/json": {
              schema: body,
            },
          },
        },
      },
      responses: {
        ...secured.responses,
        400: problem("Not JSON, or a value out of bounds"),
        415: problem("Not sent as JSON"),
        422: problem("Wrong types, or a kind this service does not have"),
      },
    }),
    (c) => {
      const { seed } = c.req.valid("query");
      faults.replace(c.req.valid("json").faults, seed);
      return c.json(view(seed), 200);
    },
  );
}

/** The routes that a fault may name. */
function documentedRoutes(hono: ServiceApp["hono"]): readonly string[] {
  const paths = hono.openAPIRegistry.definitions.flatMap((definition) =>
    definition.type === "route" ? [definition.route.path] : []
  );
  return [...new Set(paths)].filter((path) => path !== PATH);
}

function registerGauge(faults: Faults, registry: ServiceApp["registry"]): void {
  new Gauge({
    name: `${faults.service}_faults_active`,
    help: "Faults in force, set at run time or by the environment",
    labelNames: ["kind"],
    registers: [registry],
    collect() {
      for (const kind of faults.kinds) this.set({ kind }, 0);
      for (const fault of faults.view()) {
        if (fault.source === "env" || !fault.resting) {
          this.inc({ kind: fault.kind });
        }
      }
    },
  });
}

/** Lets through who has the token, comparing in constant time. */
function requireToken(token: string): MiddlewareHandler<AppEnv> {
  const expected = digest(token);
  return async function requireToken(c, next) {
    const header = c.req.header("authorization") ?? "";
    const [, given = ""] = /^bearer +(\S+)$/i.exec(header) ?? [];
    if (!timingSafeEqual(digest(given), expected)) {
      throw new Problem(401, "This needs the bearer token of FAULTS_TOKEN", {
        headers: { "WWW-Authenticate": 'Bearer realm="faults"' },
      });
    }
    await next();
  };
}

/** Of equal length whatever the text, so that its length is no hint either. */
function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}
