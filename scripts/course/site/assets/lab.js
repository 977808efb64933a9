// What was measured last, and a button that measures. Only a site that
// `deno task site serve` serves has this: it puts a token into its pages.
"use strict";

(() => {
  const token = document.querySelector('meta[name="site-token"]')?.content;
  const { lab, root } = document.body.dataset;
  if (token && lab) setUpLive();

  function setUpLive() {
    for (const check of document.querySelectorAll(".check")) {
      check.querySelector(".live").hidden = false;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button quiet run";
      button.textContent = `Run check ${check.dataset.check}`;
      button.addEventListener("click", () => run(check, button));
      check.querySelector(".live").after(button);
    }
    show();
    setInterval(show, 5000);
  }

  async function show() {
    const answer = await fetch(`${root}api/labs/${lab}`).catch(() => undefined);
    if (!answer?.ok) return;
    const { checks, now } = await answer.json();
    for (const check of document.querySelectorAll(".check")) {
      const live = check.querySelector(".live");
      if (live.dataset.running) continue;
      const found = checks.find(({ id }) => id === check.dataset.check);
      check.dataset.verdict = found?.verdict ?? "";
      live.textContent = found === undefined
        ? `Step ${check.dataset.check} has not been measured yet.`
        : `Step ${found.id} ${WORDS[found.verdict] ?? found.verdict} ${
          ago((now - Date.parse(found.at)) / 1000)
        }. ${found.verdict === "pass" ? "" : found.message}`;
    }
  }

  async function run(check, button) {
    const live = check.querySelector(".live");
    live.dataset.running = "yes";
    live.textContent = `Step ${check.dataset.check} is being measured ...`;
    button.disabled = true;
    try {
      const answer = await fetch(`${root}api/labs/${lab}/check`, {
        method: "POST",
        headers: {
          "x-console-token": token,
          "content-type": "application/json",
        },
        body: JSON.stringify({ step: check.dataset.check }),
      });
      if (!answer.ok) throw new Error(await answer.text());
      delete live.dataset.running;
      await show();
    } catch (error) {
      live.textContent = `The check could not run: ${error.message}`;
      setTimeout(() => delete live.dataset.running, 5000);
    }
    button.disabled = false;
  }

  const WORDS = {
    pass: "passed",
    fail: "failed",
    could_not_verify: "could not be measured",
    not_started: "had nothing to measure",
  };

  function ago(seconds) {
    if (seconds < 45) return "just now";
    const [count, unit] = seconds < 5400
      ? [seconds / 60, "minute"]
      : seconds < 129_600
      ? [seconds / 3600, "hour"]
      : [seconds / 86_400, "day"];
    const rounded = Math.round(count);
    const words = [
      "no",
      "one",
      "two",
      "three",
      "four",
      "five",
      "six",
      "seven",
      "eight",
      "nine",
      "ten",
    ];
    return `${words[rounded] ?? rounded} ${unit}${
      rounded === 1 ? "" : "s"
    } ago`;
  }
})();
