// The search: over all sections of all pages, in the browser.
"use strict";

(() => {
  const root = document.body.dataset.root;
  const documents = globalThis.SEARCH_DATA;
  const index = new globalThis.MiniSearch({
    idField: "i",
    fields: ["title", "heading", "text"],
    searchOptions: {
      boost: { title: 2, heading: 3 },
      prefix: true,
      fuzzy: (term) => term.length > 4 ? 0.15 : false,
      combineWith: "AND",
    },
  });
  index.addAll(documents.map((one, i) => ({ ...one, i })));

  const query = document.querySelector("#query");
  const list = document.querySelector("#found");
  const hint = document.querySelector("#search-hint");

  query.addEventListener("input", show);
  document.querySelector("#search").addEventListener("keydown", move);
  show();

  function show() {
    const words = query.value.trim();
    if (words.length < 2) {
      list.replaceChildren();
      return;
    }
    const phrase = words.toLowerCase();
    const found = index.search(words, {
      boostDocument: (i) =>
        documents[i].text.toLowerCase().includes(phrase) ||
          documents[i].heading.toLowerCase().includes(phrase)
          ? 2
          : 1,
    });
    hint.textContent = found.length === 0
      ? `Nothing has all of these words: ${words}`
      : `${found.length} sections`;
    list.replaceChildren(
      ...found.slice(0, 20).map(({ id }) => item(documents[id], words)),
    );
  }

  function item({ url, title, heading, text }, words) {
    const link = document.createElement("a");
    link.href = root + url;
    const name = document.createElement("strong");
    name.textContent = heading === "" ? title : `${title}: ${heading}`;
    const part = document.createElement("span");
    part.append(...excerpt(text, words));
    link.append(name, part);
    link.addEventListener(
      "click",
      () => document.querySelector("#search").close(),
    );
    const entry = document.createElement("li");
    entry.append(link);
    return entry;
  }

  /** What stands around the first hit, with the words marked. */
  function excerpt(text, words) {
    const parts = words.split(/\s+/).map((word) =>
      word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    );
    const pattern = new RegExp(
      `(${[words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), ...parts].join("|")})`,
      "i",
    );
    const at = Math.max(0, text.search(pattern) - 60);
    const shown = `${at > 0 ? "… " : ""}${text.slice(at, at + 200)}${
      text.length > at + 200 ? " …" : ""
    }`;
    return shown.split(new RegExp(pattern.source, "gi")).map((one) => {
      if (!new RegExp(`^${pattern.source}$`, "i").test(one)) return one;
      const mark = document.createElement("mark");
      mark.textContent = one;
      return mark;
    });
  }

  function move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const stops = [query, ...list.querySelectorAll("a")];
      const next = stops.indexOf(document.activeElement) + step;
      stops[Math.min(stops.length - 1, Math.max(0, next))].focus();
    }
    if (event.key === "Enter" && event.target === query) {
      event.preventDefault();
      list.querySelector("a")?.click();
    }
  }
})();
