/**
 * `deno task lab prove`
 * @module
 */

import { ROOT } from "../../dev/paths.ts";
import { Exit } from "../../lib/exit_code.ts";
import { boolean, integer, oneOf, text, UsageError } from "../../lib/flags.ts";
import { defineTool, type Tool } from "../../lib/tool.ts";
import { hashOf, hashOfText } from "../evidence/chain.ts";
import { labOf, LABS } from "../labs.ts";
import { judgeMutants } from "../prove/judge_mutants.ts";
import { NEEDS } from "../prove/mutants.ts";
import { lacks, type Proof, proofSchema } from "../prove/proof.ts";
import { proveLab } from "../prove/prove_lab.ts";
import { readOptional } from "../student.ts";
import { type Path, PATHS } from "../text/directive.ts";

/** Where a lab's proof is kept, for the table of labs/README.md. */
const fileOf = (lab: number): string => `labs/lab${lab}/proof.json`;

/** Labs of the course. */
const COUNT = 12;

/** The command. */
export const prove: Tool = defineTool({
  name: "prove",
  summary:
    "runs labs from an empty folder to the last check, and their mutants",
  flags: {
    lab: integer("lab", {
      default: undefined,
      min: 1,
      max: COUNT,
      help: "only this one",
    }),
    path: oneOf<Path, Path>("path", PATHS, {
      default: "dev",
      help: "without Docker, with it, or on a cluster",
    }),
    needs: text("needs", {
      default: "files,shop",
      help: `which mutants are tried: ${NEEDS.join(", ")}`,
    }),
    tree: text("tree", {
      default: undefined,
      placeholder: "FOLDER",
      help:
        "only mutants, on a tree where the lab is solved (lab run --into); " +
        "no proof is written",
    }),
    only: text("only", {
      default: undefined,
      placeholder: "REGEX",
      help: "with --tree: only mutants and variants whose name matches",
    }),
    summary: boolean("summary", {
      help: "run nothing; say how many labs are proven as they are now",
    }),
  },
  async run({ host, flags }) {
    if (flags.tree !== undefined) {
      if (flags.lab === undefined) {
        throw new UsageError("Cannot judge mutants: --lab N is missing");
      }
      const { mutants, variants, wrong } = await judgeMutants(
        labOf(flags.lab),
        {
          finished: flags.tree,
          needs: NEEDS.filter((one) => flags.needs.split(",").includes(one)),
          only: flags.only === undefined ? undefined : new RegExp(flags.only),
          clock: host.clock,
          onEach: host.err,
        },
      );
      host.out(
        `${mutants.right} of ${mutants.tried} mutants refused, ` +
          `${variants.right} of ${variants.tried} variants taken`,
      );
      return wrong.length === 0 ? Exit.ok : Exit.verdictFailed;
    }
    if (!flags.summary) {
      const chosen = flags.lab === undefined ? LABS : [labOf(flags.lab)];
      const needs = NEEDS.filter((one) => flags.needs.split(",").includes(one));
      for (const lab of chosen) {
        host.err(`lab ${lab.lab}, ${lab.title} ...`);
        const proof = await proveLab(lab, {
          path: flags.path,
          needs,
          clock: host.clock,
          digest: await labDigest(lab.lab),
          onEach: host.err,
        });
        await keep(proof);
        host.out(linesOf(proof, await labDigest(lab.lab)));
      }
    }
    const proofs = await readProofs();
    const proven = await Promise.all(
      proofs.map(async (proof) =>
        lacks(proof, await labDigest(proof.lab)).length === 0
      ),
    );
    const count = proven.filter(Boolean).length;
    host.out(`${count} of ${COUNT} labs proven`);
    return count === COUNT || flags.lab !== undefined
      ? Exit.ok
      : Exit.verdictFailed;
  },
});

/** All proofs that are kept. */
export async function readProofs(): Promise<readonly Proof[]> {
  const all = await Promise.all(LABS.map(async ({ lab }) => {
    const source = await readOptional(`${ROOT}/${fileOf(lab)}`);
    return source === undefined ? [] : [proofSchema.parse(JSON.parse(source))];
  }));
  return all.flat();
}

/** Digest of all that belongs to a lab. */
export async function labDigest(lab: number): Promise<string> {
  const files: [string, string][] = [];
  async function add(path: string): Promise<void> {
    files.push([
      path,
      await hashOfText(await Deno.readTextFile(`${ROOT}/${path}`)),
    ]);
  }
  async function addBelow(folder: string): Promise<void> {
    for await (
      const { name, isDirectory } of Deno.readDir(`${ROOT}/${folder}`)
    ) {
      const path = `${folder}/${name}`;
      if (path === fileOf(lab)) continue;
      if (isDirectory) await addBelow(path);
      else await add(path);
    }
  }
  await add(`labs/lab${lab}.md`);
  await addBelow(`labs/lab${lab}`);
  return await hashOf(Object.fromEntries(files));
}

async function keep(proof: Proof): Promise<void> {
  await Deno.writeTextFile(
    fileOf(proof.lab),
    JSON.stringify(proof, null, 2) + "\n",
  );
}

function linesOf(proof: Proof, digest: string): string {
  const missing = lacks(proof, digest);
  const head = missing.length === 0
    ? `lab ${proof.lab} is proven`
    : `lab ${proof.lab} is not proven: ${missing.join("; ")}`;
  return [head, ...proof.wrong.map((words) => `  ${words}`)].join("\n");
}
