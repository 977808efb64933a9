import assert from "node:assert/strict";
import { parseText } from "./parse_text.ts";
import { runText } from "./run_text.ts";

const TEXT = `### 1.1 Two terminals, one after the other

<!-- lab: cluster -->
<!-- lab: background /./ -->
\`\`\`sh
first
\`\`\`

<!-- lab: stop -->
\`\`\`sh
kill its pod
\`\`\`

<!-- lab: cluster -->
<!-- lab: background /./ -->
\`\`\`sh
second
\`\`\`

<!-- lab: stop -->
\`\`\`sh
the last
\`\`\`
`;

/** The events in the terminal, in order. */
async function happens(
  path: "cluster" | "dev",
  staysOpen: boolean,
): Promise<readonly string[]> {
  const all: string[] = [];
  const note = (code: string) => {
    all.push(code);
    return Promise.resolve({ code: 0, output: "." });
  };
  await runText({
    text: parseText(TEXT),
    path,
    shell: {
      run: note,
      start: note,
      stop: () => Promise.resolve(void all.push("stop")),
    },
    takeSolution: () => Promise.resolve(),
    edit: () => Promise.resolve(),
    now: () => 0,
    onEach: () => {},
    staysOpen,
  });
  return all;
}

Deno.test("stop ends what runs in the background, and so does the end", async () => {
  assert.deepEqual(
    await happens("cluster", false),
    ["first", "kill its pod", "stop", "second", "the last", "stop", "stop"],
  );
});

Deno.test("programs that the last stop would end stay open for later checks", async () => {
  assert.deepEqual(
    await happens("cluster", true),
    ["first", "kill its pod", "stop", "second", "the last"],
  );
  assert.deepEqual(await happens("dev", true), ["kill its pod", "the last"]);
});
