// @ts-check
/// <reference lib="dom" />
/**
 * Faults: one click each, with the time that they have left.
 * @module
 */

import { byId, colourOf, el, setText } from "./dom.js";
import { makeForm } from "./fault_form.js";
import { percent, timeLeft } from "./format.js";
import { act, setup } from "./server.js";

/** @typedef {import("../faults_watch.ts").FaultsState} FaultsState */
/** @typedef {FaultsState["faults"][number]} ActiveFault */
/** @typedef {typeof setup.presets[number]} Preset */

const life = el(
  "select",
  { id: "life" },
  ...[30, 60, 120, 300, 900, 3600].map((seconds) =>
    el(
      "option",
      { value: seconds, selected: seconds === 120 },
      timeLeft(seconds),
    )
  ),
);
const refused = el("span", { class: "refused", role: "alert" });

/** @type {{ preset: Preset, button: HTMLElement, left: HTMLElement }[]} */
const buttons = [];
/** @type {Map<string, { list: HTMLElement, form: ReturnType<typeof makeForm>, shown: string }>} */
const services = new Map();

/** Puts the controls into the page. */
export function makeFaults() {
  byId("faults").replaceChildren(
    el(
      "p",
      { class: "row life" },
      el("label", { for: "life" }, "A fault lives for"),
      life,
      el("button", { type: "button", onclick: clearAll }, "End all faults"),
      refused,
    ),
    el("div", { class: "services" }, ...setup.services.map(serviceOf)),
  );
}

/** @param {string} service */
function serviceOf(service) {
  const list = el("div");
  const form = makeForm(service, (fault) => add(service, fault));
  services.set(service, { list, form, shown: "" });
  const presets = setup.presets.filter((one) => one.service === service);
  return el(
    "section",
    { class: "service", "--c": colourOf(service), "aria-label": service },
    el("h3", {}, service),
    list,
    el("div", { class: "presets" }, ...presets.map(presetOf)),
    el("details", {}, el("summary", {}, "Any other fault"), form.element),
  );
}

/** @param {Preset} preset */
function presetOf(preset) {
  const left = el("span", { class: "left" });
  const button = el(
    "button",
    {
      type: "button",
      class: "preset",
      "aria-pressed": "false",
      onclick: () => {
        const isOn = button.getAttribute("aria-pressed") === "true";
        return isOn
          ? remove(preset.service, String(preset.fault.kind))
          : add(preset.service, preset.fault);
      },
    },
    preset.words,
    left,
  );
  buttons.push({ preset, button, left });
  return button;
}

/**
 * Shows what is in force.
 * @param {Readonly<Record<string, FaultsState>>} states
 */
export function showFaults(states) {
  for (const { preset, button, left } of buttons) {
    const fault = states[preset.service]?.faults.find((one) =>
      isPreset(one, preset)
    );
    button.setAttribute("aria-pressed", String(fault !== undefined));
    const seconds = fault?.seconds_left ?? 0;
    setText(left, fault === undefined ? "" : `${timeLeft(seconds)}, end it`);
    const share = 100 * seconds / (fault?.ttl_s ?? 1);
    button.style.setProperty("--share", `${share}%`);
  }
  for (const [service, place] of services) {
    const state = states[service];
    if (state === undefined) continue;
    place.form.offer(state.kinds);
    const others = state.faults.filter((fault) =>
      !buttons.some(({ preset }) =>
        preset.service === service && isPreset(fault, preset)
      )
    );
    const shown = JSON.stringify(others);
    if (shown === place.shown) continue;
    place.shown = shown;
    place.list.replaceChildren(
      ...others.map((fault) => activeOf(service, fault)),
    );
  }
}

/**
 * @param {ActiveFault} fault
 * @param {Preset} preset
 */
function isPreset(fault, preset) {
  return fault.source === "runtime" && fault.route === undefined &&
    Object.entries(preset.fault).every(([name, value]) =>
      fault[name] === value
    );
}

/**
 * @param {string} service
 * @param {ActiveFault} fault
 */
function activeOf(service, fault) {
  const { kind, rate, source, seconds_left: seconds = 0 } = fault;
  const words = setup.faultsInWords[kind];
  const value = words?.field === undefined
    ? ""
    : `, ${fault[words.field]} ${words.unit}`;
  const where = fault.route === undefined ? "" : ` on ${fault.route}`;
  const share = rate === 1 ? "" : ` ${percent(rate)} of the time`;
  return el(
    "p",
    { class: "active" },
    `${words?.words ?? kind}${share}${value}${where}`,
    source === "env" ? el("span", {}, "by its environment") : el("button", {
      type: "button",
      class: "small",
      onclick: () => remove(service, kind),
    }, `${timeLeft(seconds)}, end it`),
  );
}

/**
 * @param {string} service
 * @param {Readonly<Record<string, unknown>>} fault
 */
async function add(service, fault) {
  const desired = { ...fault, ttl_s: Number(life.value) };
  await change("POST", `/faults/${service}`, desired);
}

/**
 * @param {string} service
 * @param {string} kind
 */
async function remove(service, kind) {
  await change("DELETE", `/faults/${service}?kind=${kind}`);
}

async function clearAll() {
  for (const service of setup.services) {
    await change("DELETE", `/faults/${service}`);
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 */
async function change(method, path, body) {
  try {
    await act(method, path, body);
    setText(refused, "");
  } catch (error) {
    setText(refused, error instanceof Error ? error.message : String(error));
  }
}
