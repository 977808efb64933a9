/**
 * The text that a student has written, without the marks that only change how
 * it looks.
 * @module
 */

const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: " ",
  thinsp: " ",
  "#8239": " ",
  "#160": " ",
  lt: "<",
  gt: ">",
  amp: "&",
  times: "×",
  asymp: "≈",
};

/** Powers as they are written above the line. */
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * Text on one line, with one kind of space, minus, apostrophe and digit.
 * Emphasis, code marks, links, HTML and TeX's dollar signs are gone.
 */
export function plainText(text: string): string {
  return text
    .replaceAll(/<!--[^]*?-->|<\/?[a-z][^<>]*>/gi, " ")
    .replaceAll(/&(#?\w+);/g, (all, name: string) => ENTITIES[name] ?? all)
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/\\times|\\cdot/g, "×").replaceAll("\\approx", "≈")
    .replaceAll(/\\[,;:! ]/g, " ").replaceAll("{,}", ",")
    .replaceAll(/\\([!-/:-@[-`{-~])/g, "$1")
    .replaceAll(/(\d?) ?([½¼¾])/g, halves)
    .replaceAll(
      /10 ?([⁻]?)([⁰¹²³⁴-⁹]+)/g,
      (_, minus: string, power: string) =>
        `10^${minus === "" ? "" : "-"}${
          [...power].map((one) => SUPERSCRIPTS.indexOf(one)).join("")
        }`,
    )
    .replaceAll(/\u00ad|[\u200b-\u200d\u2060\ufeff]/g, "")
    // Before NFKC, which makes two apostrophes of a double prime.
    .replaceAll(/[″“”„]/g, '"').replaceAll(/[′’‘ʼ]/g, "'")
    .normalize("NFKC")
    .replaceAll("\u2212", "-")
    .replaceAll(/[`$]/g, "")
    // A star between digits or between spaces multiplies.
    .replaceAll(/(?<![\d*])\*+(?! )|(?<! )\*+(?![\d*])/g, "")
    .replaceAll(/(?<![\p{L}\d_])_+|_+(?![\p{L}\d_])/gu, "")
    .replaceAll(/~~[^~]*~~/g, "") // struck out: taken back
    .replaceAll(/\s+/g, " ")
    .trim();
}

function halves(_: string, whole: string, part: string): string {
  const decimals = { "½": ".5", "¼": ".25", "¾": ".75" }[part] ?? "";
  return `${whole === "" ? "0" : whole}${decimals}`;
}
