// Mermaid's text as a drawing, when the site is built: the browser loads no library.
const PACKAGE = "npm:beautiful-mermaid@1.1.3";

/** A function that draws; each drawing on a page gets names of its own. */
export async function drawDiagrams() {
  const { renderMermaidSVG } = await import(PACKAGE);
  await untilItDraws(() => renderMermaidSVG("graph LR\n  a --> b"));
  let count = 0;
  return (code) => {
    const id = `d${++count}`;
    const svg = renderMermaidSVG(code)
      .replace(/<style>[^]*?<\/style>/, "")
      .replace(/ style="[^"]*"/g, "")
      // A blank line would end the block of HTML.
      .replace(/\n\s*/g, " ")
      .replace(/id="(arrowhead[^"]*)"/g, `id="${id}-$1"`)
      .replace(/url\(#(arrowhead[^)]*)\)/g, `url(#${id}-$1)`);
    return `<figure class="diagram" role="img" aria-label="${
      label(code)
    }" tabindex="0">${svg}</figure>`;
  };
}

/** Its layout engine registers itself in a later turn of the event loop. */
async function untilItDraws(draw) {
  for (let turn = 0;; turn++) {
    try {
      return draw();
    } catch (error) {
      if (turn === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
}

/** What the boxes say, for people who do not see them. */
function label(code) {
  const words = [...code.matchAll(/[[({]+"?([^\])}"]+)"?[\])}]+/g)]
    .map(([, text]) => text.replace(/<br\s*\/?>/g, " ").trim());
  const all = [...new Set(words)].join(", ") || "boxes and arrows";
  return `Diagram: ${all}`.replaceAll("&", "&amp;").replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;");
}
