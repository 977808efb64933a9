/**
 * Answers the commands that the student types during an incident.
 * @module
 */

import type { Incident, Result } from "./incident.ts";
import { MECHANISMS, PARTS } from "./scenario.ts";
import type { Command, Reply } from "./session.ts";

/** Answers a command; `onOver` is called when the incident is to end. */
export async function handleCommand(
  incident: Incident,
  { command, words }: Command,
  onOver: () => void,
): Promise<Reply> {
  switch (command) {
    case "answer":
      return answered(incident, words);
    case "hint": {
      const text = incident.hint();
      return text === undefined
        ? { ok: false, text: "there is no further hint" }
        : { ok: true, text };
    }
    case "silence":
      incident.silence();
      return { ok: true, text: "no more pages; nothing else has changed" };
    case "mitigated": {
      const { isOver, reasons } = await incident.mitigated();
      if (!isOver) {
        const lines = reasons.map((words) => `  ${words}`);
        return { ok: false, text: ["It is not over:", ...lines].join("\n") };
      }
      onOver();
      return { ok: true, text: "It is over." };
    }
    case "status": {
      const lines = incident.firing().map(({ name, words }) =>
        `${name}: ${words}`
      );
      return {
        ok: true,
        text: lines.length === 0 ? "no symptom now" : lines.join("\n"),
      };
    }
    case "end":
      onOver();
      return { ok: true, text: "The incident ends, and is undone." };
  }
}

function answered(
  incident: Incident,
  [service = "", mechanism = ""]: readonly string[],
): Reply {
  const parts: readonly string[] = PARTS;
  if (!parts.includes(service) || !Object.hasOwn(MECHANISMS, mechanism)) {
    const lines = Object.entries(MECHANISMS).map(([name, meaning]) =>
      `  ${name}: ${meaning}`
    );
    return {
      ok: false,
      text: `Cannot take ${service} ${mechanism}: the part must be one of ` +
        `${PARTS.join(", ")}, and the mechanism one of\n${lines.join("\n")}`,
    };
  }
  return incident.answer({ service, mechanism })
    ? { ok: true, text: "Right. Now end it." }
    : { ok: false, text: "No." };
}

/** How it went, for people. */
export function resultText(result: Result): string {
  const { score, service, mechanism } = result;
  const at = (s: number | undefined) =>
    s === undefined ? "never" : `after ${s.toFixed(0)} s`;
  return [
    `It was ${service}: ${mechanism} (${
      mechanism in MECHANISMS ? meaning(mechanism) : ""
    }).`,
    `paged ${at(result.pagedAt)}, diagnosed ${at(result.diagnosedAt)}, ` +
    `over ${at(result.mitigatedAt)}`,
    `${result.failedRequests} requests failed; wrong answers ` +
    `${result.wrongAnswers}, hints ${result.hints}, false alarms ` +
    `${result.falseAlarms}; touched besides: ` +
    `${result.collateral.join(", ") || "nothing"}`,
    `score ${score.total} of 100: detect ${score.detect} of 30, mitigate ` +
    `${score.mitigate} of 40, care ${score.care} of 30`,
  ].join("\n");
}

function meaning(name: string): string {
  return Object.entries(MECHANISMS).find(([key]) => key === name)?.[1] ?? "";
}
