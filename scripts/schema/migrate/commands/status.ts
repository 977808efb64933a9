/**
 * `deno task migrate status`, `history`, `baseline` and `new`: nothing of the
 * schema changes.
 * @module
 */

import { defineTool, Exit, type Tool } from "../../../lib/cli/mod.ts";
import { databaseUrl } from "../../../adapters/postgres/mod.ts";
import { connected, folder, json, stepsOf, where } from "../connected.ts";
import { readHistory, verify } from "../history.ts";
import { baseline } from "../migrate.ts";
import { writeStep } from "../step.ts";

/** The steps that are taken and those that are missing. */
export const status: Tool = defineTool({
  name: "status",
  summary: "says which steps are taken and which are missing",
  flags: { ...where, json },
  async run({ host, flags }) {
    const steps = await stepsOf(flags.folder);
    return await connected(host, flags.databaseUrl, async (sql) => {
      const history = await readHistory(sql);
      const newer = verify(history, steps);
      const taken = new Set(history.map(({ name }) => name));
      const missing = steps.filter(({ name }) => !taken.has(name)).map((
        { name },
      ) => name);
      if (flags.json) {
        host.out(JSON.stringify({ taken: [...taken], missing, newer }));
      } else {
        for (const { name } of steps) {
          host.out(`${taken.has(name) ? "taken   " : "missing "} ${name}`);
        }
        for (const name of newer) host.out(`newer    ${name}, not known here`);
      }
      return missing.length === 0 ? Exit.ok : Exit.verdictFailed;
    });
  },
});

/** The steps that were taken, with their times. */
export const history: Tool = defineTool({
  name: "history",
  summary: "says what was taken, and when",
  flags: { databaseUrl, json },
  async run({ host, flags }) {
    return await connected(host, flags.databaseUrl, async (sql) => {
      const all = await readHistory(sql);
      if (flags.json) host.out(JSON.stringify(all));
      else if (all.length === 0) host.out("no history: nothing was taken yet");
      for (const { name, applied_at, checksum } of flags.json ? [] : all) {
        host.out(`${applied_at.toISOString()}  ${name}  ${checksum}`);
      }
      return Exit.ok;
    });
  },
});

/** Puts on record without running. */
export const stamp: Tool = defineTool({
  name: "baseline",
  summary:
    "records that another tool has taken all steps up to ID; runs nothing",
  flags: where,
  operands: {
    usage: "ID",
    help: "number or name, such as 0001",
    min: 1,
    max: 1,
  },
  async run({ host, flags, operands: [id = ""] }) {
    const steps = await stepsOf(flags.folder);
    return await connected(host, flags.databaseUrl, async (sql) => {
      const names = await baseline(sql, steps, id);
      host.out(`On record without having run: ${names.join(", ")}`);
      return Exit.ok;
    });
  },
});

/** Writes an empty step. */
export const fresh: Tool = defineTool({
  name: "new",
  summary: "writes an empty step with the next number",
  flags: { folder },
  operands: {
    usage: "NAME",
    help: "lower-case words, such as add_email",
    min: 1,
    max: 1,
  },
  async run({ host, flags, operands: [name = ""] }) {
    host.out(await writeStep(flags.folder, name, await stepsOf(flags.folder)));
    return Exit.ok;
  },
});
