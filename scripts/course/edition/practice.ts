/**
 * Students get the practice questions of the question bank.
 * The others are for quizzes that count, so their answers stay here.
 * @module
 */

/** Whether a file is a week of the question bank. */
export function isBank(path: string): boolean {
  return /^lectures\/quiz\/week\d+\.yaml$/.test(path);
}

/** A week without the questions that count. */
export function practiceOnly(bank: string): string {
  const [head = "", ...questions] = bank.split(/^(?= {2}- id:)/m);
  return head +
    questions.filter((one) => /^ {4}practice: true$/m.test(one)).join("");
}
