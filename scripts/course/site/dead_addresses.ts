/**
 * Links, anchors and addresses of a built website: each must lead to a file of
 * the website, and none may load anything from another host.
 * @module
 */

import { posix } from "node:path";
import { readText } from "../../lib/files/mod.ts";

/** The addresses in a page. */
interface Reference {
  readonly kind: "link" | "load";
  readonly target: string;
}

/** Largest page, with its styles and its scripts, without slides (bytes). */
export const MAX_PAGE_BYTES = 300_000;

/** Everything that is wrong with the website in `folder`, in sentences. */
export async function siteProblems(folder: string): Promise<readonly string[]> {
  const files = await sizesBelow(folder);
  const pages = [...files.keys()].filter((path) => path.endsWith(".html"));
  const texts = new Map(
    await Promise.all(
      pages.map(async (path) =>
        [path, await readText(`${folder}/${path}`)] as const
      ),
    ),
  );
  const anchors = new Map(
    [...texts].map(([path, html]) => [path, anchorsIn(html)] as const),
  );
  return [...texts].flatMap(([path, html]) => {
    const all = referencesIn(html);
    return [
      ...all.flatMap((one) => problemOf(path, one, files, anchors)),
      ...twice(html).map((id) => `${path}: the id ${id} is there twice`),
      ...weightProblem(path, html, all, files),
    ];
  });
}

function problemOf(
  page: string,
  { kind, target }: Reference,
  files: ReadonlyMap<string, number>,
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[] {
  if (/^(?:data|mailto):/.test(target)) return [];
  if (/^(?:[a-z][a-z+.-]*:|\/\/)/i.test(target)) {
    return kind === "link"
      ? []
      : [`${page}: it loads ${target} from another host`];
  }
  if (target.startsWith("/")) {
    return [`${page}: ${target} breaks below a sub-path: make it relative`];
  }
  const [bare = "", anchor] = target.split("#");
  const path = bare === ""
    ? page
    : posix.join(posix.dirname(page), decodeURIComponent(bare));
  if (!files.has(path)) return [`${page}: ${target} leads nowhere`];
  const known = anchors.get(path);
  const hasAnchor = anchor === undefined || anchor === "" ||
    known === undefined || isSlide(path) ||
    known.has(decodeURIComponent(anchor));
  return hasAnchor ? [] : [`${page}: ${target} has no such anchor`];
}

/** `#13` means slide 13 to the viewer. */
function isSlide(path: string): boolean {
  return path.startsWith("slides/");
}

function weightProblem(
  path: string,
  html: string,
  references: readonly Reference[],
  files: ReadonlyMap<string, number>,
): readonly string[] {
  if (isSlide(path)) return [];
  const loaded = new Set(
    references.filter(({ kind }) => kind === "load").map(({ target }) =>
      posix.join(posix.dirname(path), target.split("#")[0] ?? "")
    ).filter((one) => !/\.(?:png|jpe?g|gif)$/.test(one)),
  );
  const bytes = [...loaded].reduce(
    (sum, one) => sum + (files.get(one) ?? 0),
    new TextEncoder().encode(html).length,
  );
  return bytes <= MAX_PAGE_BYTES
    ? []
    : [`${path}: weighs ${bytes} bytes, at most ${MAX_PAGE_BYTES} are allowed`];
}

/** Elements that load what they name. */
const LOADS = /<(?:script|img|link|iframe|source|video|audio|object)\b[^>]*>/g;

function referencesIn(html: string): readonly Reference[] {
  const text = withoutScripts(html);
  return [
    ...[...text.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)]
      .map(([, target = ""]) => ({ kind: "link" as const, target })),
    ...[...text.matchAll(LOADS)].flatMap(([element]) =>
      [...element.matchAll(/\b(?:src|href|data|poster)="([^"]*)"/g)]
        .map(([, target = ""]) => ({ kind: "load" as const, target }))
    ),
  ].map(({ kind, target }) => ({ kind, target: decoded(target) }));
}

function decoded(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}

function anchorsIn(html: string): ReadonlySet<string> {
  return new Set(idsIn(html));
}

function idsIn(html: string): readonly string[] {
  return [...withoutScripts(html).matchAll(/<[a-z][^>]*?\sid="([^"]+)"/gi)]
    .map(([, id = ""]) => decoded(id));
}

function twice(html: string): readonly string[] {
  const ids = idsIn(html);
  return [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))];
}

function withoutScripts(html: string): string {
  return html.replace(/(<script\b[^>]*>)[^]*?(<\/script>)/g, "$1$2");
}

async function sizesBelow(
  folder: string,
): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  async function walk(below: string): Promise<void> {
    for await (
      const { name, isDirectory } of Deno.readDir(`${folder}/${below}`)
    ) {
      if (isDirectory) await walk(`${below}${name}/`);
      else {
        const { size } = await Deno.stat(`${folder}/${below}${name}`);
        sizes.set(below + name, size);
      }
    }
  }
  await walk("");
  return sizes;
}
