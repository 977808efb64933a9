/**
 * `deno task site`: the course as a website.
 * @module
 */

import {
  CouldNotRun,
  defineTool,
  Exit,
  type Host,
  integer,
  oneOf,
  text,
  type Tool,
  UsageError,
} from "../../lib/cli/mod.ts";
import { buildSite, type Built } from "./build.ts";
import { siteProblems } from "./dead_addresses.ts";
import type { Edition } from "./model/page.ts";
import { serveSite } from "./serve/serve_site.ts";
import type { Tree } from "./model/tree.ts";

/** Where `deno task dev` says that the site is. */
const SITE_PORT = 8091;

/** An edition that can be built here. */
export interface Source {
  /** Calls `work` with the tree that the edition is made from. */
  withTree<T>(work: (tree: Tree) => Promise<T>): Promise<T>;
  /** The leaks in a built website, in sentences. */
  problemsIn(folder: string): Promise<readonly string[]>;
}

/** The tool, for the editions of a repository; the first one is the default. */
export function siteTool(
  sources: Partial<Readonly<Record<Edition, Source>>>,
): Tool {
  const names = (["instructor", "student"] as const)
    .filter((name) => sources[name] !== undefined);
  const [first = "student"] = names;
  const edition = oneOf<Edition, Edition>("edition", names, {
    default: first,
    help: "whose website",
  });
  const out = text("out", {
    default: "dist/site",
    placeholder: "FOLDER",
    help: "where it is written; a website that is there is replaced",
  });

  const build = defineTool({
    name: "build",
    summary: "writes the website into a folder that any web server can serve",
    flags: { edition, out },
    async run({ host, flags }) {
      return await buildAndCheck(host, sources, flags);
    },
  });

  const check = defineTool({
    name: "check",
    summary: "links, anchors, weights and foreign hosts of a built website",
    flags: { out },
    async run({ host, flags }) {
      const problems = await siteProblems(flags.out).catch((error: unknown) => {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
        throw new CouldNotRun(
          `Cannot check ${flags.out}: there is no such folder. Run deno task ` +
            "site build first",
        );
      });
      for (const words of problems) host.err(words);
      host.out(`${flags.out}: ${problems.length} problems`);
      return problems.length === 0 ? Exit.ok : Exit.verdictFailed;
    },
  });

  const serve = defineTool({
    name: "serve",
    summary: "builds the website and shows it here, with your own progress",
    flags: {
      edition,
      out: text("out", {
        default: ".dev/site",
        placeholder: "FOLDER",
        help: "where it is written",
      }),
      port: integer("port", {
        default: SITE_PORT,
        min: 0,
        max: 65_535,
        help: "where to listen on 127.0.0.1; 0 is any free port",
      }),
    },
    async run({ host, flags }) {
      const exit = await buildAndCheck(host, sources, flags);
      if (exit !== Exit.ok) return exit;
      await using site = await serveSite(flags.out, flags.port);
      host.out(`${site.url}/`);
      host.err("Run it again after you changed a text. Ctrl-C ends it.");
      await new Promise<void>((resolve) => host.onSignal(() => resolve()));
      return Exit.ok;
    },
  });

  return defineTool({
    name: "site",
    summary: "the course as a website: `build` it, `check` it, `serve` it here",
    flags: {},
    commands: [build, check, serve],
    examples: [
      "site serve",
      "site build --out dist/site",
      "site check --out dist/site",
    ],
    run() {
      throw new UsageError(
        "Cannot run site: a command is missing, e.g. serve",
      );
    },
  });
}

async function buildAndCheck(
  host: Host,
  sources: Partial<Readonly<Record<Edition, Source>>>,
  { edition, out }: { readonly edition: Edition; readonly out: string },
): Promise<number> {
  const source = sources[edition];
  if (source === undefined) {
    throw new UsageError(`Cannot build the ${edition} edition here`);
  }
  const { clock } = host;
  const begin = clock.monotonic();
  const built: Built = await source.withTree((tree) =>
    buildSite({ tree, edition, out })
  );
  const problems = [
    ...await siteProblems(out),
    ...await source.problemsIn(out),
  ];
  for (const words of problems) host.err(words);
  const seconds = ((clock.monotonic() - begin) / 1000).toFixed(1);
  host.out(
    `${out}: ${built.pages} pages, ${built.slides} lectures as slides, ` +
      `${built.sections} sections to search, in ${seconds} s, ` +
      `${problems.length} problems`,
  );
  return problems.length === 0 ? Exit.ok : Exit.verdictFailed;
}
