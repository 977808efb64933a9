import assert from "node:assert/strict";
import { filled, type Named } from "./template.ts";

const GRAFANA: Named = {
  labels: { path: "/pay", status: "503" },
  values: { A: 0.0525, B: 1234 },
  dialect: "grafana",
};
const PROMETHEUS: Named = {
  ...GRAFANA,
  values: { A: 0.0525 },
  dialect: "prometheus",
};

type Case = readonly [template: string, text: string];

const IN_GRAFANA: readonly Case[] = [
  ["plain text", "plain text"],
  ["{{ $labels.path }}", "/pay"],
  ["{{$labels.path}} {{.Labels.status}}", "/pay 503"],
  ['{{ index $labels "path" }}', "/pay"],
  ["{{- $labels.path -}}", "/pay"],
  ["{{ $labels.team }}", "[no value]"],
  ["{{ $values.A.Value }}", "0.0525"],
  ["{{ $values.B }}", "1234"],
  ['{{ index $values "B" }}', "1234"],
  ['{{ (index $values "A").Value }}', "0.0525"],
  ["{{ .Values.A.Value | humanizePercentage }}", "5.25%"],
  ["{{ humanizePercentage $values.A.Value }}", "5.25%"],
  ["{{ humanize $values.B.Value }}", "1.234k"],
  ["{{ humanizeDuration $values.B.Value }}", "20m 34s"],
  ['{{ printf "%.1f" $values.B.Value }} ms', "1234.0 ms"],
  ['{{ printf "%.2f%%" $values.A.Value }}', "0.05%"],
  ['{{ printf "%+.0f" $values.B.Value }}', "+1234"],
  ['{{ printf "%v" $values.B.Value }}', "1234"],
  ['{{ printf "%d" (int $values.B.Value) }}', "1234"],
  ['{{ printf "%d" $values.B.Value }}', "%!d(float64)"],
  ["{{ $values.Z.Value }}", "[no value]"],
  ["{{ $rate := $values.B.Value }}{{ $rate }}!", "1234!"],
  ['{{ if gt $values.A.Value 0.01 }}much{{ end }} "x"', 'much "x"'],
  ["{{/* a remark */}}x", "x"],
  ['{{ "{{" }}', "{{"],
];

for (const [template, text] of IN_GRAFANA) {
  Deno.test(`in Grafana ${template} says ${text}`, () => {
    assert.equal(filled(template, GRAFANA), text);
  });
}

const IN_PROMETHEUS: readonly Case[] = [
  ["{{ $value }}", "0.0525"],
  ["{{ .Value }}", "0.0525"],
  ["{{ $value | humanizePercentage }}", "5.25%"],
  ['{{ $value | printf "%.1f" }}', "0.1"],
  ["{{ $values.A.Value }}", "[no value]"],
  ["{{ $labels.path }} fails", "/pay fails"],
];

for (const [template, text] of IN_PROMETHEUS) {
  Deno.test(`in Prometheus ${template} says ${text}`, () => {
    assert.equal(filled(template, PROMETHEUS), text);
  });
}

Deno.test("Grafana's bare value is all it has, which is no number for people", () => {
  for (const template of ["{{ $value }}", "{{ .ValueString }}"]) {
    assert.equal(
      filled(template, GRAFANA),
      "[ var='A' labels={path=/pay, status=503} value=0.0525 ], " +
        "[ var='B' labels={path=/pay, status=503} value=1234 ]",
    );
  }
});

Deno.test("text without braces is never changed", () => {
  for (const text of ["", "$value", "100 %", "{ $labels.path }", "}}"]) {
    assert.equal(filled(text, GRAFANA), text);
  }
});
