/**
 * `deno task lab evidence N`
 * @module
 */

import { MACHINE_KEY } from "../../../stack/local/mod.ts";
import { openGit } from "../../../lib/process/mod.ts";
import {
  boolean,
  CouldNotRun,
  defineTool,
  Exit,
  type Host,
  text,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { machineKey } from "../../../lib/seal/mod.ts";
import {
  type CheckContext,
  checkerDigest,
  emptyReport,
  type Lab,
  readLabState,
  reportOf,
  studentContext,
} from "../../../checks/mod.ts";
import {
  type Bundle,
  type Fact,
  handedInText,
  hashOfText,
  measuredPart,
  seal,
  withMeasured,
} from "../../../checks/evidence/mod.ts";
import { disputePath, disputesOf } from "../../../checks/disputes/mod.ts";
import { globPattern, replaceFile } from "../../../lib/files/mod.ts";
import { type HandIn, handInOf } from "../hand_in.ts";
import { labOf } from "../labs.ts";
import { LAB, labNumber } from "./number.ts";
import { measuredLater } from "../measured_later.ts";

/** The command. */
export const evidence: Tool = defineTool({
  name: "evidence",
  summary: "seals what was measured, and writes it into the report",
  flags: {
    out: text("out", {
      default: undefined,
      help: "the bundle; submissions/labN.evidence.json by default",
    }),
    incomplete: boolean("incomplete", {
      help: "seals although something is missing, without asking",
    }),
  },
  operands: LAB,
  async run({ host, flags, operands }) {
    const lab = labOf(labNumber(operands));
    const out = flags.out ?? `submissions/lab${lab.lab}.evidence.json`;
    const context = studentContext(host);
    const bundle = await sealed(lab, context);
    const handIn = await comparedWithList(lab, context);
    if (!isToSeal(host, handIn, flags.incomplete)) {
      host.err(
        `Nothing is sealed. Complete it, or type deno task lab evidence ` +
          `${lab.lab} --incomplete`,
      );
      return Exit.verdictFailed;
    }
    await Deno.mkdir("submissions", { recursive: true });
    await replaceFile(out, bundleText(bundle));
    await writeReport(lab, bundle, context);
    const { head, entries } = bundle;
    host.out(
      `${out}: ${entries.length} entries by checker ` +
        `${
          head.checker.slice(0, 12)
        }; hand it in with submissions/lab${lab.lab}.md`,
    );
    return Exit.ok;
  },
});

/** The report and the files, compared with the lab's hand-in list. */
async function comparedWithList(
  lab: Lab,
  context: CheckContext,
): Promise<HandIn> {
  const there = new Map(
    await Promise.all(lab.deliverables.map(async (path) => {
      const files = await context.files(globPattern(path));
      return [path, files.length > 0] as const;
    })),
  );
  const report = await reportOf(context, lab.lab);
  const forms = await Promise.all(
    (lab.forms ?? []).map(async ({ file }) => await context.read(file) ?? ""),
  );
  return handInOf(lab, {
    report,
    forms,
    found: (path) => there.get(path) ?? false,
  });
}

/** Prints what is missing; asks a person who is there whether to go on. */
function isToSeal(
  host: Host,
  { missing, optional }: HandIn,
  isIncomplete: boolean,
): boolean {
  for (const one of missing) host.err(`missing:  ${one}`);
  for (const one of optional) host.err(`perhaps:  ${one}`);
  if (missing.length === 0 || isIncomplete) return true;
  const count = `${missing.length} things are missing`;
  if (host.isTerminal) return confirm(`${count}. Seal all the same?`);
  // A script cannot answer a question, and it ran the command in order to seal.
  host.err(`${count}; sealed all the same, because no terminal can be asked`);
  return true;
}

/** A bundle as it is written: there is one spelling, so any edit shows. */
function bundleText(bundle: Bundle): string {
  return JSON.stringify(bundle, null, 2) + "\n";
}

/**
 * The last measurement, sealed.
 * @throws {CouldNotRun} when a check was never run, or by another checker
 */
export async function sealed(
  lab: Lab,
  context: CheckContext,
): Promise<Bundle> {
  const { records } = await readLabState(lab.lab);
  const checker = await checkerDigest(lab.lab);
  const stale = lab.checks.filter(({ id }) =>
    !records.some((one) => one.id === id && one.checker === checker)
  );
  if (stale.length > 0) {
    throw new CouldNotRun(
      `Cannot seal lab ${lab.lab}: not measured by this checker yet: ` +
        `${stale.map(({ id }) => id).join(", ")}; run deno task lab check ` +
        String(lab.lab),
    );
  }
  const known = new Set(lab.checks.map(({ id }) => id));
  const later = measuredLater(
    records.filter(({ id }) => known.has(id)),
    context.clock.now(),
  );
  if (later.length > 0) {
    throw new CouldNotRun(
      `Cannot seal lab ${lab.lab}: by this machine's clock ${
        later.join(", ")
      } will be measured in the future, so it was set back. Set it right, or ` +
        `run deno task lab check ${lab.lab} --step ${later[0]}`,
    );
  }
  const disputes = await disputesOf(lab.lab, [...known]);
  const checks = records.filter(({ id }) => known.has(id))
    .map(({ at, checker: _, uses: _uses, ...body }): Fact => {
      const why = body.verdict === "pass"
        ? undefined // settled by the work itself
        : disputes.get(body.id)?.why;
      const disputed = why === undefined ? {} : { disputed: why };
      return { at, kind: "check", body: { ...body, ...disputed } };
    })
    .toSorted((a, b) => a.at < b.at ? -1 : 1);
  const now = new Date(context.clock.now()).toISOString();
  const files = await handedIn(lab, [...disputes.keys()], context, now);
  return await seal(
    {
      lab: lab.lab,
      title: lab.title,
      checker,
      revision: await revision(),
      sealed: now,
    },
    [...checks, ...files],
    await machineKey(MACHINE_KEY),
  );
}

/** Puts the measured part into the report; makes the report when it is new. */
export async function writeReport(
  lab: Lab,
  bundle: Bundle,
  { read }: CheckContext,
): Promise<string> {
  const file = `submissions/lab${lab.lab}.md`;
  const own = await read(`labs/lab${lab.lab}/report.md`) ?? "";
  const before = await read(file) ?? emptyReport(lab, own);
  await replaceFile(file, withMeasured(before, measuredPart(bundle)));
  return file;
}

/** The report is left out: it carries the bundle's own rendering. */
async function handedIn(
  { lab, deliverables }: Lab,
  disputed: readonly string[],
  context: CheckContext,
  at: string,
): Promise<readonly Fact[]> {
  const paths = new Set<string>();
  for (const glob of deliverables) {
    for (const path of await context.files(globPattern(glob))) paths.add(path);
  }
  for (const step of disputed) paths.add(`${disputePath(lab, step)}.json`);
  paths.delete(`submissions/lab${lab}.md`);
  paths.delete(`submissions/lab${lab}.evidence.json`);
  const facts: Fact[] = [];
  for (const path of [...paths].toSorted()) {
    const content = handedInText(await context.read(path) ?? "");
    facts.push({
      at,
      kind: "file",
      body: {
        path,
        bytes: new TextEncoder().encode(content).length,
        sha256: await hashOfText(content),
      },
    });
  }
  return facts;
}

async function revision(): Promise<string> {
  return await openGit().maybe("rev-parse", "HEAD") ?? "";
}
