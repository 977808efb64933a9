/**
 * Compares the report's values about the naive images with the images.
 * @module
 */

import {
  type Check,
  couldNotVerify,
  type Finding,
  notStarted,
  reportOf,
} from "../../scripts/checks/mod.ts";
import {
  couldBe,
  nearest,
  readReport,
  reportFinding,
  type Results,
} from "../../scripts/checks/report_fields/mod.ts";
import { factsOf, type ImageFacts, isRoot, SERVICES } from "./images.ts";
import { IMAGE_COLUMNS, IMAGES_FIELDS } from "./report_fields.ts";

const FILE = "submissions/lab2.md";

/** MB or MiB, and how tools round: both are right. */
const TOLERANCE = 0.06;

/** Step 2.1. */
export const naive: Check = {
  id: "2.1",
  task: 1,
  title: "the report knows the naive images: size, layers, user",
  hints: [
    "Do your figures belong to the images with the tag naive, or to others?",
    "An image is a stack of layers (Lecture 2, slide 10). docker image inspect gives " +
    "size, layers and user; an empty user is root. docker history shows the layers one by " +
    "one.",
    "docker image inspect --format '{{.Size}} {{len .RootFS.Layers}}' postgres:17 prints " +
    "two numbers, such as 438000000 14: 438 MB in 14 layers.",
  ],
  measures:
    "size, layers, largest layer and user in the report against the images tagged naive, within 6 %",
  tool: "docker image inspect, docker history, report fields",
  catches: [
    "sizes of other images",
    "a user who is not the image's",
  ],
  async run(context) {
    const text = await reportOf(context, 2);
    const results = readReport(text ?? "", IMAGES_FIELDS);
    if (results.images.state === "missing") {
      return notStarted(
        "the table of images is missing or empty",
        `${FILE}, step 2.1`,
      );
    }
    const facts = await Promise.all(
      SERVICES.map((service) => factsOf(context, service, "naive")),
    );
    const found = facts.filter((one) => one !== undefined);
    return found.length < SERVICES.length
      ? couldNotVerify(
        `images with the tag naive: ${found.length} of ${SERVICES.length}`,
        "quickticket/SERVICE:naive of all three",
        "step 2.1, which tags them; build the naive images again if they are gone",
      )
      : evaluateNaive(results, found);
  },
};

/** Evaluates what the report says of the images. */
export function evaluateNaive(
  results: Results<typeof IMAGES_FIELDS.fields>,
  facts: readonly ImageFacts[],
): Finding {
  const rows = results.images.state === "read" ? results.images.value : [];
  const wrong: string[] = [];
  const unread: string[] = [];
  for (const image of facts) {
    const row = rows.find(({ texts }) => texts.image.includes(image.service));
    const near = (
      column: "content" | "layers" | "largest",
      value: number,
      relative = 0,
    ): void => {
      const name = `${image.service} ${column}`;
      const said = row?.values[column];
      const text = row?.texts[column] ?? "";
      if (text === "") wrong.push(`${name}: missing`);
      else if (said === undefined) {
        const { forms } = IMAGE_COLUMNS[column];
        unread.push(`${name} cannot be read: ${text}; write ${forms}`);
      } else if (!couldBe(said, value, { relative })) {
        const shown = Number(nearest(said, value).value.toPrecision(6));
        const unit = column === "layers" ? "" : " MB";
        wrong.push(`${name}: ${shown}${unit} is not what docker says`);
      }
    };
    near("content", image.mb, TOLERANCE);
    near("largest", image.largestLayerMb, TOLERANCE);
    near("layers", image.layers);
    const user = row?.texts.user ?? "";
    const isRight = isRoot(image.user)
      ? user !== "" && isRoot(userIn(user))
      : user.startsWith(image.user.split(":")[0] ?? "");
    if (!isRight) {
      wrong.push(
        user === ""
          ? `${image.service} user: missing`
          : `${image.service} user: ${user} is not the user of the image`,
      );
    }
  }
  const cells = facts.length * 4;
  const bound = `${cells} cells that agree with docker, sizes within 6 %`;
  if (rows.length > 0 && wrong.length === 0 && unread.length > 0) {
    return couldNotVerify(unread.join("; "), bound, FILE);
  }
  return reportFinding({
    file: FILE,
    group: IMAGES_FIELDS,
    results,
    wrong: rows.length === 0 ? [] : [...wrong, ...unread],
    measured: `${cells - wrong.length - unread.length} of ${cells} cells`,
    bound,
    samples: facts,
  });
}

/** The user of "root (0)", "0:0" or "uid=0(root)". */
function userIn(text: string): string {
  return text.replace(/^u?id ?= ?/i, "").split(/[ (,/]/)[0] ?? "";
}
