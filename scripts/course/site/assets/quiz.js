// Quizzes for self-study: answers stay in this browser.
"use strict";

(() => {
  const form = document.querySelector("form.quiz");
  if (form) setUpQuiz(form);
  for (const one of document.querySelectorAll(".progress[data-week]")) {
    const { answers, result } = read(one.dataset.week);
    const given = Object.keys(answers).length;
    if (result !== undefined) {
      one.textContent = `${result} of ${one.dataset.total} right`;
    } else if (given > 0) {
      one.textContent = `${given} of ${one.dataset.total} answered`;
    }
  }

  function setUpQuiz(form) {
    const { week } = form.dataset;
    const { answers, result } = read(week);
    for (const [name, value] of Object.entries(answers)) {
      const input = form.elements.namedItem(name);
      if (input !== null) input.value = value;
    }
    if (result !== undefined) mark(form);
    form.addEventListener(
      "change",
      () => keep(week, answersOf(form), undefined),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      keep(week, answersOf(form), mark(form));
      form.querySelector(".result").scrollIntoView({ block: "center" });
    });
    form.addEventListener("reset", () => {
      keep(week, {}, undefined);
      for (const one of form.querySelectorAll(".right, .wrong")) {
        one.classList.remove("right", "wrong");
      }
      for (const one of form.querySelectorAll(".verdict")) one.remove();
      for (const why of form.querySelectorAll(".why")) why.open = false;
      form.querySelector(".result").hidden = true;
    });
  }

  /** Marks each question; the answer is how many are right. */
  function mark(form) {
    const questions = [...form.querySelectorAll(".question")];
    let right = 0;
    for (const question of questions) {
      const chosen = question.querySelector("input:checked")?.closest("label");
      const isRight = chosen?.hasAttribute("data-correct") ?? false;
      if (isRight) right++;
      question.classList.toggle("right", isRight);
      question.classList.toggle("wrong", !isRight);
      question.querySelector(".verdict")?.remove();
      const verdict = document.createElement("p");
      verdict.className = "verdict";
      verdict.textContent = isRight
        ? "Right."
        : chosen === undefined
        ? "Not answered."
        : "Not right.";
      const why = question.querySelector(".why");
      why.before(verdict);
      why.open = true;
    }
    const result = form.querySelector(".result");
    result.hidden = false;
    result.textContent = `${right} of ${questions.length} right`;
    return right;
  }

  function answersOf(form) {
    return Object.fromEntries(new FormData(form));
  }

  function read(week) {
    try {
      const { answers = {}, result } = JSON.parse(
        kept.get(`quiz ${week}`) ?? "{}",
      );
      return { answers, result };
    } catch {
      return { answers: {}, result: undefined };
    }
  }

  function keep(week, answers, result) {
    kept.set(`quiz ${week}`, JSON.stringify({ answers, result }));
  }
})();
