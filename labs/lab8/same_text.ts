/**
 * Whether two texts of an experiment are one file: editors and Git change the
 * ends of lines, and nothing that is run.
 * @module
 */

import { sha256 } from "../../scripts/chaos/mod.ts";

/** Digests of a text with the ends of lines that it may have had. */
export function digestsOf(text: string): readonly string[] {
  const plain = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  const forms = [plain, plain.replaceAll("\n", "\r\n")];
  return [
    ...new Set(
      [text, ...forms, ...forms.map((one) => `\uFEFF${one}`)].map(sha256),
    ),
  ];
}

/** Whether a digest is that of the text. */
export function isOf(digest: string, text: string): boolean {
  return digestsOf(text).includes(digest);
}
