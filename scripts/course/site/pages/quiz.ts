/**
 * Quizzes for self-study, from the question bank. In the students' edition the
 * bank has only the questions that are for practice.
 * @module
 */

import { z } from "zod";
import { escapeHtml } from "../../../lib/text/mod.ts";
import { inlineHtml as inline } from "../text/inline.ts";
import { parseYaml } from "../../../lib/text/yaml/mod.ts";
import type { Page } from "../model/page.ts";
import type { Tree } from "../model/tree.ts";

/** Of a week's questions, what the pages show. */
const bank = z.object({
  week: z.int(),
  title: z.string(),
  questions: z.array(z.object({
    id: z.string(),
    slide: z.string(),
    question: z.string(),
    answers: z.array(
      z.object({ text: z.string(), correct: z.literal(true).optional() }),
    ),
    explanation: z.string(),
  })),
});

type Week = z.infer<typeof bank>;

/** A page a week, and the list of weeks. */
export async function quizPages(tree: Tree): Promise<readonly Page[]> {
  const paths = tree.paths
    .filter((path) => /^lectures\/quiz\/week\d+\.yaml$/.test(path));
  const weeks = (await Promise.all(
    paths.map(async (path) =>
      bank.parse(parseYaml(await tree.read(path), path))
    ),
  )).toSorted((a, b) => a.week - b.week);
  if (weeks.length === 0) return [];
  const linkOf = (week: number) => {
    const found = weeks.find((one) => one.week === week);
    return found &&
      { url: urlOf(week), title: `Week ${week}: ${found.title}` };
  };
  return [
    {
      url: "quiz/index.html",
      title: "Quizzes for self-study",
      section: "quiz",
      body: indexBody(weeks),
      scripts: ["quiz.js"],
    },
    ...weeks.map((week): Page => ({
      url: urlOf(week.week),
      title: `Quiz of week ${week.week}: ${week.title}`,
      section: "quiz",
      body: weekBody(week),
      scripts: ["quiz.js"],
      previous: linkOf(week.week - 1),
      next: linkOf(week.week + 1),
      // A search must not show an explanation before its question.
      isUnsearched: true,
    })),
  ];
}

function urlOf(week: number): string {
  return `quiz/week${week}.html`;
}

function indexBody(weeks: readonly Week[]): string {
  return `# Quizzes for self-study

Your answers stay in this browser. They bring no points, and nothing is sent. Each question names the slide that it rests on.

<ul class="cards">${
    weeks.map(({ week, title, questions }) =>
      `<li><a href="week${week}.html">Week ${week}: ${
        escapeHtml(title)
      }</a><span class="progress" data-week="${week}" data-total="${questions.length}">${questions.length} questions</span></li>`
    ).join("")
  }</ul>
`;
}

function weekBody({ week, title, questions }: Week): string {
  return `# Quiz of week ${week}: ${escapeHtml(title)}

${questions.length} questions with one right answer each. Your answers stay in this browser.

<form class="quiz" data-week="${week}">

${questions.map(questionBody).join("\n\n")}

<p class="result" role="status" hidden></p>
<p class="actions"><button type="submit" class="button">Show my result</button> <button type="reset" class="button quiet">Start again</button></p>
</form>
`;
}

function questionBody(
  { id, slide, question, answers, explanation }: Week["questions"][number],
  i: number,
): string {
  const options = answers.map(({ text, correct }, n) =>
    `<label class="answer"${
      correct ? " data-correct" : ""
    }><input type="radio" name="${id}" value="${n}"> <span>${
      inline(text)
    }</span></label>`
  );
  const right = answers.find(({ correct }) => correct)?.text ?? "";
  return `<fieldset class="question" id="${id}" aria-describedby="${id}-text">
<legend>Question ${i + 1}</legend>
<div id="${id}-text">

${question.trim()}

</div>
${options.join("\n")}
<details class="why"><summary>Answer and reason</summary><p><strong>${
    inline(right)
  }</strong></p><p>${
    inline(explanation)
  }</p><p class="quiet">Rests on the slide “${escapeHtml(slide)}”.</p></details>
</fieldset>`;
}
