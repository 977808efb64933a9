/**
 * Names under which students appear where others see them. The same student has
 * the same name all term, and a reader cannot find the student without the
 * salt.
 * @module
 */

import { createHmac } from "node:crypto";

const FIRST = [
  ..."amber azure brave brisk calm clear coral crisp dawn deft eager early"
    .split(" "),
  ..."fair fleet fond frank glad grand green handy ivory jade keen kind".split(
    " ",
  ),
  ..."late light lucid lunar merry mild neat noble olive pale plain proud"
    .split(" "),
];

const SECOND = [
  ..."badger bison crane curlew dolphin eagle falcon ferret finch fox gecko"
    .split(" "),
  ..."gull hare heron ibex jackal kestrel lark lemur lynx marten mole newt"
    .split(" "),
  ..."otter owl panda puffin quail raven robin seal shrew stoat swift tapir"
    .split(" "),
];

/** One for each student; no two have the same. */
export function pseudonyms(
  students: readonly string[],
  salt: string,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const student of students.toSorted()) {
    const digest = createHmac("sha256", salt).update(student).digest();
    const at = (i: number): number => digest.readUInt16BE(i);
    const words = `${FIRST[at(0) % FIRST.length]} ${
      SECOND[at(2) % SECOND.length]
    }`;
    let name = words;
    for (let n = 2; taken.has(name); n++) name = `${words} ${n}`;
    taken.add(name);
    names.set(student, name);
  }
  return names;
}
