/**
 * What the report says of the naive images, held against the images.
 * @module
 */

import {
  type Check,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
  reportOf,
} from "../../scripts/checks/mod.ts";
import { numberIn, type Row, tableRows } from "../../scripts/lib/text/mod.ts";
import { factsOf, type ImageFacts, isRoot, SERVICES } from "./images.ts";

/** MB or MiB, and how tools round: both are right. */
const TOLERANCE = 0.06;

/** Step 2.1. */
export const naive: Check = {
  id: "2.1",
  task: 1,
  title: "the report knows the naive images: size, layers, user",
  hints: [
    "docker image ls shows sizes, docker history the layers of one image.",
    "docker image inspect --format '{{len .RootFS.Layers}}' counts them.",
    "No USER in the Dockerfile and none in its base: the user is root.",
  ],
  async run(context) {
    const text = await reportOf(context, 2);
    const rows = tableRows(text ?? "", [
      "image",
      "content",
      "layers",
      "largest",
      "user",
    ]);
    if (rows.every((row) => (row.get("content") ?? "") === "")) {
      return notStarted("no filled table of images", "step 2.1");
    }
    const facts = await Promise.all(
      SERVICES.map((service) => factsOf(context, service, "naive")),
    );
    const found = facts.filter((one) => one !== undefined);
    return found.length < SERVICES.length
      ? couldNotVerify(
        `${found.length} of ${SERVICES.length} images have the tag naive`,
        "quickticket/SERVICE:naive of all three",
        "step 2.1 tags them; build the naive ones again if they are gone",
      )
      : evaluateNaive(rows, found);
  },
};

/** Megabytes in one of each unit; MiB are within the tolerance. */
const UNITS: Readonly<Record<string, number>> = {
  b: 1e-6,
  kb: 1e-3,
  mb: 1,
  gb: 1000,
};

/** "412 MB", "0.4 GB", "412000000 B", "412": MB. */
function megabytesIn(cell = ""): number {
  const unit = /\d\s*([kmg]?)i?b\b/i.exec(cell)?.[1]?.toLowerCase();
  return numberIn(cell) * (UNITS[`${unit ?? "m"}b`] ?? 1);
}

/** Evaluates the table of the report. */
export function evaluateNaive(
  rows: readonly Row[],
  facts: readonly ImageFacts[],
): Finding {
  const wrong: string[] = [];
  for (const image of facts) {
    const row = rows.find((one) => one.get("image")?.includes(image.service));
    const near = (column: string, value: number): void => {
      const told = megabytesIn(row?.get(column));
      if (!(Math.abs(told - value) <= value * TOLERANCE)) {
        wrong.push(
          `${image.service} ${column}: ${told}, is ${value.toFixed(1)}`,
        );
      }
    };
    near("content", image.mb);
    near("largest", image.largestLayerMb);
    if (numberIn(row?.get("layers")) !== image.layers) {
      wrong.push(
        `${image.service} layers: ${row?.get("layers") ?? "missing"}, ` +
          `is ${image.layers}`,
      );
    }
    const user = row?.get("user") ?? "";
    const isRight = isRoot(image.user)
      ? user !== "" && isRoot(user)
      : user.startsWith(image.user.split(":")[0] ?? "");
    if (!isRight) {
      wrong.push(
        `${image.service} user: ${user || "missing"}, is ${
          image.user || "root"
        }`,
      );
    }
  }
  const cells = facts.length * 4;
  const bound = `${cells} cells as docker says, sizes within 6 %`;
  return wrong.length === 0
    ? pass(`${cells} of ${cells} cells`, bound, facts)
    : fail(
      `${cells - wrong.length} of ${cells} cells; ${wrong.join("; ")}`,
      bound,
      "docker image inspect, docker history --human=false",
      facts,
    );
}
