import assert from "node:assert/strict";
import { platformsIn, withPanels } from "./platforms.ts";

const fence = (platform: string, command: string): string =>
  `<!-- lab: ${platform} -->\n<!-- lab: expect /x/ -->\n\`\`\`sh\n${command}\n\`\`\`\n`;

const BOTH = `Before.

With Docker:

${fence("compose", "docker one")}
Without:

${fence("dev", "deno one")}
After.
`;

Deno.test("commands of two ways become two panels in one group", () => {
  const html = withPanels(BOTH);
  assert.equal(html.match(/<div class="panels">/g)?.length, 1);
  assert.deepEqual(
    [...html.matchAll(/data-platform="(\w+)"/g)].map(([, name]) => name),
    ["compose", "dev"],
  );
});

Deno.test("the sentence that leads to commands moves into their panel", () => {
  const [before, first, second] = withPanels(BOTH).split("<section");
  assert.doesNotMatch(before ?? "", /With Docker/);
  assert.match(first ?? "", /With Docker:[^]*docker one/);
  assert.match(second ?? "", /Without:[^]*deno one/);
});

Deno.test("a sentence with more in it stays for all readers", () => {
  const text = BOTH.replace(
    "With Docker:",
    "Thirty seconds of it. With Docker:",
  );
  const [before] = withPanels(text).split("<section");
  assert.match(before ?? "", /Thirty seconds of it/);
});

Deno.test("text between two ways makes two groups", () => {
  const text = BOTH.replace("Without:", "Look at it for a minute.");
  assert.equal(withPanels(text).match(/<div class="panels">/g)?.length, 2);
});

Deno.test("blocks of one way that follow each other share a panel", () => {
  const text = fence("compose", "a") + "\n" + fence("compose", "b") + "\n" +
    fence("dev", "c");
  assert.equal(withPanels(text).match(/<section/g)?.length, 2);
});

Deno.test("what a command prints stays with it", () => {
  const text = fence("compose", "a") + "\n```text\nit prints\n```\n\n" +
    fence("dev", "b");
  const [, first, second] = withPanels(text).split("<section");
  assert.match(first ?? "", /it prints/);
  assert.doesNotMatch(second ?? "", /it prints/);
});

Deno.test("a sentence between two blocks of one way is about that way", () => {
  const text = fence("compose", "a") + "\n" + fence("dev", "b") +
    "\nIn a second terminal:\n\n" + fence("dev", "c");
  const html = withPanels(text);
  assert.equal(html.match(/<div class="panels">/g)?.length, 1);
  assert.match(html.split("<section").at(-1) ?? "", /second terminal[^]*\nc\n/);
});

Deno.test("a remark before the other way's words is about the first one", () => {
  const text = fence("compose", "a") + "\nThe first start takes long.\n\n" +
    "Without Docker, in a terminal of its own:\n\n" + fence("dev", "b");
  const [, first, second] = withPanels(text).split("<section");
  assert.match(first ?? "", /takes long/);
  assert.match(second ?? "", /terminal of its own/);
});

Deno.test("a heading between two ways makes two groups", () => {
  const text = fence("compose", "a") + "\n### 1.2 Next\n\nWithout Docker:\n\n" +
    fence("dev", "b");
  assert.equal(withPanels(text).match(/<div class="panels">/g)?.length, 2);
});

Deno.test("a text that knows one way only stays as it is", () => {
  const text = fence("cluster", "kubectl get nodes");
  assert.equal(withPanels(text), text);
  assert.deepEqual([...platformsIn(text)], ["cluster"]);
});

Deno.test("what stands in a block of code is no mark", () => {
  const text = "```md\n<!-- lab: dev -->\n```\n\n```sh\nls\n```\n" +
    fence("compose", "x") + fence("dev", "y");
  assert.equal(withPanels(text).match(/<section/g)?.length, 2);
});
