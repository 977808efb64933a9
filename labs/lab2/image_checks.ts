/**
 * Checks the images of the running shop, and how their containers end.
 * @module
 */

import { LOAD_EVENT_ID } from "../../scripts/adapters/shop/mod.ts";
import { openImage } from "../../scripts/stack/image/mod.ts";
import { findEngine } from "../../scripts/adapters/docker/mod.ts";
import {
  type Check,
  type CheckContext,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";
import { isRoot, SERVICES } from "./images.ts";

/** Largest content of an image (MB): the runtime is most of it. */
const MAX_MB = 200;

/** Slower than this, SIGTERM has not reached the program (ms). */
const STOP_MS = 8000;

/** An image that runs as a part of the shop. */
export interface Running {
  readonly service: string;
  readonly mb: number;
  readonly user: string;
  /** Paths of shells in it. */
  readonly shells: readonly string[];
}

/** Step 2.8. */
export const images: Check = {
  id: "2.8",
  task: 2,
  title: "the images that run are small, have no shell, and are not root",
  hints: [
    "Are the containers that run made from your new image?",
    "A base image decides what an attacker finds (Lecture 2, slide 12). deno task image " +
    "payments --inspect says what an image is made of, and docker compose ps shows when a " +
    "container was created.",
    "An image of 420 MB as root with /bin/sh: its last stage still starts from the build " +
    "image. With a small base and one copied program it would have 118 MB, a user, and no " +
    "shell.",
  ],
  measures: "size, user and shells of the images that run",
  tool: "docker inspect, docker export, tar-stream",
  catches: [
    "a shell under any path or name",
    "root",
    "more than 200 MB",
  ],
  async run(context) {
    const running: Running[] = [];
    for (const service of SERVICES) {
      context.note(`opening the image of ${service} ...`);
      running.push(await runningImage(context, service));
    }
    return evaluateImages(running);
  },
};

/** Evaluates the images that run. */
export function evaluateImages(running: readonly Running[]): Finding {
  const bound = `each at most ${MAX_MB} MB, no shell, another user than root`;
  const problems = running.flatMap(({ service, mb, user, shells }) => [
    ...mb <= MAX_MB ? [] : [`${service} has ${mb.toFixed(0)} MB`],
    ...isRoot(user) ? [`${service} runs as root`] : [],
    ...shells.length === 0 ? [] : [`${service} contains ${shells.join(", ")}`],
  ]);
  const measured = running.map(({ service, mb, user }) =>
    `${service} ${mb.toFixed(0)} MB as ${user || "root"}`
  ).join(", ");
  if (isAsGiven(running)) return notStarted(measured, "step 2.7");
  return problems.length === 0 && running.length === SERVICES.length
    ? pass(measured, bound, running)
    : fail(
      problems.join("; "),
      bound,
      "deno task image SERVICE --inspect; docker compose ps says when each container was created",
      running,
    );
}

/** Whether all are as the lab gave them. */
function isAsGiven(running: readonly Running[]): boolean {
  return running.length > 0 &&
    running.every(({ user, shells, mb }) =>
      isRoot(user) && shells.length > 0 && mb > MAX_MB
    );
}

async function runningImage(
  { program }: CheckContext,
  service: string,
): Promise<Running> {
  const id = await containerOf({ program }, service);
  const inspect = async (...args: readonly string[]): Promise<string> =>
    (await program("docker", ["inspect", ...args])).stdout;
  const image = await inspect("--format", "{{.Image}}", id);
  const text = await inspect("--format", "{{.Size}} {{.Config.User}}", image);
  const [size, user = ""] = text.split(" ");
  const { shells } = await openImage(await findEngine(), image);
  return { service, mb: Number(size) / 1e6, user, shells };
}

async function containerOf(
  { program }: Pick<CheckContext, "program">,
  service: string,
): Promise<string> {
  const { stdout } = await program("docker", ["compose", "ps", "-q", service]);
  const [id = ""] = stdout.split("\n");
  if (id !== "") return id;
  throw new CouldNotRun(
    `Cannot find a container of ${service}: docker compose up -d --wait`,
  );
}

/** How a stop went, and a sale after it. */
export interface Stopped {
  readonly ms: number;
  readonly exitCode: number;
  /** Status of a pay once it runs again. */
  readonly paid: number;
}

/** Step 2.9. */
export const ends: Check = {
  id: "2.9",
  task: 2,
  title: "payments ends when it is asked to, and the shop sells again",
  hints: [
    "Which program is process 1 in your container: your own, or a shell?",
    "docker compose stop sends SIGTERM to process 1. A shell does not pass it on (Lecture " +
    "2, slide 14), so the program is killed later. Exit code 137 means that.",
    'CMD node server.js starts a shell that starts node. CMD ["node", "server.js"] starts ' +
    "node itself, and node hears the signal.",
  ],
  measures: "exit code and time of a stop, and a purchase afterwards",
  tool: "docker compose, the shop's API",
  catches: [
    "a program that never hears SIGTERM",
    "a shop that does not sell again",
  ],
  async run(context) {
    const { clock, program } = context;
    const shop = await context.shop();
    if (shop.kind !== "compose") {
      return couldNotVerify(
        "deno task dev has no containers",
        "a shop that docker compose runs",
        "docker compose up -d --wait, after you have ended deno task dev",
      );
    }
    const running = await runningImage(context, "payments");
    if (isAsGiven([running])) {
      return notStarted("payments runs from the naive image", "step 2.7");
    }
    const id = await containerOf(context, "payments");
    const began = clock.monotonic();
    await shop.stop("payments");
    const ms = clock.monotonic() - began;
    const format = ["inspect", "--format", "{{.State.ExitCode}}", id];
    const { stdout } = await program("docker", format);
    await shop.start("payments");
    const { customer } = shop;
    for (const deadline = clock.monotonic() + 30_000;;) {
      const paid = await customer.pay(await customer.reserved(LOAD_EVENT_ID));
      if (paid.status === 200 || clock.monotonic() > deadline) {
        return evaluateEnd({
          ms,
          exitCode: Number(stdout),
          paid: paid.status,
        });
      }
      await clock.sleep(200);
    }
  },
};

/** Evaluates how payments ended. */
export function evaluateEnd({ ms, exitCode, paid }: Stopped): Finding {
  const bound = `exit code 0 within ${STOP_MS / 1000} s, and pay answers 200 ` +
    "once it runs again";
  const measured = `exit code ${exitCode} after ${(ms / 1000).toFixed(1)} s, ` +
    `pay ${paid}`;
  return exitCode === 0 && ms <= STOP_MS && paid === 200
    ? pass(measured, bound, { ms, exitCode, paid })
    : fail(
      measured,
      bound,
      "docker compose logs payments, and docker compose top payments for its first process",
      {
        ms,
        exitCode,
        paid,
      },
    );
}
