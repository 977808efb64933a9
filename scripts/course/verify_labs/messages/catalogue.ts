/**
 * The catalogue of messages: every outcome of every check, as people read it.
 * @module
 */

import type { Check } from "../../../checks/mod.ts";
import { LABS } from "../../lab/labs.ts";
import { stepName } from "../../lab/step.ts";
import { modulesFrom } from "./module.ts";
import { type Outcome, outcomesOf } from "./outcomes.ts";

const ORDER = ["to do", "FAILED", "UNKNOWN", "ok, remark", "ok"];

/** A check with its outcomes. */
export interface Listed {
  readonly lab: number;
  readonly check: Check;
  readonly outcomes: readonly Outcome[];
}

/** Every check of every lab. */
export async function allOutcomes(): Promise<readonly Listed[]> {
  const all: Listed[] = [];
  for (const { lab, checks } of LABS) {
    const modules = await modulesFrom(`labs/lab${lab}/check.ts`);
    for (const check of checks) {
      const outcomes = [...modules.values()].map((module) =>
        outcomesOf(check.id, module, modules)
      ).find((found) => found !== undefined);
      all.push({ lab, check, outcomes: outcomes ?? [] });
    }
  }
  return all;
}

/** The text of `labs/messages.md` below its introduction. */
export async function messagesCatalogue(): Promise<string> {
  const parts: string[] = [];
  for (
    const [lab, listed] of Map.groupBy(await allOutcomes(), (one) => one.lab)
  ) {
    const title = LABS.find((one) => one.lab === lab)?.title ?? "";
    parts.push(`## Lab ${lab}: ${title}`);
    for (const { check, outcomes } of listed) {
      parts.push(`### ${stepName(lab, check.id)} ${check.title}`);
      parts.push(...linesOf(outcomes));
    }
  }
  return parts.join("\n\n");
}

function linesOf(outcomes: readonly Outcome[]): readonly string[] {
  const sorted = outcomes.toSorted((a, b) =>
    ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict)
  );
  return [
    sorted.map(({ verdict, says, bound, look }) =>
      [
        `- **${verdict}**`,
        ...listed("", says),
        ...listed("must be ", bound),
        ...listed("look at ", look),
      ].join("\n")
    ).join("\n"),
  ];
}

function listed(label: string, texts: readonly string[]): readonly string[] {
  return texts.map((text) => `  - ${label}${escaped(text)}`);
}

/** As code, so that no mark of Markdown is taken for one. */
function escaped(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}
