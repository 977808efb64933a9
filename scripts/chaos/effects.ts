/**
 * Finds the effects of an experiment that it does not declare. Someone else may
 * have written it, so a reader must be able to trust its blast radius.
 * @module
 */

import { wordsOf } from "../lib/text/mod.ts";
import type { Experiment } from "./model/experiment.ts";
import type { ProbeProvider } from "./model/probe_providers.ts";
import type { Values } from "./model/variables.ts";
import { outOfReach } from "./probes/reach.ts";
import type { Problem } from "./rules.ts";
import { astVisitor, parse, type Statement } from "./sql_library/library.js";

type HttpProvider = Extract<ProbeProvider, { readonly type: "http" }>;

/** Headers that say nothing of who sends them. */
const HEADERS = [
  "accept",
  "accept-language",
  "content-type",
  "idempotency-key",
  "user-agent",
  "x-request-id",
];

/** Functions of PostgreSQL that act, wait or read what is not the shop's. */
const ACTING =
  /^(pg_|lo_|dblink|nextval|setval|set_config|txid_|ts_stat|.*_to_xml|.*_to_xmlschema|.*_to_xml_and_xmlschema)/;

/**
 * All effects outside of the blast radius.
 * @param known variables of the target; those that end in `_url` are addresses
 */
export function effectsOutside(
  experiment: Experiment,
  known: Values,
): readonly Problem[] {
  const addresses = Object.entries(known).flatMap(([name, value]) =>
    name.endsWith("_url") ? [[name.slice(0, -4), String(value)] as const] : []
  );
  const { parts } = experiment.quickticket.blast_radius;
  const problems: Problem[] = [];
  const lists = [
    [
      ["steady-state-hypothesis", "probes"],
      experiment["steady-state-hypothesis"].probes,
    ],
    [["method"], experiment.method],
    [["rollbacks"], experiment.rollbacks],
  ] as const;
  for (const [list, activities] of lists) {
    activities.forEach(({ type, provider }, index) => {
      const path = [...list, index, "provider"];
      const report = (key: string, words: string): void => {
        problems.push({ path: [...path, key], words });
      };
      if (provider.type === "sql") {
        for (const words of queryProblems(provider.query)) {
          report("query", words);
        }
      } else if (provider.type === "http") {
        for (const [key, words] of callProblems(provider, addresses, parts)) {
          if (type === "action" || key !== "part" || changes(provider)) {
            report(key === "part" ? "url" : key, words);
          }
        }
      } else if ("variables" in provider) {
        for (const [name, words] of variableProblems(provider.variables)) {
          report(`variables.${name}`, words);
        }
      }
    });
  }
  return problems;
}

function changes({ method }: HttpProvider): boolean {
  return method !== "GET" && method !== "HEAD";
}

function callProblems(
  { url, method, headers }: HttpProvider,
  addresses: readonly (readonly [name: string, base: string])[],
  parts: readonly string[],
): readonly (readonly [key: string, words: string])[] {
  const found: (readonly [string, string])[] = [];
  const foreign = outOfReach(url, addresses.map(([, base]) => base));
  if (foreign !== undefined) found.push(["url", `calls elsewhere: ${foreign}`]);
  const service = addresses.find(([, base]) =>
    outOfReach(url, [base]) === undefined
  )?.[0];
  if (service !== undefined && !parts.includes(service)) {
    found.push([
      "part",
      `sends ${method} to ${service}, which is outside of the blast radius ` +
      `(${parts.join(", ")}); name it there or leave it alone`,
    ]);
  }
  for (const name of Object.keys(headers)) {
    if (HEADERS.includes(name.toLowerCase())) continue;
    found.push([
      "headers",
      `sends the header ${name}; allowed are ${HEADERS.join(", ")}`,
    ]);
  }
  return found;
}

/** The effects of a query beyond reading a value. */
function queryProblems(query: string): readonly string[] {
  let statements: readonly Statement[];
  try {
    statements = parse(query);
  } catch (error) {
    const [reason] = wordsOf(error).split("\n");
    return [`must be one SELECT, and cannot be read as that: ${reason}`];
  }
  if (statements.length !== 1) {
    return [`must be one SELECT, and has ${statements.length} statements`];
  }
  const problems: string[] = [];
  for (const statement of statements) {
    const found = kindsIn(statement);
    for (const kind of found.kinds) {
      problems.push(`must be one SELECT, and has ${kind.toUpperCase()}`);
    }
    for (const name of found.functions.filter((one) => ACTING.test(one))) {
      problems.push(`calls ${name}(), which does more than read the shop`);
    }
  }
  return problems;
}

/** Kinds of statements in it that are no SELECT, and the functions it calls. */
function kindsIn(statement: Statement): {
  readonly kinds: readonly string[];
  readonly functions: readonly string[];
} {
  const kinds = new Set<string>();
  const functions = new Set<string>();
  const reads = ["select", "union", "union all", "values", "with"];
  const look = ({ type }: { readonly type: string }): void => {
    if (!reads.includes(type)) kinds.add(type);
  };
  look(statement);
  const visitor = astVisitor((visit) => ({
    call: (call) => {
      functions.add(call.function.name.toLowerCase());
      visit.super().call(call);
    },
    fromCall: (from) => {
      functions.add(from.function.name.toLowerCase());
      visit.super().fromCall(from);
    },
    with: (one) => {
      one.bind.forEach(({ statement }) => look(statement));
      look(one.in);
      visit.super().with(one);
    },
    selection: (one) => {
      if (one.for != null) kinds.add(`for ${one.for.type}`);
      visit.super().selection(one);
    },
  }));
  visitor.statement(statement);
  return { kinds: [...kinds], functions: [...functions] };
}

/** Addresses that a service would be given, outside of this shop. */
function variableProblems(
  variables: Readonly<Record<string, string>>,
): readonly (readonly [name: string, words: string])[] {
  return Object.entries(variables).flatMap(([name, value]) => {
    if (value === "") return [];
    const host = URL.canParse(value) && /^\w+:\/\//.test(value)
      ? new URL(value).hostname
      : /(_HOST|_URL|_ENDPOINT)$/.test(name)
      ? value
      : undefined;
    if (host === undefined || isOfShop(host)) return [];
    return [[
      name,
      `leads a service to ${host}, outside of the shop`,
    ]];
  });
}

/** This machine, a service by its name, or a name that leads nowhere. */
function isOfShop(host: string): boolean {
  return /^(127(\.\d{1,3}){3}|\[::1\]|[a-z0-9-]+|[a-z0-9.-]+\.(invalid|svc|svc\.cluster\.local))$/i
    .test(host);
}
