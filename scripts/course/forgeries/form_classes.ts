/**
 * Files that a reader must not choke on, or read in two ways.
 * @module
 */

import { type Kit, textOf } from "./kit.ts";
import {
  changed,
  edited,
  first,
  type Forgery,
  type ForgeryClass,
} from "./make_class.ts";

/** Ways to cheat by how a bundle is written, or where it lies. */
export const FORM_CLASSES: readonly ForgeryClass[] = [
  edited(
    "one key twice, with two verdicts",
    (text) =>
      text.replace('"verdict": "fail"', '"verdict": "fail", "verdict": "pass"'),
  ),
  edited(
    "a number that is no number",
    (text) => text.replace(/"attempts": \d+/, '"attempts": NaN'),
  ),
  edited(
    "a number without end",
    (text) => text.replace(/"seconds": [\d.]+/, '"seconds": 1e999'),
  ),
  edited("a second bundle behind the first", (text) => text + text),
  edited(
    "blanks that the tool does not write",
    (text) => text.replace('"head": {', '"head":  {'),
  ),
  edited(
    "a text in UTF-16 without a mark",
    (text) => [...text].map((letter) => `${letter}\0`).join(""),
  ),
  edited(
    "half of a letter in a name",
    (text) => text.replace('"title": "', '"title": "\\ud800'),
  ),
  edited("a signature of another bundle", async (text, bundle, kit) => {
    const { signature } = await kit.bundle();
    return text.replace(bundle.signature, signature);
  }),
  edited(
    "a key that is not a key",
    (text, { head }) => text.replace(head.key, "AAAA"),
  ),
  edited(
    "a YAML document of aliases that multiply",
    () =>
      ["a: &a [x, x, x, x, x, x, x, x, x]"]
        .concat([..."bcdefgh"].map((name, i) => {
          const before = `*${"abcdefg"[i]}`;
          return `${name}: &${name} [${Array(9).fill(before).join(", ")}]`;
        })).join("\n"),
  ),
  changed("two megabytes of keys of its own", (kit) =>
    first(kit, {
      samples: Object.fromEntries(
        Array.from({ length: 120_000 }, (_, i) => [`k${i}`, 1]),
      ),
    })),
  changed(
    "a text that slow patterns choke on",
    (kit) => first(kit, { samples: { note: "a-".repeat(500_000) } }),
  ),
  changed(
    "a text that turns around and paints over its line",
    (kit) => first(kit, { id: "1.2\u001b[2K\r\u202eok" }),
  ),
  laid("a named pipe in the bundle's place", (name) => ({
    files: {},
    pipes: [name],
  })),
  laid("a folder in the bundle's place", (name) => ({
    files: { [`${name}/readme.txt`]: "Here it is.\n" },
  })),
  laid("submissions that are a link to a friend's", (name) => ({
    files: { [name.replace(/submissions\/.*/, "readme.txt")]: "All of it.\n" },
    links: { [name.replace(/\/submissions\/.*/, "/submissions")]: "../zoe" },
  })),
  laid("a bundle of five megabytes", (name) => ({
    files: { [name]: " ".repeat(5 * 1024 * 1024) },
  })),
  laid("a bundle forty folders deep", (name, text) => ({
    files: { [name.replace("/submissions/", "/a".repeat(40) + "/")]: text },
  })),
  laid("bytes of no encoding", (name) => ({
    files: {},
    binaries: { [name]: new Uint8Array([0xff, 0xfe, 0x00, 0xd8, 0x7b, 0xc0]) },
  })),
];

/** A class that needs more than one file. */
function laid(
  name: string,
  lay: (name: string, text: string) => Forgery,
): ForgeryClass {
  return {
    name,
    isVisible: true,
    async make(kit: Kit, student: string) {
      const path = `${student}/submissions/lab${kit.lab.lab}.evidence.json`;
      return lay(path, textOf(await kit.bundle()));
    },
  };
}
