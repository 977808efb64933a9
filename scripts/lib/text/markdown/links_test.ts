import assert from "node:assert/strict";
import { deadLinks, type Files } from "./links.ts";

function tree(files: Readonly<Record<string, string>>): Files {
  return {
    exists: (path) => path in files,
    read: (path) => files[path] ?? "",
  };
}

Deno.test("deadLinks() follows files and headings from where the document is", () => {
  const files = tree({
    "labs/lab1.md": "[a](../README.md) [b](../README.md#the-tour) " +
      "[c](lab2.md) [d](#gone) [e](https://deno.com) [f](../README.md#x)",
    "README.md": "# The tour!\n",
  });
  assert.deepEqual(deadLinks("labs/lab1.md", files), [
    { document: "labs/lab1.md", target: "lab2.md" },
    { document: "labs/lab1.md", target: "#gone" },
    { document: "labs/lab1.md", target: "../README.md#x" },
  ]);
});

Deno.test("text like a link in a code block is not a link", () => {
  const files = tree({ "a.md": "```sh\necho [x](y)\n```\n" });
  assert.deepEqual(deadLinks("a.md", files), []);
});

Deno.test("links by reference, pictures and repeated headings are followed", () => {
  const files = tree({
    "a.md":
      "[x][r] ![p](no.png) [y](b.md#same-1) [z](b.md#same-2)\n\n[r]: gone.md\n",
    "b.md": "# Same\n\n# `Same`\n",
  });
  assert.deepEqual(deadLinks("a.md", files).map(({ target }) => target), [
    "no.png",
    "b.md#same-2",
    "gone.md",
  ]);
});
