/**
 * The parts of a postmortem, by the words of their headings. People write them
 * in their own language and order, and with headings below headings.
 * @module
 */

import { sectionsIn } from "../../scripts/lib/text/markdown/mod.ts";

const HEADINGS = {
  summary:
    /summary|overview|abstract|what happened|impact|zusammenfassung|überblick|résumé|resumen|резюме|кратк|сводка|итог|摘要|概述/i,
  timeline:
    /time ?line|chronolog|sequence of events|zeit(?:leiste|linie|verlauf|strahl|achse)|verlauf|ablauf|cronolog|хронолог|таймлайн|ход событий|时间线/i,
  causes:
    /cause|contribut|ursache|grund|gründe|raison|causa|причин|фактор|原因/i,
  "what went well":
    /\bwell\b|went right|luck|worked|\bgut\b|gelungen|glück|bien|хорошо|удал|получилось|顺利|做得好/i,
  "what went badly":
    /badly|wrong|poorly|not.*well|could.*better|improve|schlecht|nicht gut|besser|verbesser|mal\b|плохо|не удал|улучш|хуже|不足|改进/i,
  "action items":
    /action|follow.?up|to.?do|next steps|maßnahme|aktion|aufgaben|acciones|действи|меры|задач|行动|措施/i,
} as const;

/** Names of the parts. */
export const PARTS = Object.keys(HEADINGS) as readonly Part[];

/** One part. */
export type Part = keyof typeof HEADINGS;

/** The text under the headings of each part, with the headings below them. */
export function postmortemParts(
  text: string,
): Readonly<Record<Part, string>> {
  const levels = [1, 2, 3, 4, 5, 6].map((depth) => sectionsIn(text, depth));
  const bodyOf = (part: Part): string => {
    for (const sections of levels) {
      const found = sections.filter((section) => is(part, section.text));
      // A title above everything names the incident, not a part of its account.
      const bodies = found.filter((section) =>
        !(section.depth === 1 && sections.length === 1)
      );
      if (bodies.length > 0) return bodies.map(({ body }) => body).join("\n");
    }
    return "";
  };
  return Object.fromEntries(
    PARTS.map((part) => [part, bodyOf(part)]),
  ) as Record<
    Part,
    string
  >;
}

/** Texts below headings that none of the words above fit. */
export function otherParts(text: string): number {
  return sectionsIn(text).filter((section) =>
    section.depth > 1 && section.body.trim() !== "" &&
    PARTS.every((part) => !HEADINGS[part].test(section.text))
  ).length;
}

/** "What did not go well" has the words of two parts. */
function is(part: Part, heading: string): boolean {
  if (!HEADINGS[part].test(heading)) return false;
  return part !== "what went well" ||
    !HEADINGS["what went badly"].test(heading) ||
    /luck|glück/i.test(heading);
}
