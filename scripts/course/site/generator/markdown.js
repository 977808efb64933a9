// How the course's Markdown becomes HTML: links lead to pages, headings have
// anchors as forges make them, charts and diagrams are drawings in the page.
import { posix } from "node:path";

/** Adapts the library. */
export function setUpMarkdown(md, { site, known, draw }) {
  md.set({ html: true, linkify: true });
  // `check.ts` is a file, not a host.
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  const pageOf = (env) => env.page_;
  const rules = md.renderer.rules;

  md.core.ruler.push("anchors", ({ tokens }) => {
    const seen = new Map();
    for (const [i, token] of tokens.entries()) {
      if (token.type !== "heading_open") continue;
      const text = (tokens[i + 1].children ?? [])
        .filter(({ type }) => type === "text" || type === "code_inline")
        .map(({ content }) => content).join("");
      token.attrSet("id", unique(slug(text), seen));
    }
  });

  md.core.ruler.push("links", ({ tokens, env }) => {
    for (const token of tokens) {
      for (const child of token.children ?? []) {
        if (child.type === "link_open") {
          child.attrSet("href", linkFor(child.attrGet("href"), pageOf(env)));
          if (/^https?:/.test(child.attrGet("href"))) {
            child.attrSet("rel", "noopener noreferrer");
          }
        }
        if (child.type === "image" && !isElsewhere(child.attrGet("src"))) {
          const path = join(pageOf(env), child.attrGet("src"));
          child.attrSet("src", relative(pageOf(env), site.links[path] ?? path));
          child.attrSet("loading", "lazy");
        }
      }
    }
  });

  md.core.ruler.push("terms", ({ tokens, env, Token }) => {
    if (pageOf(env)?.hasTerms) {
      linkTerms(
        tokens,
        Token,
        site.terms,
        relative(pageOf(env), "glossary.html"),
      );
    }
  });

  const image = rules.image;
  rules.image = (tokens, i, options, env, self) => {
    const alt = self.renderInlineAsText(tokens[i].children, options, env);
    // A page asks no other host for anything, so a badge is its words.
    if (isElsewhere(tokens[i].attrGet("src"))) return md.utils.escapeHtml(alt);
    const path = Object.keys(site.charts).find((one) =>
      tokens[i].attrGet("src").endsWith(posix.basename(one))
    );
    if (path === undefined) return image(tokens, i, options, env, self);
    return `<span class="chart" role="img" aria-label="${
      md.utils.escapeHtml(alt)
    }">${chart(site.charts[path])}</span>`;
  };

  const fence = rules.fence;
  rules.fence = (tokens, i, options, env, self) => {
    const token = tokens[i];
    const [language = ""] = token.info.trim().split(/\s+/);
    if (language === "mermaid") return draw(token.content);
    token.info = language;
    return fence(tokens, i, options, env, self)
      .replace("<pre>", '<pre tabindex="0">');
  };

  rules.table_open = () =>
    '<div class="wide" role="group" tabindex="0" aria-label="Table"><table>\n';
  rules.table_close = () => "</table></div>\n";
  rules.td_open = (tokens, i, options, _env, self) => {
    alignByClass(tokens[i]);
    return self.renderToken(tokens, i, options);
  };
  rules.th_open = (tokens, i, options, _env, self) => {
    alignByClass(tokens[i]);
    const isEmpty = tokens[i + 1]?.content === "";
    if (isEmpty) tokens[i].tag = "td";
    else tokens[i].attrSet("scope", "col");
    return self.renderToken(tokens, i, options);
  };
  rules.th_close = (tokens, i, options, _env, self) => {
    const isEmpty = tokens[i - 1]?.content === "";
    if (isEmpty) tokens[i].tag = "td";
    return self.renderToken(tokens, i, options);
  };

  function linkFor(href, page) {
    if (/^[a-z][a-z+.-]*:|^#/i.test(href)) return href;
    const [bare, anchor] = href.split("#");
    const hash = anchor === undefined ? "" : `#${anchor}`;
    const path = join(page, decodeURIComponent(bare));
    const url = site.links[path];
    return url !== undefined && known.has(url)
      ? relative(page, url) + hash
      : href;
  }
}

/** The policy allows no style inside of a page. */
function alignByClass(token) {
  const [, side] = /text-align:(\w+)/.exec(token.attrGet("style") ?? "") ?? [];
  if (side === undefined) return;
  token.attrs = token.attrs.filter(([name]) => name !== "style");
  token.attrJoin("class", side);
}

/** A path from the root of the repository, without a slash at its end. */
function isElsewhere(address) {
  return /^[a-z][a-z+.-]*:/i.test(address);
}

function join(page, href) {
  return posix.join(posix.dirname(page?.source ?? "."), href).replace(
    /\/$/,
    "",
  );
}

/** The way from one page to another. */
export function relative(page, url) {
  return posix.relative(posix.dirname(page.url), url) || posix.basename(url);
}

/** As forges do it. */
export function slug(text) {
  return text.trim().toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

function unique(name, seen) {
  const count = seen.get(name) ?? 0;
  seen.set(name, count + 1);
  return count === 0 ? name : `${name}-${count}`;
}

/** A chart inside the page, so that its colours follow the theme; no styles inline. */
function chart(svg) {
  return svg.replace(/^<\?xml[^>]*>\s*/, "").replace(/\n\s*/g, " ")
    .replace(
      / style="([^"]*)"/g,
      (_, style) =>
        style.split(";").filter(Boolean).map((one) => {
          const [name, value] = one.split(":");
          return ` ${name.trim()}="${value.trim()}"`;
        }).join(""),
    );
}

/** Links the first use of each term, in running text. */
function linkTerms(tokens, Token, terms, glossary) {
  const open = new Map(terms.flatMap(({ term, short, id }) => [
    [term.toLowerCase(), id],
    ...(short ? [[short.toLowerCase(), id]] : []),
  ]));
  const names = [...open.keys()].sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (names.length === 0) return;
  const pattern = new RegExp(`(?<![\\w-])(${names.join("|")})(?![\\w-])`, "gi");
  for (const [i, token] of tokens.entries()) {
    if (token.type !== "inline" || tokens[i - 1]?.type !== "paragraph_open") {
      continue;
    }
    let inLink = 0;
    token.children = token.children.flatMap((child) => {
      if (child.type === "link_open") inLink++;
      if (child.type === "link_close") inLink--;
      if (child.type !== "text" || inLink > 0) return [child];
      return pieces(child, pattern, open, Token, glossary);
    });
  }
}

function pieces(child, pattern, open, Token, glossary) {
  const found = [];
  let from = 0;
  for (const match of child.content.matchAll(pattern)) {
    const id = open.get(match[0].toLowerCase());
    if (id === undefined) continue;
    // First use only: the term and its short form are one.
    for (const [name, other] of [...open]) if (other === id) open.delete(name);
    found.push(text(child.content.slice(from, match.index), Token));
    const link = new Token("link_open", "a", 1);
    link.attrSet("href", `${glossary}#${id}`);
    link.attrSet("class", "term-link");
    found.push(link, text(match[0], Token), new Token("link_close", "a", -1));
    from = match.index + match[0].length;
  }
  return from === 0
    ? [child]
    : [...found, text(child.content.slice(from), Token)];
}

function text(content, Token) {
  const token = new Token("text", "", 0);
  token.content = content;
  return token;
}
