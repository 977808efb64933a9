/**
 * What is measured: the shop, the bare chain, and the shop with one layer off.
 *
 * A layer is off when an import map puts a stand-in that does nothing into the
 * place of its module. The shop itself has no switches for it.
 * @module
 */

/** One way to run the three services. */
export interface Variant {
  readonly name: string;
  /** Runs the bare chain instead of the shop. */
  readonly isBare?: boolean;
  /** Modules of `services/`, and the stand-in of each in `without/`. */
  readonly modules?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** The shop as it is; the others are compared with it. */
export const SHOP: Variant = { name: "the shop" };

/** All, the shop first and the bare chain second. */
export const VARIANTS: readonly Variant[] = [
  SHOP,
  { name: "bare chain", isBare: true },
  {
    name: "with fetch, and a write for each log line, as before",
    modules: {
      "gateway/exchange.ts": "exchange.ts",
      "shared/line_writer.ts": "line_writer.ts",
    },
  },
  {
    name: "with fetch between services",
    modules: { "gateway/exchange.ts": "exchange.ts" },
  },
  {
    name: "without logs",
    modules: { "shared/access_log.ts": "access_log.ts" },
    env: { LOG_LEVEL: "error" },
  },
  {
    name: "without metrics of requests",
    modules: { "shared/http_metrics.ts": "http_metrics.ts" },
  },
  {
    name: "without the context of log lines",
    modules: { "shared/request_context.ts": "request_context.ts" },
  },
  {
    name: "without faults",
    modules: { "shared/faults/middleware.ts": "faults_middleware.ts" },
  },
  {
    name: "without bounds on bodies",
    modules: { "shared/body_reader.ts": "body_reader.ts" },
  },
  {
    name: "without bounds on connections",
    modules: { "shared/http_server.ts": "http_server.ts" },
  },
  {
    name: "without schemas of answers",
    modules: { "gateway/readers.ts": "readers.ts" },
  },
];

/**
 * The import map of a variant: the project's own, and its stand-ins.
 * @param imports of deno.json
 * @param root URL of the checkout, with a slash at its end
 */
export function importMapOf(
  { modules = {} }: Variant,
  imports: Readonly<Record<string, string>>,
  root: string,
): { readonly imports: Readonly<Record<string, string>> } {
  const replaced = Object.entries(modules).map(([module, name]) =>
    [
      `${root}services/${module}`,
      `${root}scripts/e2e/bench/journey/without/${name}`,
    ] as const
  );
  return { imports: { ...imports, ...Object.fromEntries(replaced) } };
}
