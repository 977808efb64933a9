/**
 * `deno task slides`
 * @module
 */

import { PATHS, SLIDES } from "../structure.ts";
import {
  boolean,
  defineTool,
  Exit,
  integer,
  realHost,
  runTool,
  text,
  type Tool,
  UsageError,
} from "../../../lib/cli/mod.ts";
import {
  browserPlaces,
  firstFile,
  thisPlatform,
} from "../../../lib/platform/mod.ts";
import { chartsOf } from "./read_charts.ts";
import { type Paper, printSlides } from "./print_slides.ts";
import { readText, replaceFile } from "../../../lib/files/mod.ts";
import { renderSlides } from "./slides.ts";

/** The tool. It works on the current directory, the checkout's root. */
export const slidesTool: Tool = defineTool({
  name: "slides",
  summary: "lectures as slides, with diagrams and speaker notes, offline",
  flags: {
    serve: boolean("serve", { help: "show them in a browser, until Ctrl-C" }),
    port: integer("port", {
      default: 8095,
      min: 1,
      max: 65_535,
      help: "where to serve",
    }),
    html: text("html", {
      default: undefined,
      help: "write one page each into this folder",
    }),
    pdf: text("pdf", {
      default: undefined,
      help: "write one PDF each into this folder",
    }),
    notes: boolean("notes", {
      help: "print the notes below each slide, on A4",
    }),
    chromium: text("chromium", {
      default: undefined,
      env: "CHROMIUM",
      help: "the browser that prints; found in its usual places",
    }),
  },
  operands: {
    usage: "[N]",
    help: "lecture 1 to 10; all by default",
    min: 0,
    max: 1,
  },
  examples: [
    "slides 1 --serve",
    "slides --html out",
    "slides 3 --pdf out",
    "slides 3 --pdf out --notes",
  ],
  async run({ host, flags, operands }) {
    const chosen = chosenPaths(operands[0]);
    const { serve, html, pdf } = flags;
    if (!serve && html === undefined && pdf === undefined) {
      throw new UsageError(
        "Cannot run slides: say --serve, --html FOLDER or --pdf FOLDER",
      );
    }
    if (html !== undefined) {
      await Deno.mkdir(html, { recursive: true });
      for (const path of chosen) {
        const file = `${html}/${nameOf(path)}.html`;
        await replaceFile(file, await pageOf(path));
        host.out(file);
      }
    }
    if (pdf !== undefined) {
      const chromium = flags.chromium ??
        await firstFile(browserPlaces(thisPlatform(), host.env)) ?? "chromium";
      const paper: Paper = flags.notes ? "notes" : "slides";
      await Deno.mkdir(pdf, { recursive: true });
      for (const path of chosen) {
        const file = `${pdf}/${nameOf(path)}.pdf`;
        await printSlides(await pageOf(path), file, chromium, paper);
        host.out(file);
      }
    }
    if (!serve) return Exit.ok;
    const { promise, resolve } = Promise.withResolvers<void>();
    const off = host.onSignal(() => resolve());
    const server = Deno.serve(
      { hostname: "127.0.0.1", port: flags.port, onListen: () => {} },
      async ({ url }) => {
        const path = chosen.find((one) =>
          new URL(url).pathname === `/${nameOf(one)}`
        );
        // Read again each time, so an author sees a change after a reload.
        const body = path === undefined
          ? indexPage(chosen)
          : await pageOf(path);
        return new Response(body, {
          headers: { "Content-Type": "text/html; charset=utf-8" },
        });
      },
    );
    host.out(
      `http://127.0.0.1:${flags.port}/${
        chosen.length === 1 ? nameOf(chosen[0] ?? "") : ""
      }`,
    );
    host.err(
      "Arrow keys turn the slides, p opens the presenter window, ? lists the keys. Ctrl-C ends.",
    );
    await promise;
    off();
    await server.shutdown();
    return Exit.ok;
  },
});

function chosenPaths(number: string | undefined): readonly string[] {
  const lectures = PATHS.slice(0, SLIDES.length);
  if (number === undefined) return lectures;
  const path = lectures.find((one) => one === `lectures/lec${number}.md`);
  if (path !== undefined) return [path];
  throw new UsageError(
    `Cannot show lecture ${number}: it must be 1 to ${SLIDES.length}; readings are prose`,
  );
}

function nameOf(path: string): string {
  return path.replace(/^.*\//, "").replace(/\.md$/, "");
}

async function pageOf(path: string): Promise<string> {
  const { html } = await renderSlides(
    await readText(path),
    chartsOf("lectures"),
  );
  return html;
}

function indexPage(paths: readonly string[]): string {
  const items = paths.map((path) =>
    `<li><a href="/${nameOf(path)}">${nameOf(path)}</a></li>`
  );
  return `<!doctype html><title>Slides</title><h1>Slides</h1><ul>${
    items.join("")
  }</ul>`;
}

if (import.meta.main) Deno.exit(await runTool(realHost(), slidesTool));
