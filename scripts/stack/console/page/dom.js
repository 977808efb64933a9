// @ts-check
/// <reference lib="dom" />
/**
 * Small help with elements. Text only ever goes in as text, so that nothing a
 * log line holds can become a part of the page.
 * @module
 */

/**
 * Makes an element. A property that begins with `on` is a listener, `--x` a
 * style variable, all others are attributes; undefined and false leave it out.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Readonly<Record<string, unknown>>} [properties]
 * @param {...(Node | string | undefined)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), (event) => value(event));
    } else if (name.startsWith("--")) {
      element.style.setProperty(name, String(value));
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/**
 * The element that the page was written with.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`Cannot find the element #${id}`);
  return found;
}

/**
 * Sets a text only when it is another: a screen reader then stays quiet, and
 * the browser has nothing to lay out.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Buttons of which one is pressed.
 * @template T
 * @param {string} label
 * @param {readonly (readonly [string, T])[]} choices
 * @param {T} chosen
 * @param {(value: T) => void} onChoose
 * @returns {HTMLElement}
 */
export function segments(label, choices, chosen, onChoose) {
  const group = el("div", {
    class: "segments",
    role: "group",
    "aria-label": label,
  });
  for (const [words, value] of choices) {
    group.append(el("button", {
      type: "button",
      "aria-pressed": String(value === chosen),
      onclick: (/** @type {Event} */ { currentTarget }) => {
        for (const other of group.children) {
          other.setAttribute("aria-pressed", String(other === currentTarget));
        }
        onChoose(value);
      },
    }, words));
  }
  return group;
}

/**
 * The colour of a service or store, as a style variable.
 * @param {string} name
 * @returns {string}
 */
export function colourOf(name) {
  const known = ["gateway", "events", "payments", "notifications"];
  return `var(--${known.includes(name) ? name : "other"})`;
}
