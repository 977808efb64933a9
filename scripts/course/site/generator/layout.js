// The frame around every page. All addresses are relative, so the site works
// below any path; no style and no script stands in the page itself.
import { relative } from "./markdown.js";

const NAVIGATION = [
  ["labs", "labs/index.html", "Labs"],
  ["lectures", "lectures/index.html", "Lectures"],
  ["quiz", "quiz/index.html", "Quizzes"],
  ["runbooks", "runbooks/index.html", "Runbooks"],
  ["glossary", "glossary.html", "Glossary"],
  ["reference", "reference/index.html", "Reference"],
  ["term", "term/index.html", "Term"],
];

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** The whole page. */
export function layout(page, content, site) {
  const to = (url) => relative(page, url);
  const pages = new Set(site.pages.map(({ url }) => url));
  const links = NAVIGATION.filter(([, url]) => pages.has(url)).map((
    [section, url, title],
  ) =>
    `<li><a href="${to(url)}"${
      section === page.section ? ' aria-current="true"' : ""
    }>${title}</a></li>`
  );
  const scripts = ["site.js", ...page.scripts ?? []].map((name) =>
    `<script defer src="${to(`assets/${name}`)}"></script>`
  );
  const title = page.section === "home"
    ? page.title
    : `${page.title} - QuickTicket`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<title>${escape(title)}</title>
<script src="${to("assets/theme.js")}"></script>
<link rel="stylesheet" href="${to("assets/site.css")}">
<link rel="icon" href="${to("assets/icon.svg")}" type="image/svg+xml">
${scripts.join("\n")}
</head>
<body data-root="${
    to("index.html").replace(/index\.html$/, "")
  }" data-section="${page.section}"${
    page.lab === undefined ? "" : ` data-lab="${page.lab}"`
  }>
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<a class="brand" href="${to("index.html")}">QuickTicket</a>
<nav aria-label="Parts of the course"><ul>${links.join("")}</ul></nav>
<div class="tools">
<button type="button" id="search-open" hidden aria-haspopup="dialog">Search <kbd>/</kbd></button>
<button type="button" id="theme" hidden aria-pressed="false">Dark</button>
</div>
</header>
<div class="columns">
${contents(content)}
<main id="content" tabindex="-1">
${content}
${around(page, to)}
</main>
</div>
<footer><p>${
    site.edition === "instructor" ? "Instructors' edition" : "Students' edition"
  }. Made from the course's own files; nothing is sent from this page to another host.</p></footer>
<dialog id="search" aria-label="Search">
<form method="dialog"><label for="query">Search the course</label>
<input id="query" type="search" autocomplete="off" aria-controls="found" aria-describedby="search-hint">
<button type="submit" value="close" aria-label="Close the search">Close</button></form>
<p id="search-hint" role="status">Type at least two letters. The arrow keys move through the results.</p>
<ol id="found"></ol>
</dialog>
</body>
</html>
`;
}

/** What is on this page: headings of the second and third level. */
function contents(content) {
  const items = [
    ...content.matchAll(/<h([23])[^>]* id="([^"]+)"[^>]*>([^]*?)<\/h\1>/g),
  ];
  if (items.length < 3) return "";
  const list = items.map(([, level, id, text]) =>
    `<li class="level${level}"><a href="#${id}">${
      text.replace(/<[^>]+>/g, "")
    }</a></li>`
  );
  return `<nav class="contents" aria-label="On this page"><details open><summary>On this page</summary><ol>${
    list.join("")
  }</ol></details></nav>`;
}

function around({ previous, next }, to) {
  if (!previous && !next) return "";
  const link = (where, page) =>
    page === undefined || page === null
      ? ""
      : `<a rel="${where}" href="${to(page.url)}">${
        where === "prev" ? "← " : ""
      }${escape(page.title)}${where === "next" ? " →" : ""}</a>`;
  return `<nav class="around" aria-label="Previous and next page">${
    link("prev", previous)
  }${link("next", next)}</nav>`;
}

function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll('"', "&quot;");
}
