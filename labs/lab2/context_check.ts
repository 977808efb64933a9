/**
 * Whether a build is sent what it needs, and nothing else.
 * @module
 */

import {
  type Check,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import { sentFiles } from "./sent_files.ts";

/**
 * The files that no build should receive: secrets, history, data, other
 * people's machines.
 */
const UNWANTED: readonly (readonly [string, RegExp])[] = [
  ["secrets (.env)", /(?:^|\/)\.env(?:\.|$)/],
  ["the history (.git)", /^\.git\//],
  ["data of deno task dev (.dev)", /^\.dev\//],
  ["installed packages (node_modules)", /(?:^|\/)node_modules\//],
  ["coverage", /(?:^|\/)coverage\//],
  ["documents (.md)", /\.md$/],
];

/** The bases of the builds of compose.yaml. */
const NEEDED = [
  "deno.json",
  "deno.lock",
  "services/gateway/main.ts",
  "services/events/main.ts",
  "services/payments/main.ts",
  "scripts/schema/setup/main.ts",
] as const;

/** The files that the services are made of. */
const PARTS =
  /^services\/(?:gateway|events|payments|shared)\/.+\.(?:ts|sql|lua)$/;

const NOT_BUILT = /_(?:test|fixture|bench)\.ts$|clock_fake\.ts$|\/testdata\//;

/** Step 2.6. */
export const context: Check = {
  id: "2.6",
  task: 2,
  title: "a build is sent what it needs, and nothing else",
  hints: [
    "What would a stranger find in your image if you built it today?",
    "A build gets every file of the folder that .dockerignore does not exclude (Lecture " +
    "2, slide 11). It is safer to exclude everything and to allow what is needed than the " +
    "other way round.",
    "A project that needs only src and one file: the lines *, !package.json, !src, and " +
    "then **/*.log for what lies inside src and is not needed.",
  ],
  measures:
    "which of the tree's files a build gets, and which of those that no tree should hold",
  tool: "docker build of empty files, tar-stream",
  catches: [
    "secrets, history, data, packages, documents that are sent",
    "code, SQL or the lock file that is not",
  ],
  async run(lab) {
    const sent = await sentFiles(lab);
    const parts = await lab.files(PARTS);
    return evaluateContext(sent, {
      ignored: await lab.read(".dockerignore") ?? "",
      parts: parts.filter((path) => !NOT_BUILT.test(path)),
    });
  },
};

/** Evaluates the paths that a build got. @param parts files that services need */
export function evaluateContext(
  sent: readonly string[],
  { ignored, parts = [] }: {
    readonly ignored: string;
    readonly parts?: readonly string[];
  },
): Finding {
  const files = new Set(
    sent.filter((path) => path !== "" && !path.endsWith("/")),
  );
  const bound = "no secrets, history, data, packages or documents among what " +
    "a build is sent, and everything that it needs";
  const missing = [...NEEDED, ...parts].filter((path) => !files.has(path));
  const unwanted = UNWANTED.flatMap(([what, pattern]) => {
    const count = [...files].filter((path) => pattern.test(path)).length;
    return count === 0 ? [] : [`${what}: ${count}`];
  });
  const isEmpty = ignored.split("\n").every((line) => /^\s*(?:#|$)/.test(line));
  const measured = `${files.size} files are sent`;
  if (isEmpty && unwanted.length > 0) {
    return notStarted(`.dockerignore names nothing; ${measured}`, "step 2.6");
  }
  const [first, ...more] = missing;
  const problems = [
    ...unwanted.map((what) => `with ${what}`),
    ...first === undefined ? [] : [
      `without ${first}${more.length > 0 ? ` and ${more.length} more` : ""}`,
    ],
  ];
  return problems.length === 0
    ? pass(measured, bound, { files: files.size })
    : fail(
      `${measured}, ${problems.join(", ")}`,
      bound,
      ".dockerignore, and the list in step 2.6",
    );
}
