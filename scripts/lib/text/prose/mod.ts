/**
 * How English prose should read: sentences, their lengths, and words to avoid.
 * @module
 */

export {
  isFragment,
  proseProblems,
  type ProseRules,
} from "./prose_problems.ts";
export { sentencesOf, wordCount } from "./sentences.ts";
