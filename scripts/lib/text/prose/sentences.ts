/**
 * Sentences and words of English prose, as Unicode divides text (UAX #29).
 * @module
 */

const SENTENCES = new Intl.Segmenter("en", { granularity: "sentence" });
const WORDS = new Intl.Segmenter("en", { granularity: "word" });

/** After these a full stop ends no sentence. */
const ABBREVIATION =
  /(?:^|[\s("])(?:e\.g|i\.e|cf|vs|p|pp|ch|etc|a\.m|p\.m|No|Fig|Dr|Mr|Mrs|Ms|St)\.\s*$/;

/** The sentences of a paragraph, without the space around them. */
export function sentencesOf(text: string): readonly string[] {
  const flat = text.replace(/\s+/g, " ").trim();
  const sentences: string[] = [];
  let open = "";
  for (const { segment } of SENTENCES.segment(flat)) {
    open += segment;
    if (ABBREVIATION.test(open)) continue;
    sentences.push(open.trim());
    open = "";
  }
  if (open.trim() !== "") sentences.push(open.trim());
  return sentences;
}

/** How many words there are; a number with its decimals is one. */
export function wordCount(text: string): number {
  let words = 0;
  for (const { isWordLike } of WORDS.segment(text)) {
    if (isWordLike) words += 1;
  }
  return words;
}
