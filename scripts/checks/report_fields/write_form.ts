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
  const entries = Object.entries(fields);
  const width = Math.max(
    ...entries.map(([key, { form }]) => form === undefined ? key.length : 0),
  ) + 2;
  const lines = entries.flatMap(
    ([key, { what, example, isRequired, form }]) => {
      const end = isRequired ? "" : " (may stay empty)";
      return form === undefined
        ? [`  ${`${key}:`.padEnd(width)} # ${what}, e.g. ${example}${end}`]
        : [`  ${key}: # ${what}${end}`, ...form.map((line) => `    ${line}`)];
    },
  );
  return ["```yaml", `${name}:`, ...lines, "```"].join("\n");
}
