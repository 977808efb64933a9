/**
 * Runbooks, followed to the letter while the shop is broken.
 * @module
 */

import {
  type Check,
  couldNotVerify,
  count,
  fail,
  type Finding,
  notStarted,
  PARTS,
  pass,
  type Shop,
  tally,
} from "../../scripts/checks/mod.ts";
import { outputOf } from "../../scripts/lib/process/mod.ts";
import { pagesOf, runbookOf } from "./alerting.ts";
import { CUSTOMERS, follow, type Followed } from "./follow_runbook.ts";
import { lacksOf, type Runbook, runbookIn } from "./runbook.ts";

/** Share of payments that fail, as in step 6.6. */
const FAILURE_RATE = "0.5";

/** Step 6.5. */
export const runbook: Check = {
  id: "6.5",
  task: 1,
  title:
    "payments is broken, the runbook's commands are run, and customers can pay again",
  hints: [
    "If you had just been woken, could you copy each command and see it end?",
    "A runbook works for a person who did not write it (Lecture 6, slide 14). Commands " +
    "that follow a log or refresh a screen never end. The last block must repair.",
    "For a full disk: a block with df -h /data, one with du -xh --max-depth=1 /data | " +
    'tail, and one that deletes old files; then "Escalation: 20 min, owner of storage".',
  ],
  measures:
    "whether customers can pay again after the page's commands were run on a broken shop",
  tool: "a shell, the shop's API, Markdown parser",
  catches: [
    "commands that fail, that never end, or that repair nothing",
    "no alert, no causes, no person to call",
  ],
  async run(context) {
    const [page] = await pagesOf(context);
    const documents = await context.files(/\.md$/);
    const path = page === undefined ? undefined : runbookOf(page, documents);
    if (page === undefined || path === undefined) {
      return notStarted("no page names a runbook that is there", "step 6.5");
    }
    const found = runbookIn(path, await context.read(path) ?? "");
    const lacks = lacksOf(found, page.name);
    if (lacks.length > 0) {
      return fail(
        `${path} lacks ${lacks.join("; ")}`,
        "a page that can be followed",
        path,
      );
    }
    if (found.escalates === undefined) return unreadEscalation(path);
    const shop = await context.shop();
    const setFailures = (rate: string): Promise<void> =>
      setPayments(shop, rate);
    return evaluateFollowed(
      found,
      await follow(context, found, {
        break: () => setFailures(FAILURE_RATE),
        repair: () => setFailures(""),
      }),
    );
  },
};

/** Step B.1. */
export const second: Check = {
  id: "B.1",
  task: 0,
  title: "a second runbook, for a part that is away, brings the shop back",
  hints: [
    "Would your page bring this part back, and would the next command know that it is " +
    "back?",
    "The second page follows the same rules as the first (Lecture 6, slide 14). A line " +
    "Part: names the part, and a heading Tried by says who followed it.",
    'Part: mail, a block that starts it, a block that waits until it answers, and "Tried ' +
    'by: a classmate on 2026-11-20; the address was missing, and is there now".',
  ],
  measures:
    "whether customers can buy again after a part was stopped and the page followed",
  tool: "a shell, the shop's API, Markdown parser",
  catches: ["commands that bring nothing back", "no section Tried by"],
  async run(context) {
    const paths = await context.files(/^monitoring\/runbooks\/.+\.md$/);
    const all = await Promise.all(
      paths.map(async (path) =>
        runbookIn(path, await context.read(path) ?? "")
      ),
    );
    const found = all.find(({ text }) => partIn(text) !== undefined);
    const part = partIn(found?.text ?? "");
    if (found === undefined || part === undefined) {
      return notStarted(
        "no runbook has a line such as Part: redis",
        "step B.1",
      );
    }
    const lacks = [
      ...lacksOf(found, undefined),
      ...(/^#+ *Tried by\b/im.test(found.text) ? [] : ["the section Tried by"]),
    ];
    if (lacks.length > 0) {
      return fail(
        `${found.path} lacks ${lacks.join("; ")}`,
        "a page that can be followed",
        found.path,
      );
    }
    if (found.escalates === undefined) return unreadEscalation(found.path);
    const shop = await context.shop();
    return evaluateFollowed(
      found,
      await follow(context, found, {
        break: () => shop.stop(part),
        repair: () => shop.start(part),
      }),
    );
  },
};

function unreadEscalation(path: string): Finding {
  return couldNotVerify(
    `${path} does not say in a readable form when to escalate, and to whom`,
    "a sentence such as: after 15 minutes call the owner, or a line: Escalation: 15 min, owner",
    path,
  );
}

function partIn(text: string): (typeof PARTS)[number] | undefined {
  const name = /^\W*Part\W+(\w+)/im.exec(text)?.[1];
  return PARTS.find((one) => one === name && one !== "payments");
}

/** Payments with that share of failures; none with empty text. */
async function setPayments(shop: Shop, rate: string): Promise<void> {
  if (shop.kind === "dev") {
    return await shop.restart("payments", { PAYMENT_FAILURE_RATE: rate });
  }
  const args = ["compose", "up", "--detach", "--wait", "--no-deps", "payments"];
  await outputOf("docker", args, { PAYMENT_FAILURE_RATE: rate });
}

/** Evaluates what came of it. */
export function evaluateFollowed(
  { path, blocks }: Runbook,
  followed: Followed,
): Finding {
  const { before, broken, stuck, after } = followed;
  const bound =
    `all ${blocks.length} blocks of ${path} end with 0, and then ${CUSTOMERS} of ` +
    `${CUSTOMERS} customers can pay`;
  if (count(before, 200) < CUSTOMERS) {
    return couldNotVerify(
      `customers could not pay before the check broke anything: pay ${
        tally(before)
      }`,
      bound,
      "docker compose ps, or the terminal of deno task dev; repair the shop, then check again",
    );
  }
  if (count(broken, 200) === broken.length) {
    return couldNotVerify(
      "pay still worked after the check had broken payments",
      bound,
      "docker compose ps payments: does this shop run in Compose or deno task dev, from this folder?",
    );
  }
  const measured = `pay ${tally(broken)} while broken; ` +
    `${stuck ?? `${blocks.length} blocks ended with 0`}; then pay ${
      tally(after)
    }`;
  return stuck === undefined && count(after, 200) === CUSTOMERS
    ? pass(measured, bound, followed)
    : fail(
      measured,
      bound,
      `${path}; break the shop as in its step, and run each block by hand`,
      followed,
    );
}
