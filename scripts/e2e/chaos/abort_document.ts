/**
 * RESULTS.md: one part of it is generated, beside what people wrote.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";

/** The generated part: from its heading to the next one. */
const SECTION = /^## How soon a fault is off$[^]*?(?=^## )/m;

/** RESULTS.md with its generated part anew; what people wrote stays. */
export function abortDocument(
  document: string,
  text: string,
  clock: Clock,
): string {
  const day = new Date(clock.now()).toISOString().slice(0, 10);
  const block = `## How soon a fault is off

DO NOT EDIT: written by \`deno task test:aborts --write\`.

On ${day}, on the whole stack with visitors: an experiment breaks the list of
events on purpose, its hypothesis says that the list answers, and the runner must
notice and end the fault. "Off after" is from the broken check to the end of the
fault, by the journal; "felt" is from the first to the last bad answer that a
customer got who asked twenty times a second.

${text}

`;
  return document.replace(SECTION, () => block);
}
