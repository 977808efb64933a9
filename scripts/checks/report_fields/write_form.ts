/**
 * The structured part of a report, as `lab start` hands it out: each field with
 * what it is, and an example.
 * @module
 */

import type { FieldGroup } from "./read_report.ts";

/** Where the form of a lab wants a group: `<!-- fields: budget -->`. */
const PLACE = /^<!-- fields: (\w+) -->$/gm;

/** The form with the block of each group in its place. */
export function withFields(
  form: string,
  groups: readonly FieldGroup[],
): string {
  return form.replaceAll(PLACE, (place, name: string) => {
    const group = groups.find((one) => one.name === name);
    return group === undefined ? place : blockOf(group);
  });
}

/** An empty block to fill in. */
export function blockOf({ name, fields }: FieldGroup): string {
  const entries = Object.entries(fields).map(([key, one]) => ({
    key,
    comment: `# ${one.what}, e.g. ${one.example}` +
      (one.isRequired ? "" : " (may stay empty)"),
  }));
  const width = Math.max(...entries.map(({ key }) => key.length)) + 2;
  return [
    "```yaml",
    `${name}:`,
    ...entries.map(({ key, comment }) =>
      `  ${`${key}:`.padEnd(width)} ${comment}`
    ),
    "```",
  ].join("\n");
}
