import assert from "node:assert/strict";
import { stringify } from "yaml";
import { machineWith } from "../../scripts/checks/machine_fixture.ts";
import { PARTS } from "./declared.ts";
import { services } from "./service_check.ts";

const PORTS = [8080, 8081, 8082, 5432, 6379];

interface Change {
  /** Of the Service of events. */
  readonly service?: object;
  readonly eventsUrl?: string;
  readonly links?: boolean;
  readonly redisHost?: string;
}

function shop({ service, eventsUrl, links = false, redisHost }: Change) {
  const env: Readonly<Record<string, readonly object[]>> = {
    gateway: [{ name: "EVENTS_URL", value: eventsUrl ?? "http://events:8081" }],
    events: [{ name: "REDIS_HOST", value: redisHost ?? "redis" }],
  };
  return PARTS.flatMap((app, i) => [{
    kind: "Deployment",
    metadata: { name: app },
    spec: {
      selector: { matchLabels: { app } },
      template: {
        metadata: { labels: { app } },
        spec: {
          enableServiceLinks: links,
          containers: [{
            name: app,
            env: env[app] ?? [],
            ports: [{ name: "main", containerPort: PORTS[i] }],
          }],
        },
      },
    },
  }, {
    kind: "Service",
    metadata: { name: app },
    spec: {
      selector: { app },
      ports: [{ port: PORTS[i], targetPort: "main" }],
      ...app === "events" ? service : {},
    },
  }]);
}

async function evaluated(change: Change) {
  const text = shop(change).map((one) => `---\n${stringify(one)}`).join("");
  return await services.written?.(
    machineWith({ has: { "k8s/shop.yaml": text } }),
  );
}

for (
  const [what, change] of [
    ["as they should be", {}],
    ["with a longer name", { eventsUrl: "http://events.default.svc:8081" }],
    ["on port 80, as the caller says", {
      service: { ports: [{ port: 80, targetPort: 8081 }] },
      eventsUrl: "http://events",
    }],
    ["without a name of their own", { service: { clusterIP: "None" } }],
  ] as const
) {
  Deno.test(`Services ${what} are taken`, async () => {
    const finding = await evaluated(change);
    assert.equal(finding?.verdict, "pass", finding?.measured ?? what);
  });
}

for (
  const [change, words] of [
    [{ service: { selector: { app: "event" } } }, /does not select the pods/],
    [{ service: { ports: [{ port: 8081, targetPort: "http" }] } }, /port http/],
    [
      { service: { ports: [{ port: 80, targetPort: "main" }] } },
      /asked on 8081/,
    ],
    [{ eventsUrl: "http://localhost:8081" }, /names localhost/],
    [{ eventsUrl: "http://payments:8082" }, /which is not events/],
    [{ redisHost: "cache" }, /names cache, and no Service/],
    [{ links: true }, /REDIS_PORT becomes tcp/],
  ] as const
) {
  Deno.test(`a shop is refused: ${words.source}`, async () => {
    const finding = await evaluated(change);
    assert.equal(finding?.verdict, "fail");
    assert.match(finding?.measured ?? "", words);
  });
}
