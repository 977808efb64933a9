// @ts-check
/// <reference lib="dom" />
/**
 * The form for any fault of a service.
 * @module
 */

import { el, setText } from "./dom.js";
import { setup } from "./server.js";

/**
 * Makes a form; what it offers is told later, by the service itself.
 * @param {string} service
 * @param {(fault: Readonly<Record<string, unknown>>) => void} onAdd
 * @returns {{ element: HTMLElement, offer(kinds: readonly string[]): void }}
 */
export function makeForm(service, onAdd) {
  const kind = el("select", { onchange: showField });
  const rate = el("input", {
    type: "number",
    min: 0,
    max: 100,
    step: 1,
    value: 100,
  });
  const value = el("input", { type: "number", step: 1 });
  const unit = el("span");
  const field = el("label", {}, unit, value);
  const element = el(
    "form",
    {
      "aria-label": `A fault for ${service}`,
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        const words = setup.faultsInWords[kind.value];
        onAdd({
          kind: kind.value,
          rate: Number(rate.value) / 100,
          ...words?.field === undefined
            ? {}
            : { [words.field]: Number(value.value) },
        });
      },
    },
    el("label", {}, "what", kind),
    el("label", {}, "% of the time", rate),
    field,
    el("button", {}, "Switch on"),
  );
  let offered = "";

  function showField() {
    const words = setup.faultsInWords[kind.value];
    field.hidden = words?.field === undefined;
    field.style.display = field.hidden ? "none" : "";
    setText(unit, words?.unit ?? "");
    value.value = String(words?.usual ?? "");
  }

  return {
    element,
    offer(kinds) {
      if (kinds.join() === offered) return;
      offered = kinds.join();
      kind.replaceChildren(
        ...kinds.map((name) =>
          el(
            "option",
            { value: name },
            setup.faultsInWords[name]?.words ?? name,
          )
        ),
      );
      showField();
    },
  };
}
