/**
 * The measured part of a report. It is made from the bundle alone, so that
 * a reader can make it again and compare, byte for byte.
 * @module
 */

import { type Bundle, type CheckBody, checksOf, fileBody } from "./bundle.ts";

/** Between these lines a report has what was measured. */
const BEGIN = "<!-- measured: deno task lab report writes this part -->";

/** The end of it. */
const END = "<!-- end of what was measured -->";

const WORDS = {
  pass: "pass",
  fail: "**fail**",
  could_not_verify: "could not verify",
  not_started: "not started",
} as const;

/** The part, with both lines around it. */
export function measuredPart({ head, entries, signature }: Bundle): string {
  const checks = checksOf(entries).map((one) =>
    `| ${one.id} | ${one.task === 0 ? "bonus" : one.task} | ${
      cell(one.title)
    } | ${wordsOf(one)} | ${cell(one.measured + remarkOf(one))} | ${
      cell(one.bound)
    } | ${one.at} |`
  );
  const files = entries.flatMap(({ kind, body }) => {
    if (kind !== "file") return [];
    const { path, bytes, sha256 } = fileBody.parse(body);
    return [`| \`${path}\` | ${bytes} | \`${sha256.slice(0, 16)}\` |`];
  });
  return [
    BEGIN,
    "",
    `## What was measured`,
    "",
    "| Step | Task | What | Verdict | Measured | Must be | When |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...checks,
    "",
    "| File | Bytes | SHA-256 begins with |",
    "| --- | ---: | --- |",
    ...files,
    "",
    `Checker \`${head.checker.slice(0, 16)}\`, commit ` +
    `\`${head.revision.slice(0, 12) || "none"}\`, machine ` +
    `\`${head.key.slice(0, 16)}\`, seal \`${signature.slice(0, 16)}\`.`,
    "",
    END,
  ].join("\n");
}

function wordsOf({ verdict, remark, disputed }: CheckBody): string {
  const words = remark === undefined ? WORDS[verdict] : "pass, with a remark";
  return disputed === undefined ? words : `${words}, disputed`;
}

function remarkOf({ remark, disputed }: CheckBody): string {
  return (remark === undefined ? "" : `. Remark: ${remark}`) +
    (disputed === undefined ? "" : `. Disputed: ${disputed}`);
}

/** The report with this part in the place of the old one, or at its end. */
export function withMeasured(report: string, part: string): string {
  const begin = report.indexOf(BEGIN);
  const end = report.indexOf(END);
  if (begin < 0 || end < begin) return `${report.trimEnd()}\n\n${part}\n`;
  return report.slice(0, begin) + part + report.slice(end + END.length);
}

/** The report without its measured part. */
export function withoutMeasured(report: string): string {
  const part = measuredIn(report);
  return part === undefined ? report : report.replace(part, () => "");
}

/** The measured part of a report; undefined when it has none. */
export function measuredIn(report: string): string | undefined {
  const begin = report.indexOf(BEGIN);
  const end = report.indexOf(END);
  return begin < 0 || end < begin
    ? undefined
    : report.slice(begin, end + END.length);
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replace(/\s+/g, " ").trim();
}
