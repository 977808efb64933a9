import assert from "node:assert/strict";
import fc from "fast-check";
import { recoverySettings } from "./recovery_settings.ts";

const MOMENT = new Date("2026-11-24T02:15:04.250Z");

/** Settings as PostgreSQL reads its file: one a line, '' is a quote. */
function read(text: string): ReadonlyMap<string, string> {
  const lines = text.split("\n").filter((line) => line !== "");
  return new Map(lines.map((line) => {
    const [, name = "", value = ""] = /^(\w+) = (.*)$/.exec(line) ?? [];
    const inner = /^'(.*)'$/.exec(value)?.[1];
    return [name, inner === undefined ? value : inner.replaceAll("''", "'")];
  }));
}

/** A command with its placeholders filled in, as PostgreSQL does. */
function filledIn(command: string): string {
  const values = new Map([["%", "%"], ["f", "0001"], ["p", "pg_wal/x"]]);
  return command.replace(/%(.?)/g, (_, letter) => values.get(letter) ?? "?");
}

/** The words of a command as a POSIX shell takes them apart. */
function shellWords(command: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let rest = command; rest !== "";) {
    const quoted = /^'([^']*)'|^"([^"]*)"|^\\(.)|^([^\s'"\\]+)/.exec(rest);
    if (quoted === null) {
      if (word !== undefined) words.push(word);
      word = undefined;
      rest = rest.slice(1);
      continue;
    }
    word = (word ?? "") +
      (quoted.slice(1).find((one) => one !== undefined) ?? "");
    rest = rest.slice(quoted[0].length);
  }
  return word === undefined ? words : [...words, word];
}

Deno.test("a server plays its changes up to the moment, then opens for writing", () => {
  const settings = read(recoverySettings("/archive/wal", MOMENT));
  assert.equal(
    settings.get("recovery_target_time"),
    "2026-11-24T02:15:04.250+00",
  );
  assert.equal(settings.get("recovery_target_action"), "promote");
  assert.equal(settings.get("hot_standby"), "off");
});

Deno.test("without a moment a server plays all that there is", () => {
  const settings = read(recoverySettings("/archive/wal", undefined));
  assert.equal(settings.has("recovery_target_time"), false);
});

Deno.test("a segment that is not full yet is found under its other name", () => {
  const command = read(recoverySettings("/wal", MOMENT)).get("restore_command");
  assert.deepEqual(shellWords(filledIn(command ?? "")), [
    ...["cp", "/wal/0001", "pg_wal/x", "||"],
    ...["cp", "/wal/0001.partial", "pg_wal/x"],
  ]);
});

Deno.test("a folder of any name reaches the shell through PostgreSQL's quotes as it is", () => {
  const folders = fc.string({ unit: "grapheme-ascii", minLength: 1 })
    .map((name) => `/${name}`);
  fc.assert(fc.property(folders, (folder) => {
    const command = read(recoverySettings(folder, MOMENT)).get(
      "restore_command",
    );
    const words = shellWords(filledIn(command ?? ""));
    assert.equal(words[1], `${folder}/0001`);
  }));
});

Deno.test("the lines can be added to a file that does not end with a line break", () => {
  assert.match(recoverySettings("/wal", MOMENT), /^\n[^]*\n$/);
});
