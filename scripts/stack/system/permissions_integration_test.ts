// Runs with -P=test-system
/**
 * Each service may do what it does, and does what it may: the permissions that
 * a real process uses are those that deno.json declares, no more, no fewer.
 */

import assert from "node:assert/strict";
import { LOAD_EVENT_ID } from "../../adapters/shop/load_event.ts";
import config from "../../../deno.json" with { type: "json" };
import { type Stack, startStack } from "../local/mod.ts";
import { call, Customer } from "../../adapters/shop/customer.ts";
import { until } from "../../lib/wait/wait.ts";
import { freePort } from "../../lib/process/free_port.ts";

const SERVICES = ["gateway", "events", "payments"] as const;

type Service = (typeof SERVICES)[number];

interface Access {
  readonly permission: string;
  readonly value: string | null;
}

interface Declared {
  readonly net: boolean | readonly string[];
  readonly env: {
    readonly allow: readonly string[];
    readonly ignore?: boolean;
  };
}

/** The variables that tie a service to the stores and services of `stack`. */
function wiring(
  { urls, databaseUrl, redisUrl }: Stack,
): Record<string, string> {
  const [database, redis] = [new URL(databaseUrl), new URL(redisUrl)];
  return {
    HOST: "127.0.0.1",
    EVENTS_URL: urls.events ?? "",
    PAYMENTS_URL: urls.payments ?? "",
    DB_HOST: database.hostname,
    DB_PORT: database.port,
    DB_NAME: database.pathname.slice(1),
    DB_USER: database.username,
    DB_PASS: database.password,
    REDIS_HOST: redis.hostname,
    REDIS_PORT: redis.port,
    REDIS_PASS: redis.password,
  };
}

function audited(
  service: Service,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      `-P=${service}`,
      `services/${service}/main.ts`,
      ...args,
    ],
    env,
    stdout: "null",
  }).spawn();
}

/** Every access of a service that serves, is probed, and stops. */
async function accessesOf(service: Service, stack: Stack): Promise<Access[]> {
  // A file each, because two processes would write over each other's lines.
  const [file, healthFile] = [
    await Deno.makeTempFile(),
    await Deno.makeTempFile(),
  ];
  const port = freePort();
  const env = {
    ...wiring(stack),
    PORT: String(port),
    DENO_AUDIT_PERMISSIONS: file,
  };
  const url = `http://127.0.0.1:${port}`;
  const process = audited(service, [], env);
  await until(
    `${service} is ready`,
    async () => (await call("GET", `${url}/readyz`)).status === 200,
  );
  for (const path of ["/health", "/metrics", "/openapi.json", "/docs", "/x"]) {
    await fetch(url + path).then((answer) => answer.text());
  }
  await useAs(service, url);
  const health = await audited(service, ["health"], {
    ...env,
    DENO_AUDIT_PERMISSIONS: healthFile,
  }).status;
  assert.equal(health.code, 0);
  process.kill("SIGTERM");
  assert.equal((await process.status).code, 0);
  const accesses: Access[] = [];
  for (const one of [file, healthFile]) {
    const text = await Deno.readTextFile(one);
    await Deno.remove(one);
    accesses.push(
      ...text.trimEnd().split("\n").map((line) => JSON.parse(line)),
    );
  }
  return accesses;
}

async function useAs(service: Service, url: string): Promise<void> {
  const customer = new Customer(url);
  if (service === "payments") {
    assert.equal((await call("POST", `${url}/charge`, {})).status, 200);
    return;
  }
  assert.equal((await customer.list()).status, 200);
  const id = await customer.reserved(LOAD_EVENT_ID);
  if (service === "gateway") assert.equal((await customer.pay(id)).status, 200);
}

Deno.test("the permissions that are used are those that are declared", async (t) => {
  await using stack = await startStack();
  for (const service of SERVICES) {
    await t.step(service, async () => {
      const used = await accessesOf(service, stack);
      const declared: Declared = config.permissions[service];
      const kinds = new Set(used.map(({ permission }) => permission));
      assert.deepEqual([...kinds].toSorted(), Object.keys(declared).toSorted());
      const names = new Set(valuesOf(used, "env"));
      const { allow, ignore = false } = declared.env;
      const unused = allow.filter((name) => !names.has(name));
      assert.deepEqual(unused, [], "declared, not used");
      const beyond = [...names].filter((name) => !allow.includes(name));
      if (!ignore) assert.deepEqual(beyond, [], "used, not declared");
      if (declared.net === true) return;
      for (const host of valuesOf(used, "net")) {
        const { hostname } = new URL(
          host.includes("://") ? host : `tcp://${host}`,
        );
        assert.ok([declared.net].flat().includes(hostname), `net ${host}`);
      }
    });
  }
});

function valuesOf(
  used: readonly Access[],
  kind: string,
): readonly string[] {
  return used.filter(({ permission }) => permission === kind)
    .map(({ value }) => value ?? "");
}
