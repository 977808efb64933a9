import assert from "node:assert/strict";
import { objectsIn } from "../../adapters/kubernetes/manifest_objects.ts";
import {
  finds,
  listensOn,
  mainContainer,
  missedPort,
  portIn,
  servicesIn,
} from "./wiring.ts";
import { containerSchema, replicasOf, workloadsIn } from "./workload.ts";

const web = containerSchema.parse({
  name: "gateway",
  image: "quickticket/gateway:v1",
  ports: [{ name: "http", containerPort: 8080 }],
});

Deno.test("a port is a number, or a name that the containers have", () => {
  assert.equal(portIn([web], 8080), 8080);
  assert.equal(portIn([web], "http"), 8080);
  assert.match(String(portIn([web], "web")), /a name that no port/);
  assert.match(String(portIn([web], "8080")), /in quotes/);
});

Deno.test("a part listens on its own port, or on the configured one", () => {
  assert.equal(listensOn("gateway", web), 8080);
  const env = (value: object) => containerSchema.parse({ env: [value] });
  assert.equal(listensOn("events", env({ name: "PORT", value: "9000" })), 9000);
  const elsewhere = env({ name: "PORT", valueFrom: {} });
  assert.equal(listensOn("events", elsewhere), undefined);
  const args = containerSchema.parse({
    args: ["redis-server", "--port", 6380],
  });
  assert.equal(listensOn("redis", args), 6380);
});

Deno.test("the container of a part stands anywhere in its pod", () => {
  const side = containerSchema.parse({ name: "side", image: "busybox:1" });
  assert.equal(mainContainer("gateway", [side, web]), web);
  const renamed = { ...web, name: "app" };
  assert.equal(mainContainer("gateway", [side, renamed]), renamed);
  assert.equal(mainContainer("gateway", [side]), side);
});

const service = (spec: object) => {
  const [one] = servicesIn([{
    path: "k8s/a.yaml",
    object: { kind: "Service", metadata: { name: "gateway" }, spec },
  }]);
  assert.ok(one !== undefined);
  return one;
};

Deno.test("a Service reaches the port that its pods listen on", () => {
  const right = service({ ports: [{ port: 80, targetPort: "http" }] });
  assert.equal(missedPort(right, 80, 8080, [web]), undefined);
  assert.match(missedPort(right, 8080, 8080, [web]) ?? "", /asked on 8080/);
  const other = service({ ports: [{ port: 8080, targetPort: 8081 }] });
  assert.match(missedPort(other, 8080, 8080, [web]) ?? "", /port 8081/);
  const named = service({ ports: [{ port: 8080, targetPort: "web" }] });
  assert.match(missedPort(named, 8080, 8080, [web]) ?? "", /web/);
  const headless = service({
    clusterIP: "None",
    ports: [{ port: 80, targetPort: 8080 }],
  });
  assert.match(missedPort(headless, 80, 8080, [web]) ?? "", /port 80/);
});

Deno.test("a Service without a selector finds no pod", () => {
  const labels = { app: "gateway", tier: "shop" };
  assert.equal(
    finds(service({ selector: { app: "gateway" } }), { labels }),
    true,
  );
  assert.equal(
    finds(service({ selector: { app: "other" } }), { labels }),
    false,
  );
  assert.equal(finds(service({}), { labels }), false);
});

const TWO = `
kind: Deployment
metadata: { name: events }
spec:
  template: { metadata: { labels: { app: events } }, spec: { containers: [] } }
---
kind: HorizontalPodAutoscaler
metadata: { name: events }
spec:
  minReplicas: 3
  scaleTargetRef: { kind: Deployment, name: events }
`;

Deno.test("replicas are written, kept by an autoscaler, or one", () => {
  const objects = objectsIn(TWO, "k8s/a.yaml")
    .map((object) => ({ path: "k8s/a.yaml", object }));
  const [one] = workloadsIn(objects);
  assert.ok(one !== undefined);
  assert.equal(replicasOf(one, objects), 3);
  assert.equal(replicasOf(one, []), 1);
  assert.equal(replicasOf({ ...one, replicas: 2 }, objects), 2);
});
