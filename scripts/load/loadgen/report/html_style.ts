/**
 * How the report looks, in light and in dark.
 * @module
 */

/** Its style sheet. `--c0` ... `--c7` are colours that differ for the colour-blind. */
export const css = `
:root { color-scheme: light dark; --ink: #1a1d21; --soft: #667; --line: #d8dbe0;
  --paper: #fff; --c0: #0072b2; --c1: #009e73; --c2: #d55e00; --c3: #e69f00;
  --c4: #cc79a7; --c5: #8a8f98; --c6: #56b4e9; --c7: #333a44; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8eb; --soft: #99a; --line: #33383f; --paper: #16181c;
    --c7: #c8ccd2; }
}
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink);
  background: var(--paper); max-width: 900px; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.5em; } h1 small { color: var(--soft); font-weight: 400;
  font-size: .6em; } h2 { font-size: 1.1em; margin: 1.6em 0 .4em; }
.verdict { border-left: 5px solid; padding: .5em 1em; }
.verdict ul { margin: .3em 0 0; padding-left: 1.2em; }
.good { border-color: var(--c1); } .bad { border-color: var(--c2); }
.cards { display: flex; flex-wrap: wrap; gap: .6em; margin: 1em 0; }
.cards div { border: 1px solid var(--line); border-radius: 6px;
  padding: .4em .9em; display: flex; flex-direction: column; flex: 1; }
.cards b { font-size: 1.3em; font-variant-numeric: tabular-nums;
  white-space: nowrap; }
.cards span { color: var(--soft); font-size: .85em; white-space: nowrap; }
figure { margin: 1.4em 0; } figcaption { font-weight: 600; }
.chart { min-height: 220px; } details { font-size: .85em; }
.uplot { font-family: inherit; } .u-legend { color: var(--soft); }
summary { color: var(--soft); cursor: pointer; }
.u-legend, .u-legend tr, .u-legend td, .u-legend th { border: 0; }
table.u-legend { display: block; width: 100%; }
table { border-collapse: collapse; width: 100%; font-size: .85em;
  font-variant-numeric: tabular-nums; display: block; overflow-x: auto; }
td, th { text-align: right; padding: .25em .5em; border-bottom: 1px solid
  var(--line); white-space: nowrap; } th { color: var(--soft); }
td:first-child, th:first-child { text-align: left; }
.facts td { text-align: left; white-space: normal; }
`;
