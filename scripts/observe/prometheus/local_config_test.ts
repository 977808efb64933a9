import assert from "node:assert/strict";
import { parse } from "yaml";
import { localConfig } from "./local_config.ts";

const HERS = `
rule_files: [own.yml, ../rules/*.yaml, /srv/more.yml]
global: { scrape_interval: 15s }
scrape_configs:
  - job_name: gateway
    static_configs: [{ targets: ["gateway:8080"] }]
  - job_name: events
    static_configs:
      - targets:
          - events:8080 # the wrong port stays wrong
          - elsewhere:8081
`;

Deno.test("a service's name becomes an address, its port stays", () => {
  const { scrape_configs: jobs } = parse(localConfig(HERS, "/home/me/prom"));
  assert.deepEqual(jobs[0].static_configs[0].targets, ["127.0.0.1:8080"]);
  assert.deepEqual(jobs[1].static_configs[0].targets, [
    "127.0.0.1:8080",
    "elsewhere:8081",
  ]);
});

Deno.test("rule files are found from the folder of the configuration", () => {
  const { rule_files, global } = parse(localConfig(HERS, "/home/me/prom"));
  assert.deepEqual(rule_files, [
    "/home/me/prom/own.yml",
    "/home/me/prom/../rules/*.yaml",
    "/srv/more.yml",
  ]);
  assert.deepEqual(global, { scrape_interval: "15s" });
});

Deno.test("a file that is not a configuration is reported", () => {
  assert.throws(
    () => localConfig("a: [", "/"),
    /Cannot read the configuration/,
  );
  assert.throws(() => localConfig("", "/"), /it has no settings/);
});
