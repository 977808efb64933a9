/**
 * `/docs`: the OpenAPI document as a page that needs no script, no style sheet
 * from elsewhere and no network.
 * @module
 */

import { html } from "hono/html";

/** The parts of an OpenAPI document that the page shows. */
export interface ApiDocument {
  readonly info: { readonly title: string; readonly version: string };
  readonly paths?: Readonly<Record<string, unknown>>;
}

interface Operation {
  readonly summary?: string;
  readonly responses?: Readonly<
    Record<string, { readonly description?: string }>
  >;
}

const STYLE =
  "body{font:16px/1.5 system-ui,sans-serif;max-width:56rem;margin:2rem auto;" +
  "padding:0 1rem;color:#1b1f24;background:#fff}code{font-family:ui-monospace," +
  "monospace}h2{margin:2rem 0 .25rem;font-size:1.1rem}table{border-collapse:" +
  "collapse}td{padding:.15rem 1rem .15rem 0;vertical-align:top}a{color:#0550ae}";

/** Renders one heading and one table of answers an operation. */
export function docsPage(document: ApiDocument): string {
  const operations = Object.entries(document.paths ?? {}).flatMap((
    [path, methods],
  ) =>
    Object.entries(methods as Record<string, Operation>).map((
      [method, operation],
    ) => ({ path, method: method.toUpperCase(), operation }))
  );
  const { title, version } = document.info;
  return html`<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${STYLE}</style>
<h1>${title}</h1>
<p>Version ${version}. Machine-readable: <a href="/openapi.json">/openapi.json</a>.
For people and probes: <a href="/health">/health</a>,
<a href="/readyz">/readyz</a>, <a href="/livez">/livez</a>,
<a href="/metrics">/metrics</a>.</p>
${operations.map(section)}
</html>`.toString();
}

function section(
  { path, method, operation }: {
    readonly path: string;
    readonly method: string;
    readonly operation: Operation;
  },
): ReturnType<typeof html> {
  const answers = Object.entries(operation.responses ?? {});
  return html`
    <h2><code>${method} ${path}</code></h2>
    <p>${operation.summary ?? ""}</p>
    <table>${answers.map(([status, { description }]) =>
      html`
        <tr>
          <td><code>${status}</code></td>
          <td>${description ?? ""}</td>
        </tr>
      `
    )}</table>
  `;
}
