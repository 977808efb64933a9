/**
 * The signs that give the correct answer away without knowledge of the subject:
 * its length, its place, its punctuation or its words. A student who always
 * takes the longest answer should get about a quarter of the questions right.
 * @module
 */

import { type Bank, type Question, QUESTIONS_A_WEEK } from "./bank.ts";

/** Share of all questions whose correct answer is strictly the longest. */
const LONGEST = { min: 0.15, max: 0.35 } as const;
/** The same, questions of one week. */
const LONGEST_A_WEEK = { min: 2, max: 6 } as const;
/** Share of all questions that have the correct answer at one of four places. */
const AT_PLACE = { min: 0.2, max: 0.3 } as const;
/** Questions of one week that have it at the same place. */
const MAX_AT_PLACE_A_WEEK = 6;
/** Longest answer of a question in relation to its shortest. */
const MAX_LENGTH_RATIO = 1.5;
/** Difference between the shares of correct and of wrong answers with a mark. */
const MAX_MARK_DIFFERENCE = 0.15;
/** A word is a hint if chance explains its place with less than this. */
const MIN_CHANCE = 0.001;

/** The signs that test-wise students look for. */
const MARKS: Readonly<Record<string, RegExp>> = {
  "a comma": /,/,
  "a digit": /\d/,
  "a reason": /\b(?:because|so that)\b/i,
  "an absolute word":
    /\b(?:always|never|only|all|every|none|nothing|no|must|cannot|completely)\b/i,
};

interface Answer {
  readonly text: string;
  readonly correct?: true | undefined;
}

/** The problems of the banks, taken together and week by week. */
export function biasProblems(banks: readonly Bank[]): readonly string[] {
  const questions = banks.flatMap((one) => one.questions);
  if (questions.length === 0) return [];
  const answers = questions.flatMap((one) => one.answers);
  return [
    ...questions.flatMap(lengthProblems),
    ...banks.flatMap(weekProblems),
    ...shareProblem("is the longest", longestIn(questions), questions, LONGEST),
    ...[0, 1, 2, 3].flatMap((place) =>
      shareProblem(
        `stands at place ${place + 1}`,
        atPlace(questions, place),
        questions,
        AT_PLACE,
      )
    ),
    ...markProblems(answers),
    ...wordProblems(answers),
  ];
}

function lengthProblems({ id, answers }: Question): readonly string[] {
  const lengths = answers.map(({ text }) => text.length);
  const ratio = Math.max(...lengths) / Math.min(...lengths);
  return ratio <= MAX_LENGTH_RATIO ? [] : [
    `${id}: the longest answer is ${ratio.toFixed(2)} times as long as the ` +
    `shortest, must be at most ${MAX_LENGTH_RATIO}`,
  ];
}

function weekProblems({ week, questions }: Bank): readonly string[] {
  const problems: string[] = [];
  const longest = longestIn(questions);
  const { min, max } = LONGEST_A_WEEK;
  if (longest < min || longest > max) {
    problems.push(
      `week ${week}: the correct answer is the longest in ${longest} of ` +
        `${QUESTIONS_A_WEEK} questions, must be ${min} to ${max}`,
    );
  }
  for (const place of [0, 1, 2, 3]) {
    const count = atPlace(questions, place);
    if (count > MAX_AT_PLACE_A_WEEK) {
      problems.push(
        `week ${week}: the correct answer stands at place ${place + 1} in ` +
          `${count} questions, must be at most ${MAX_AT_PLACE_A_WEEK}`,
      );
    }
  }
  return problems;
}

function longestIn(questions: readonly Question[]): number {
  return questions.filter(({ answers }) => {
    const wrong = answers.filter(({ correct }) => !correct);
    const right = answers.find(({ correct }) => correct);
    return (right?.text.length ?? 0) >
      Math.max(...wrong.map(({ text }) => text.length));
  }).length;
}

function atPlace(questions: readonly Question[], place: number): number {
  return questions.filter(({ answers }) => answers[place]?.correct).length;
}

function shareProblem(
  what: string,
  count: number,
  questions: readonly Question[],
  { min, max }: { readonly min: number; readonly max: number },
): readonly string[] {
  const share = count / questions.length;
  return share >= min && share <= max ? [] : [
    `the correct answer ${what} in ${percent(share)} of all questions, ` +
    `must be ${percent(min)} to ${percent(max)}`,
  ];
}

function markProblems(answers: readonly Answer[]): readonly string[] {
  return Object.entries(MARKS).flatMap(([name, mark]) => {
    const share = (of: boolean) => {
      const group = answers.filter(({ correct }) => (correct ?? false) === of);
      return group.filter(({ text }) => mark.test(text)).length / group.length;
    };
    const [right, wrong] = [share(true), share(false)];
    return Math.abs(right - wrong) <= MAX_MARK_DIFFERENCE ? [] : [
      `${percent(right)} of the correct answers have ${name}, and ` +
      `${percent(wrong)} of the wrong ones; the difference must be at most ` +
      percent(MAX_MARK_DIFFERENCE),
    ];
  });
}

/** One answer in four is correct, so a word should be in one in four, too. */
function wordProblems(answers: readonly Answer[]): readonly string[] {
  const counts = new Map<string, { all: number; correct: number }>();
  for (const { text, correct } of answers) {
    for (const word of new Set(text.toLowerCase().match(/[a-z']{2,}/g) ?? [])) {
      const count = counts.get(word) ?? { all: 0, correct: 0 };
      count.all++;
      if (correct) count.correct++;
      counts.set(word, count);
    }
  }
  return [...counts].flatMap(([word, { all, correct }]) => {
    const chance = Math.min(
      chanceOf(all, (k) => k >= correct),
      chanceOf(all, (k) => k <= correct),
    );
    return chance >= MIN_CHANCE ? [] : [
      `"${word}" is in ${all} answers, and ${correct} of them are correct; ` +
      "use it in correct and in wrong answers alike",
    ];
  });
}

/** Chance (0..1) of such a number of correct answers, if one in four is correct. */
function chanceOf(all: number, counts: (k: number) => boolean): number {
  let chance = 0.75 ** all; // of 0 correct ones
  let sum = 0;
  for (let k = 0; k <= all; k++) {
    if (counts(k)) sum += chance;
    chance *= ((all - k) / (k + 1)) * (0.25 / 0.75);
  }
  return sum;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
