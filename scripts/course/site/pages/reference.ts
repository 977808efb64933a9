/**
 * The reference: endpoints, variables, metrics and commands, from the code.
 * @module
 */

import { EVENTS_ENV } from "../../../../services/events/mod.ts";
import { GATEWAY_ENV } from "../../../../services/gateway/mod.ts";
import { PAYMENTS_ENV } from "../../../../services/payments/mod.ts";
import { eventsApi } from "../../../../services/events/api/mod.ts";
import { gatewayApi } from "../../../../services/gateway/api/mod.ts";
import { paymentsApi } from "../../../../services/payments/api/mod.ts";
import { metricsCatalogue } from "../../../adapters/shop/metrics/mod.ts";
import { markdownTable } from "../../../lib/text/mod.ts";
import { z } from "zod";
import type { Page } from "../model/page.ts";
import type { Tree } from "../model/tree.ts";

const APIS = { gateway: gatewayApi, events: eventsApi, payments: paymentsApi };
const ENVS = {
  gateway: GATEWAY_ENV,
  events: EVENTS_ENV,
  payments: PAYMENTS_ENV,
};

const operation = z.object({
  summary: z.string().default(""),
  responses: z.record(z.string(), z.object({ description: z.string() })),
});
const api = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});
const config = z.object({
  tasks: z.record(
    z.string(),
    z.union([z.string(), z.object({ description: z.string().optional() })]),
  ),
});

/** Its pages. */
export async function referencePages(tree: Tree): Promise<readonly Page[]> {
  const pages:
    readonly (readonly [name: string, title: string, body: string])[] = [
      ["endpoints", "Endpoints", endpointsBody()],
      ["variables", "Variables", variablesBody()],
      ["metrics", "Metrics", metricsBody()],
      ["commands", "Commands", commandsBody(await tree.read("deno.json"))],
    ];
  return [
    {
      url: "reference/index.html",
      title: "Reference",
      section: "reference",
      body:
        `# Reference\n\nThese pages come from the code, so they say what this version does.\n\n${
          pages.map(([name, title]) => `- <a href="${name}.html">${title}</a>`)
            .join("\n")
        }\n`,
    },
    ...pages.map(([name, title, body]): Page => ({
      url: `reference/${name}.html`,
      title,
      section: "reference",
      body: `# ${title}\n\n${body}\n`,
    })),
  ];
}

function endpointsBody(): string {
  return Object.entries(APIS).map(([service, describe]) => {
    const { paths } = api.parse(describe());
    const rows = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, found]) => {
        const read = operation.safeParse(found);
        if (!read.success) return [];
        const answers = Object.entries(read.data.responses).map(
          ([status, { description }]) => `${status}: ${description}`,
        );
        return [[
          `\`${method.toUpperCase()} ${path}\``,
          read.data.summary,
          answers.join("<br>"),
        ]];
      })
    );
    return `## ${service}\n\n${
      markdownTable(["Request", "What it does", "Answers"], rows)
    }`;
  }).join("\n\n");
}

function variablesBody(): string {
  return Object.entries(ENVS).map(([service, table]) =>
    `## ${service}\n\n${
      markdownTable(
        ["Variable", "Default", "Must be", "Meaning"],
        Object.values(table).map(({ name, fallback, bound, help }) => [
          `\`${name}\``,
          fallback === undefined ? "unset" : `\`${fallback}\``,
          bound,
          help,
        ]),
      )
    }`
  ).join("\n\n");
}

function metricsBody(): string {
  return markdownTable(
    ["Metric", "Type", "Labels", "What it counts", "Services"],
    metricsCatalogue().map(({ name, type, labels, help, services }) => [
      `\`${name}\``,
      type,
      labels.map((label) => `\`${label}\``).join(" "),
      help,
      services.join(", "),
    ]),
  );
}

function commandsBody(text: string): string {
  const { tasks } = config.parse(JSON.parse(text));
  const rows = Object.entries(tasks).flatMap(([name, task]) =>
    typeof task === "string" || task.description === undefined
      ? []
      : [[`\`deno task ${name}\``, task.description]]
  );
  return `Each command explains itself with \`--help\`.\n\n${
    markdownTable(["Command", "What it does"], rows)
  }`;
}
