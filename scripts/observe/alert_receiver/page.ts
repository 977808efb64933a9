/**
 * The alert receiver as a page for people. It asks again every five seconds, without a
 * script.
 * @module
 */

import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Alert } from "./alert.ts";

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif;
  --line: light-dark(#d0d7de, #3d444d); --dim: light-dark(#59636e, #9198a1);
  --firing: light-dark(#b3261e, #ff8a80); --resolved: light-dark(#1b6e2c, #7ee787); }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
header { display: flex; gap: 1rem; align-items: baseline; flex-wrap: wrap; }
h1 { font-size: 1.4rem; margin: 0; }
article { border: 1px solid var(--line); border-left-width: 5px;
  border-radius: 8px; margin: 1rem 0; padding: .75rem 1rem; }
article.firing { border-left-color: var(--firing); }
article.resolved { border-left-color: var(--resolved); }
article b { text-transform: uppercase; font-size: .8rem; letter-spacing: .05em; }
.firing b { color: var(--firing); } .resolved b { color: var(--resolved); }
h2 { font-size: 1rem; margin: 0; display: inline; }
p { margin: .25rem 0; } small, .dim { color: var(--dim); }
code { font-size: .85rem; overflow-wrap: anywhere; }`;

/** The whole page. @param now wall clock (ms) */
export function page(alerts: readonly Alert[], now: number): Html {
  return html`
    <!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="refresh" content="5">
        <title>${alerts.length} alerts</title>
        <style>${raw(STYLE)}</style>
      </head>
      <body>
    <header>
    <h1>Alert receiver</h1>
    <span class="dim">POST /alerts takes them, GET /alerts lists them,
    this page looks again every 5 s</span>
    </header>
    ${alerts.length === 0
      ? html`<p>Nothing has arrived. Test the contact point, or break something.</p>`
      : alerts.map((alert) => article(alert, now))}
      </body>
    </html>
  `;
}

function article(alert: Alert, now: number): Html {
  const { status, name, receivedAt, startsAt, annotations } = alert;
  const after = (Date.parse(receivedAt) - Date.parse(startsAt)) / 1000;
  const ago = Math.round((now - Date.parse(receivedAt)) / 1000);
  return html`<article class="${status}">
<b>${status}</b> <h2>${name}</h2>
<small>#${alert.number}, ${ago} s ago (${receivedAt}),
${after.toFixed(0)} s after it began, by ${
    alert.receiver || "an unnamed receiver"
  }</small>
<p>${annotations.summary ?? ""}</p>
<p>${annotations.description ?? ""}</p>
<code>${
    Object.entries(alert.labels).map(([key, value]) => `${key}=${value}`)
      .join("  ")
  }</code>
</article>`;
}
