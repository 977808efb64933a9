// The slides on the screen: which one is shown, and how people move between them.
// The title is slide 0, so #13 in the address shows the slide numbered 13.

const root = document.documentElement;
const byId = (id) => document.getElementById(id);
const slides = [...document.querySelectorAll(".marpit > svg")];
const last = slides.length - 1;

let current = 0;
let typed = "";
/** Told about each change, with the number of the slide. */
const listeners = new Set();

function numberInAddress() {
  const number = Number.parseInt(location.hash.slice(1), 10);
  return Number.isNaN(number) ? 0 : number;
}

function show(number) {
  current = Math.min(last, Math.max(0, number));
  slides.forEach((slide, i) => slide.classList.toggle("now", i === current));
  showNotes(byId("notes"), current);
  const progress = byId("progress");
  progress.style.width = `${current / last * 100}%`;
  progress.setAttribute("aria-valuemax", String(last));
  progress.setAttribute("aria-valuenow", String(current));
  if (numberInAddress() !== current || location.hash === "") {
    history.replaceState(null, "", `#${current}`);
  }
  for (const listener of listeners) listener(current);
}

function showNotes(into, number) {
  into.replaceChildren(...(NOTES[number] ?? []).map((text) => {
    const paragraph = into.ownerDocument.createElement("p");
    paragraph.textContent = text;
    return paragraph;
  }));
}

function toggleTheme() {
  root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
  // A page opened from a file may have no storage, and then the choice is not remembered.
  try {
    localStorage.setItem("quickticket-slides-theme", root.dataset.theme);
  } catch { /* not remembered */ }
  for (const listener of listeners) listener(current);
}

function rememberedTheme() {
  try {
    return localStorage.getItem("quickticket-slides-theme");
  } catch {
    return null;
  }
}

const KEYS = {
  ArrowRight: () => show(current + 1),
  ArrowDown: () => show(current + 1),
  PageDown: () => show(current + 1),
  ArrowLeft: () => show(current - 1),
  ArrowUp: () => show(current - 1),
  PageUp: () => show(current - 1),
  Home: () => show(0),
  End: () => show(last),
  n: () => {
    const notes = byId("notes");
    notes.hidden = !notes.hidden;
    document.body.classList.toggle("with-notes", !notes.hidden);
  },
  p: () => dispatchEvent(new Event("presenter")),
  d: toggleTheme,
  b: () => byId("black").hidden = !byId("black").hidden,
  f: () =>
    document.fullscreenElement === null
      ? root.requestFullscreen()
      : document.exitFullscreen(),
  "?": () => byId("help").showModal(),
};

function onKey(event) {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  // The browser's own shortcuts stay what they are.
  if (ctrlKey || metaKey || altKey) return;
  if (/^\d$/.test(key)) {
    typed += key;
    return;
  }
  const number = typed;
  typed = "";
  if (key === "Enter" && number !== "") return show(Number(number));
  const action = key === " "
    ? () => show(current + (shiftKey ? -1 : 1))
    : KEYS[key];
  if (action === undefined) return;
  event.preventDefault();
  action();
}

/** Widest movement that is still a tap (px). */
const TAP_PX = 40;
let touchedAt = null;

addEventListener("keydown", onKey);
addEventListener("hashchange", () => show(numberInAddress()));
addEventListener("touchstart", ({ changedTouches: [touch] }) => {
  touchedAt = touch.clientX;
}, { passive: true });
addEventListener("touchend", ({ changedTouches: [touch] }) => {
  const moved = touch.clientX - (touchedAt ?? touch.clientX);
  touchedAt = null;
  if (Math.abs(moved) > TAP_PX) show(current + (moved < 0 ? 1 : -1));
});
addEventListener("click", ({ target, clientX }) => {
  // A click on a link follows it, and one that ends a selection only selects.
  if (target.closest("a, dialog, aside") !== null) return;
  if (!getSelection().isCollapsed) return;
  show(current + (clientX < innerWidth / 3 ? -1 : 1));
});

root.dataset.theme = rememberedTheme() ?? root.dataset.theme;
