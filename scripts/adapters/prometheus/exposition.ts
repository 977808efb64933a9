/**
 * Reads what a `/metrics` answers: the Prometheus text format, as far as
 * services write it (no timestamps, no exemplars).
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 * @module
 */

/** One line of an exposition. */
export interface MetricSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  /** Name and labels as written: the same series has the same key next time. */
  readonly key: string;
}

const LINE = /^([a-zA-Z_:][\w:]*)(\{.*\})?[ \t]+(\S+)/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** All samples of a text; a line that makes no sense is left out. */
export function parseExposition(text: string): readonly MetricSample[] {
  const samples: MetricSample[] = [];
  for (const line of text.split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const [, name, labels = "", written = ""] = LINE.exec(line) ?? [];
    if (name === undefined) continue;
    const value = readValue(written);
    if (value === undefined) continue;
    samples.push({ name, labels: labelsOf(labels), value, key: name + labels });
  }
  return samples;
}

function labelsOf(text: string): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {};
  for (const [, name = "", value = ""] of text.matchAll(LABEL)) {
    labels[name] = value.replace(
      /\\(.)/g,
      (_, char) => char === "n" ? "\n" : char,
    );
  }
  return labels;
}

/**
 * A value as Prometheus writes it, also `+Inf`; undefined when it is malformed.
 */
export function readValue(text: string): number | undefined {
  if (text === "NaN") return NaN;
  if (/^[+-]?Inf$/.test(text)) return text === "-Inf" ? -Infinity : Infinity;
  const value = Number(text);
  return Number.isNaN(value) ? undefined : value;
}
