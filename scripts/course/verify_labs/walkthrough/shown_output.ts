/**
 * Whether commands print what a text shows. Figures, identifiers and the width of
 * columns differ from run to run, so they may; words may not.
 * @module
 */

/** Identifiers and names of pods, which are new each time. */
const ID =
  /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b|\b[0-9a-f]{7,64}\b/g;

/** A number, with its decimals, thousands or digits of a time. */
const NUMBER = /\d+(?:[.,:]\d+)*/g;

/** Behind a figure: a slower machine takes seconds where ours took milliseconds. */
const UNIT = /0 ?(?:µs|ms|s|min|B|kB|KB|MB|GB)(?!\p{L})/gu;

/**
 * The first line of `shown` that `output` lacks; undefined: it has all of them,
 * in this order, with any lines in between. `...` stands for any text.
 */
export function notShown(shown: string, output: string): string | undefined {
  const lines = output.split("\n").map(plain);
  let from = 0;
  for (const line of shown.split("\n")) {
    const wanted = plain(line);
    if (wanted === "" || wanted === "...") continue;
    const pattern = new RegExp(
      `^${wanted.split("...").map((part) => RegExp.escape(part)).join(".*")}$`,
    );
    const at = lines.findIndex((one, i) => i >= from && pattern.test(one));
    if (at < 0) return line.trim();
    from = at + 1;
  }
  return undefined;
}

/** A line without what may differ. */
function plain(line: string): string {
  return line
    .replaceAll("…", "...")
    .replaceAll(ID, "ID")
    .replaceAll(NUMBER, "0")
    .replaceAll(UNIT, "0")
    .replaceAll(/-{3,}/g, "---")
    .replaceAll(/\s+/g, " ")
    .trim();
}
