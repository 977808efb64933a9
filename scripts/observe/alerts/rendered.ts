/**
 * The sentence that a person would receive: an annotation, filled in by the
 * template engine of Prometheus itself, which Grafana's is made from.
 * @module
 */

import { stringify } from "yaml";
import { type AlertRule, EXAMPLE } from "./alert_rule.ts";
import {
  findPromtool,
  type PromtoolHost,
} from "../../adapters/prometheus/mod.ts";
import { replaceFile } from "../../lib/files/mod.ts";

/**
 * An annotation of each rule, as it would be sent.
 * @returns by rule; without those that the engine itself cannot read, e.g. for
 *   a function that only Grafana has
 * @throws {CouldNotRun} without a promtool
 */
export async function rendered(
  rules: readonly AlertRule[],
  annotation: string,
  host: PromtoolHost,
): Promise<ReadonlyMap<AlertRule, string>> {
  const folder = await Deno.makeTempDir({ prefix: "alerts-" });
  try {
    await Deno.chmod(folder, 0o755); // a container reads it as another user
    const promtool = await findPromtool(host, [folder]);
    const written = rules.map((rule, i) => ({
      alert: `rule${i}`,
      expr: `vector(${EXAMPLE})`,
      labels: rule.labels,
      annotations: { text: forPrometheus(rule, annotation) },
    }));
    const ruleFile = `${folder}/rules.yaml`;
    const testFile = `${folder}/tests.yaml`;
    await replaceFile(
      ruleFile,
      stringify({ groups: [{ name: "rules", rules: written }] }),
    );
    await replaceFile(
      testFile,
      stringify({
        rule_files: [ruleFile],
        evaluation_interval: "1m",
        tests: [{
          interval: "1m",
          input_series: [],
          // It expects nothing, so that promtool prints what there was.
          alert_rule_test: written.map(({ alert }) => ({
            eval_time: "0m",
            alertname: alert,
            exp_alerts: [],
          })),
        }],
      }),
    );
    const { stdout, stderr } = await promtool("test", "rules", testFile);
    return new Map(rules.flatMap((rule, i) => {
      const text = textIn(`${stdout}\n${stderr}`, i);
      return text === undefined ? [] : [[rule, text] as const];
    }));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The template with the names of Grafana bound to what Prometheus can hold. */
function forPrometheus(
  { annotations, values, dialect }: AlertRule,
  annotation: string,
): string {
  const template = annotations[annotation] ?? "";
  if (dialect === "prometheus") return template;
  const names = Object.keys(values);
  const held = names.map((name) =>
    `(first (query "vector(${values[name] ?? 0})"))`
  );
  // Grafana puts all it has into the bare value: no number for people.
  const bare = names.map((name) => `[ var='${name}' value=${values[name]} ]`);
  const head = `{{ $value := "${bare.join(", ")}" }}` +
    `{{ $values := args ${held.join(" ")} }}`;
  return head + template.replaceAll(
    /\{\{[^]*?\}\}/g,
    (words) =>
      names.reduce(
        (text, name, i) =>
          text.replaceAll(
            new RegExp(`(\\.)${name}(?![\\w])|(["\`])${name}(["\`])`, "g"),
            (_, dot, open, close) =>
              dot === undefined ? `${open}arg${i}${close}` : `.arg${i}`,
          ),
        words.replaceAll(/(?<![\w$.])\.Values\b/g, "$values"),
      ),
  );
}

function textIn(output: string, index: number): string | undefined {
  const at = output.indexOf(`alertname: rule${index},`);
  const quoted = /Annotations:\{text=("(?:[^"\\]|\\.)*")\}/.exec(
    at < 0 ? "" : output.slice(at),
  )?.[1];
  if (quoted === undefined) return undefined;
  try {
    const text: unknown = JSON.parse(quoted);
    return typeof text !== "string" || /function ".*" not defined/.test(text)
      ? undefined
      : text;
  } catch {
    return undefined; // an escape of Go that JSON does not have
  }
}
