/**
 * `deno task lab prove`
 * @module
 */

import { ROOT } from "../../dev/paths.ts";
import { Exit } from "../../lib/exit_code.ts";
import { boolean, integer, oneOf, text } from "../../lib/flags.ts";
import { defineTool, type Tool } from "../../lib/tool.ts";
import { hashOf, hashOfText } from "../evidence/chain.ts";
import { labOf, LABS } from "../labs.ts";
import { NEEDS } from "../prove/mutants.ts";
import { lacks, type Proof, proofsSchema } from "../prove/proof.ts";
import { proveLab } from "../prove/prove_lab.ts";
import { type Path, PATHS } from "../text/directive.ts";

/** Where proofs are kept, for the table of labs/README.md. */
const FILE = "labs/proof.json";

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
    summary: boolean("summary", {
      help: "run nothing; say how many labs are proven as they are now",
    }),
  },
  async run({ host, flags }) {
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
  const source = await Deno.readTextFile(FILE).catch(() => '{"labs": []}');
  return proofsSchema.parse(JSON.parse(source)).labs;
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
      if (isDirectory) await addBelow(path);
      else await add(path);
    }
  }
  await add(`labs/lab${lab}.md`);
  await addBelow(`labs/lab${lab}`);
  return await hashOf(Object.fromEntries(files));
}

async function keep(proof: Proof): Promise<void> {
  const others = (await readProofs()).filter(({ lab }) => lab !== proof.lab);
  const labs = [...others, proof].toSorted((a, b) => a.lab - b.lab);
  await Deno.writeTextFile(FILE, JSON.stringify({ labs }, null, 2) + "\n");
}

function linesOf(proof: Proof, digest: string): string {
  const missing = lacks(proof, digest);
  const head = missing.length === 0
    ? `lab ${proof.lab} is proven`
    : `lab ${proof.lab} is not proven: ${missing.join("; ")}`;
  return [head, ...proof.wrong.map((words) => `  ${words}`)].join("\n");
}
