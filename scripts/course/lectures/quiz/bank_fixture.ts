import { type Bank, QUESTIONS_A_WEEK } from "./bank.ts";

/** A week without a fault: no place, length or word shows what is correct. */
export function goodBank(week = 1): Bank {
  return {
    week,
    title: "CI/CD: tests & tools",
    questions: Array.from({ length: QUESTIONS_A_WEEK }, (_, i) => ({
      id: `w${week}-${String(i + 1).padStart(2, "0")}`,
      slide: "Budgets",
      question: [
        `How much is {left} = ${i}?`,
        "```text",
        `gateway_requests_total{status=~"5.."}  ${i}\\n`,
        "",
        "  #2 of 3: a < b && b > c",
        "```",
        "What follows?",
      ].join("\n\n"),
      answers: [0, 1, 2, 3].map((place) => ({
        text: `answer {${place}} = ~${place}` +
          (i % 4 === 0 && place === 0 ? "." : ""),
        ...place === i % 4 ? { correct: true as const } : {},
      })),
      explanation: "It is so # and a wrong answer is < that: 1 = 1.",
    })),
  };
}

/** The same week with another text for some answers. */
export function withAnswers(
  bank: Bank,
  text: (correct: boolean, question: number, place: number) => string,
): Bank {
  return {
    ...bank,
    questions: bank.questions.map((question, i) => ({
      ...question,
      answers: question.answers.map((answer, place) => ({
        ...answer,
        text: text(answer.correct ?? false, i, place),
      })),
    })),
  };
}
