/**
 * Images that compose or bake builds, or a workflow after the gates' own: as good
 * ones, and wrong ones.
 * @module
 */

import {
  type Change,
  edited,
  type Listed,
} from "../../../scripts/checks/variants/mod.ts";
import { build, byHand, CI, listed } from "./workflow_edits.ts";

/** Builds that a file describes. */
const PLANNED: Readonly<Record<string, Change>> = {
  "compose, with a file of its own": {
    ...build(byHand(
      `export OWNER="\${OWNER,,}" TAG="$GITHUB_SHA"
docker compose -f compose.ci.yaml build "$SERVICE"
docker compose -f compose.ci.yaml push "$SERVICE"`,
    )),
    "compose.ci.yaml": () => COMPOSE,
  },
  "compose, built and pushed at once": {
    ...build(byHand(
      `OWNER="\${OWNER,,}" TAG=$GITHUB_SHA docker compose --file=compose.ci.yaml --progress plain build --push "$SERVICE"`,
    )),
    "compose.ci.yaml": () => COMPOSE,
  },
  "compose, its arguments as a list and from variables": {
    ...build(byHand(
      `export OWNER="\${OWNER,,}" TAG="$GITHUB_SHA" REVISION="$GITHUB_SHA"
docker compose -f compose.ci.yaml build
docker compose -f compose.ci.yaml push -q`,
    )),
    "compose.ci.yaml": () =>
      COMPOSE.replace(
        /args: .*SERVICE: (\w+).*/g,
        "args: [SERVICE=$1, REVISION]",
      ),
  },
  "the course's compose with another over it": {
    ...build(byHand(
      `export OWNER="\${OWNER,,}"
docker compose -f compose.yaml -f compose.ci.yaml build "$SERVICE"
docker compose -f compose.yaml -f compose.ci.yaml push "$SERVICE"`,
    )),
    "compose.ci.yaml": () => COMPOSE.replaceAll("${TAG:?which}", "$GITHUB_SHA"),
  },
  "bake, from JSON": {
    ...build(byHand(
      `OWNER="\${OWNER,,}" TAG=$GITHUB_SHA docker buildx bake --push "$SERVICE"`,
    )),
    "docker-bake.json": () => BAKE,
  },
  "bake, all of it, from compose": {
    ...build(byHand(
      `OWNER="\${OWNER,,}" TAG=$GITHUB_SHA docker buildx bake -f compose.ci.yaml --push`,
    )),
    "compose.ci.yaml": () => COMPOSE,
  },
  "bake with its values on the command line": {
    ...build(byHand(
      `docker buildx bake --push --set "*.args.REVISION=$GITHUB_SHA" --set "$SERVICE.tags=ghcr.io/\${OWNER,,}/quickticket/$SERVICE:$GITHUB_SHA" "$SERVICE"`,
    )),
    "docker-bake.json": () => BAKE,
  },
  "an argument without a value": build(byHand(
    `export REVISION=$GITHUB_SHA image="ghcr.io/\${OWNER,,}/quickticket/$SERVICE:$GITHUB_SHA"
docker build --build-arg SERVICE --build-arg REVISION -f services/Dockerfile -t "$image" .
docker push "$image"`,
  )),
};

/** Each image once, its name and values from variables. */
const COMPOSE = `services:
${
  ["gateway", "events", "payments"].map((name) =>
    `  ${name}:
    image: ghcr.io/\${OWNER}/quickticket/${name}:\${TAG:?which}
    build:
      context: .
      dockerfile: services/Dockerfile
      args: { SERVICE: ${name}, REVISION: "\${TAG:?which}" }
`
  ).join("")
}`;

const BAKE = JSON.stringify({
  variable: { OWNER: { default: "" }, TAG: { default: "dev" } },
  group: { default: { targets: ["gateway", "events", "payments"] } },
  target: {
    _all: {
      context: ".",
      dockerfile: "services/Dockerfile",
      args: { REVISION: "${TAG}" },
    },
    ...Object.fromEntries(
      ["gateway", "events", "payments"].map((name) => [name, {
        inherits: ["_all"],
        args: { SERVICE: name },
        tags: [`ghcr.io/\${OWNER}/quickticket/${name}:\${TAG}`],
      }]),
    ),
  },
});

/** The job that builds, and all behind it. */
const JOB_OF_IMAGES = / {2}build:\n[^]*?(?= {2}write-back:)/;

/** The images in a workflow of their own, after the end of the first. */
function afterGates(condition: string): Change {
  return {
    ...edited(CI, (text) => text.replace(/ {2}build:\n[^]*$/, "")),
    ".github/workflows/images.yml": (old) =>
      `name: images
on:
  workflow_run: { workflows: [ci], types: [completed], branches: [main] }
permissions: {}
jobs:
${
        (JOB_OF_IMAGES.exec(old(CI))?.[0] ?? "")
          .replace(/ {4}needs: .*\n/, "")
          .replace(/ {4}#.*\n/, "")
          .replace(/ {4}if: .*\n/, condition)
      }`,
  };
}

const WHEN_GOOD =
  "    if: github.event.workflow_run.conclusion == 'success' && github.event.workflow_run.event == 'push'\n";

/** Equivalent ones. */
export const SAME_PLANNED: readonly Listed[] = [
  ...listed(PLANNED, "equivalent", ["5.2"]),
  {
    name: "images after the end of the gates' own workflow",
    kind: "equivalent",
    steps: ["5.1", "5.2"],
    change: afterGates(WHEN_GOOD),
  },
];

function composed(commands: string, compose: string): Change {
  return {
    ...build(
      byHand(`export OWNER="${"${OWNER,,}"}" TAG="$GITHUB_SHA"\n${commands}`),
    ),
    "compose.ci.yaml": () => compose,
  };
}

const BOTH_STEPS = `docker compose -f compose.ci.yaml build
docker compose -f compose.ci.yaml push`;

const WRONG: Readonly<Record<string, Change>> = {
  "compose, and nothing is pushed": composed(
    "docker compose -f compose.ci.yaml build",
    COMPOSE,
  ),
  "compose, under a tag that moves": composed(
    BOTH_STEPS,
    COMPOSE.replaceAll(/(image: .*):\$\{TAG:\?which\}/g, "$1:latest"),
  ),
  "compose, one service is missing": composed(
    BOTH_STEPS,
    COMPOSE.replace(/ {2}payments:[^]*$/, ""),
  ),
  "compose, without REVISION": composed(
    BOTH_STEPS,
    COMPOSE.replaceAll(/, REVISION: "[^"]*"/g, ""),
  ),
  "compose, in another account": composed(
    BOTH_STEPS,
    COMPOSE.replaceAll("ghcr.io/${OWNER}", "ghcr.io/somebody"),
  ),
  "compose, a file that is not there": composed(
    "docker compose -f compose.images.yaml build --push",
    COMPOSE,
  ),
  "bake, and nothing is pushed": {
    ...build(byHand(
      `OWNER="${"${OWNER,,}"}" TAG=$GITHUB_SHA docker buildx bake "$SERVICE"`,
    )),
    "docker-bake.json": () => BAKE,
  },
  "bake, with the default of its tag": {
    ...build(
      byHand(`OWNER="${"${OWNER,,}"}" docker buildx bake --push "$SERVICE"`),
    ),
    "docker-bake.json": () => BAKE,
  },
};

/** Wrong in one point. */
export const WRONG_PLANNED: readonly Listed[] = [
  ...listed(WRONG, "neighbour", ["5.2"]),
  {
    name: "images after the gates' own workflow, whatever became of it",
    kind: "neighbour",
    steps: ["5.1"],
    change: afterGates(""),
  },
  {
    name: "images after a workflow that has another name",
    kind: "neighbour",
    steps: ["5.2"],
    change: {
      ...afterGates(WHEN_GOOD),
      [CI]: (old) =>
        (afterGates(WHEN_GOOD)[CI]?.(old) ?? "").replace(
          "name: ci",
          "name: checks",
        ),
    },
  },
];
