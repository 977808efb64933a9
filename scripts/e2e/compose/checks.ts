/**
 * The rules for a stack in containers, one check after another: each leaves the
 * stack as it found it.
 * @module
 */

import assert from "node:assert/strict";
import {
  grantedTo,
  importedBy,
  openImage,
  problemsOf,
} from "../../stack/image/mod.ts";
import { findEngine, type Project } from "../../adapters/docker/mod.ts";
import { Customer, LOAD_EVENT_ID } from "../../adapters/shop/mod.ts";
import { until } from "../../lib/wait/mod.ts";

/** One check. It rejects with what was found instead. */
export interface Check {
  readonly what: string;
  /** @returns a figure worth telling, if there is one */
  run(project: Project): Promise<string | void>;
}

const SERVICES = ["gateway", "events", "payments"] as const;

function customer({ gatewayUrl }: Project): Customer {
  return new Customer(gatewayUrl);
}

/** In the order in which they run. */
export const CHECKS: readonly Check[] = [
  {
    what: "a ticket is bought through the gateway's port",
    async run(project) {
      const shop = customer(project);
      const pay = await shop.pay(await shop.reserved(1, 2));
      assert.equal(pay.status, 200, String(pay.body.detail));
    },
  },
  {
    what: "payments stopped: the list is 200, pay is 502; started: pay is 200",
    async run(project) {
      const shop = customer(project);
      const id = await shop.reserved(LOAD_EVENT_ID);
      await project.compose(["stop", "payments"]);
      assert.equal((await shop.list()).status, 200);
      assert.equal((await shop.pay(id)).status, 502);
      await project.compose(["start", "payments"]);
      await until(
        "pay is 200",
        async () => (await shop.pay(id)).status === 200,
      );
    },
  },
  {
    what: "a fault variable comes through from the shell, and goes again",
    async run(project) {
      const shop = customer(project);
      const recreate = ["up", "-d", "--wait", "--no-deps", "payments"];
      await project.compose(recreate, { PAYMENT_FAILURE_RATE: "1" });
      assert.equal(
        (await shop.pay(await shop.reserved(LOAD_EVENT_ID))).status,
        500,
      );
      await project.compose(recreate);
      assert.equal(
        (await shop.pay(await shop.reserved(LOAD_EVENT_ID))).status,
        200,
      );
    },
  },
  ...SERVICES.map((service): Check => ({
    what: `${service}: runs as 65532, can write nothing, starts no shell`,
    async run(project) {
      const id = await project.container(service);
      const inspect = await project.docker(
        ...["inspect", "--format"],
        "{{.Config.User}} {{.HostConfig.ReadonlyRootfs}}",
        id,
      );
      assert.equal(inspect.text.trim(), "65532:65532 true");
      for (const shell of ["/bin/sh", "/bin/bash", "/busybox/sh"]) {
        const { code } = await project.docker("exec", id, shell, "-c", "true");
        assert.notEqual(code, 0, `${shell} ran`);
      }
    },
  })),
  ...SERVICES.map((service): Check => ({
    what: `${service}: the image is small, has no shell, no setuid file, its ` +
      "own permissions and no package of another service",
    async run(project) {
      const image = project.image(service);
      const format = "{{.Size}} {{.Config.User}}";
      const inspect = ["image", "inspect", "--format", format, image];
      const { text } = await project.docker(...inspect);
      const [size, user = ""] = text.trim().split(" ");
      const contentMb = Number(size) / 1e6;
      const problems = problemsOf({
        ...await openImage(await findEngine(), image),
        contentMb,
        user,
        granted: await grantedTo(service),
        imported: await importedBy(`services/${service}/main.ts`),
      });
      assert.deepEqual(problems, []);
      return `${contentMb.toFixed(0)} MB`;
    },
  })),
  ...SERVICES.map((service): Check => ({
    what: `${service}: what it may not do is refused inside its image`,
    async run(project) {
      const image = project.image(`burglar-${service}`);
      const { code, text } = await project.docker(
        ...["build", "--quiet", "--file", "services/Dockerfile"],
        ...["--build-arg", "DENO_VERSION", "--build-arg", `SERVICE=${service}`],
        ...["--build-arg", "ENTRY=scripts/e2e/compose/probe/main.ts"],
        ...["--tag", image, "."],
      );
      assert.equal(code, 0, text);
      const run = await project.docker("run", "--rm", "--env", "HOME=/", image);
      await project.docker("image", "rm", image);
      const told = JSON.parse(run.text.trim().split("\n").at(-1) ?? "");
      assert.ok(!Object.values(told).includes("NOT REFUSED"), run.text);
      return `${Object.keys(told).length} attempts`;
    },
  })),
  ...SERVICES.map((service): Check => ({
    what: `${service}: SIGTERM to PID 1 ends it with 0`,
    async run(project) {
      const id = await project.container(service);
      const began = performance.now();
      await project.compose(["stop", service]);
      const ms = performance.now() - began;
      const format = ["inspect", "--format", "{{.State.ExitCode}}"];
      const { text } = await project.docker(...format, id);
      assert.equal(text.trim(), "0");
      await project.compose(["start", service]);
      await until("the shop sells again", async () => {
        const shop = customer(project);
        return (await shop.pay(await shop.reserved(LOAD_EVENT_ID))).status ===
          200;
      });
      return `${Math.round(ms)} ms, docker's own time included`;
    },
  })),
];
