/**
 * The report that a student hands in: what was measured is filled in, what only
 * people can say is left to them.
 * @module
 */

import { withoutMeasured } from "./evidence/render.ts";
import type { CheckContext, Lab } from "./lab.ts";
import { withFields } from "./report_fields/mod.ts";

/** An empty report of a lab. @param own parts that this lab asks for */
export function emptyReport(lab: Lab, own: string): string {
  const questions = lab.questions.map((question, i) =>
    `${i + 1}. ${question}\n\n   Answer:\n`
  );
  return `# Lab ${lab.lab}: ${lab.title}

${withFields(own.trim(), lab.fields ?? [])}

## Questions

${questions.join("\n")}`;
}

/**
 * The text that a student has written, without the tool's own text, since a
 * check must not take its own words for an answer.
 */
export async function reportOf(
  { read }: CheckContext,
  lab: number,
): Promise<string | undefined> {
  const text = await read(`submissions/lab${lab}.md`);
  return text === undefined ? undefined : withoutMeasured(text);
}
