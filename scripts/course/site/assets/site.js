// What every page can do: dark or light, copying commands, ways that are
// remembered, folded steps, and opening the search.
"use strict";

/** Storage that may be switched off; then nothing is remembered. */
const kept = {
  get(name) {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      localStorage.setItem(name, value);
    } catch {
      // The page works all the same.
    }
  },
};
globalThis.kept = kept;

setUpTheme();
setUpCopying();
setUpPanels();
setUpSteps();
setUpSearch();
foldContents();
openTarget();
addEventListener("hashchange", openTarget);

function setUpTheme() {
  const button = document.querySelector("#theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  const isDark = () =>
    (root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    kept.set("theme", root.dataset.theme);
    show();
  });
  dark.addEventListener("change", show);
  show();
}

function setUpCopying() {
  for (const pre of document.querySelectorAll("main pre")) {
    const frame = document.createElement("div");
    frame.className = "code";
    pre.replaceWith(frame);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    frame.append(pre, button);
    button.addEventListener("click", async () => {
      const isCopied = await copy(commandsOf(pre));
      button.textContent = isCopied ? "Copied" : "Press Ctrl+C";
      if (!isCopied) getSelection().selectAllChildren(pre);
      setTimeout(() => button.textContent = "Copy", 2000);
    });
  }
}

/** Of a session only what was typed; otherwise all of it. */
function commandsOf(pre) {
  const text = pre.textContent.trimEnd();
  const typed = text.split("\n").filter((line) => line.startsWith("$ "));
  return typed.length > 0
    ? typed.map((line) => line.slice(2)).join("\n")
    : text;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Panels of a group become tabs; a choice holds on all pages. */
function setUpPanels() {
  const names = new Map();
  for (
    const [number, group] of document.querySelectorAll(".panels").entries()
  ) {
    const panels = [...group.querySelectorAll(":scope > .panel")];
    for (const panel of panels) {
      const label = panel.querySelector(".platform");
      names.set(panel.dataset.platform, label.textContent);
    }
    if (panels.length === 1) foldSingle(panels[0]);
    else makeTabs(group, panels, number);
  }
  choose(kept.get("platform"));

  function makeTabs(group, panels, number) {
    const list = document.createElement("div");
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", "How you run the shop");
    for (const panel of panels) {
      const { platform } = panel.dataset;
      const id = `way-${number}-${platform}`;
      const tab = document.createElement("button");
      tab.type = "button";
      tab.id = `${id}-tab`;
      tab.dataset.platform = platform;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", id);
      tab.textContent = names.get(platform);
      tab.addEventListener("click", () => remember(platform));
      tab.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (step === undefined) return;
        const tabs = [...list.children];
        const next = tabs.at((tabs.indexOf(tab) + step) % tabs.length);
        next.focus();
        remember(next.dataset.platform);
      });
      list.append(tab);
      panel.id = id;
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", tab.id);
      panel.querySelector(".platform").hidden = true;
    }
    group.prepend(list);
  }

  function foldSingle(panel) {
    const fold = document.createElement("details");
    fold.className = "only";
    fold.dataset.platform = panel.dataset.platform;
    const summary = document.createElement("summary");
    const label = panel.querySelector(".platform");
    summary.textContent = `Only ${
      label.textContent === "without Docker" ? "" : "with "
    }${label.textContent}`;
    label.remove();
    fold.append(summary, ...panel.childNodes);
    panel.replaceWith(fold);
  }

  function remember(platform) {
    kept.set("platform", platform);
    choose(platform);
  }

  function choose(platform) {
    for (const group of document.querySelectorAll(".panels")) {
      const tabs = [
        ...group.querySelectorAll(":scope > [role=tablist] > [role=tab]"),
      ];
      const chosen = tabs.find((tab) => tab.dataset.platform === platform) ??
        tabs[0];
      for (const tab of tabs) {
        const isChosen = tab === chosen;
        tab.setAttribute("aria-selected", String(isChosen));
        tab.tabIndex = isChosen ? 0 : -1;
        document.getElementById(tab.getAttribute("aria-controls")).hidden =
          !isChosen;
      }
      const only = group.querySelector(":scope > .only");
      if (only) {
        only.open = platform === null || only.dataset.platform === platform;
      }
    }
  }
}

/** A step that was folded stays folded. */
function setUpSteps() {
  for (const step of document.querySelectorAll("details.step")) {
    const name = `step ${step.dataset.step}`;
    if (kept.get(name) === "folded") step.open = false;
    step.addEventListener(
      "toggle",
      () => kept.set(name, step.open ? "open" : "folded"),
    );
  }
}

/** On a narrow screen the list of headings would stand before everything. */
function foldContents() {
  const contents = document.querySelector(".contents details");
  if (contents && matchMedia("(max-width: 64rem)").matches) {
    contents.open = false;
  }
}

/** An anchor inside of something folded opens it. */
function openTarget() {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id === "" ? null : document.getElementById(id);
  let around = target?.closest("details");
  while (around) {
    around.open = true;
    around = around.parentElement.closest("details");
  }
  target?.scrollIntoView();
}

function setUpSearch() {
  const button = document.querySelector("#search-open");
  const dialog = document.querySelector("#search");
  button.hidden = false;
  const open = async () => {
    dialog.showModal();
    document.querySelector("#query").select();
    await load("minisearch.js");
    await load("search-data.js");
    await load("search.js");
  };
  button.addEventListener("click", open);
  addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, select");
    if (event.key !== "/" || isTyping || dialog.open || event.ctrlKey) return;
    event.preventDefault();
    open();
  });
}

const loaded = new Map();

/** Loads a script of the site, once. */
function load(name) {
  if (!loaded.has(name)) {
    loaded.set(
      name,
      new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `${document.body.dataset.root}assets/${name}`;
        script.onload = resolve;
        script.onerror = reject;
        document.head.append(script);
      }),
    );
  }
  return loaded.get(name);
}
