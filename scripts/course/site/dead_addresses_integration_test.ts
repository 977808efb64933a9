// Runs with -P=test-system
import assert from "node:assert/strict";
import { MAX_PAGE_BYTES, siteProblems } from "./dead_addresses.ts";

async function problemsOf(
  files: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${folder}/labs`);
    for (const [path, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${folder}/${path}`, text);
    }
    return await siteProblems(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const GOOD = {
  "index.html":
    '<a href="labs/lab1.html#here">x</a><script src="a.js"></script>',
  "labs/lab1.html":
    '<h2 id="here">x</h2><a href="#here">x</a><a href="../index.html">x</a>' +
    '<a href="https://sre.google/">x</a><img src="../a.js">',
  "a.js": "",
};

Deno.test("a website whose addresses all lead somewhere has no problem", async () => {
  assert.deepEqual(await problemsOf(GOOD), []);
});

const PLANTED: Readonly<Record<string, readonly [string, RegExp]>> = {
  "a missing page": ['<a href="labs/lab2.html">x</a>', /leads nowhere/],
  "a missing anchor": [
    '<a href="labs/lab1.html#there">x</a>',
    /no such anchor/,
  ],
  "a missing anchor here": ['<a href="#there">x</a>', /no such anchor/],
  "a folder": ['<a href="labs/">x</a>', /leads nowhere/],
  "a missing script": ['<script src="b.js"></script>', /leads nowhere/],
  "a missing picture": ['<img alt="" src="b.png">', /leads nowhere/],
  "an address from the root": ['<a href="/index.html">x</a>', /sub-path/],
  "a foreign script": [
    '<script src="https://cdn.example/x.js"></script>',
    /another host/,
  ],
  "a foreign style without a protocol": [
    '<link rel="stylesheet" href="//cdn.example/x.css">',
    /another host/,
  ],
  "an id that is there twice": ['<p id="a"></p><p id="a"></p>', /twice/],
  "a page that is too heavy": ["x".repeat(MAX_PAGE_BYTES + 1), /weighs/],
};

for (const [what, [html, words]] of Object.entries(PLANTED)) {
  Deno.test(`${what} is found`, async () => {
    const [problem = "", ...more] = await problemsOf({
      ...GOOD,
      "planted.html": html,
    });
    assert.match(problem, words);
    assert.match(problem, /^planted\.html: /);
    assert.deepEqual(more, []);
  });
}
