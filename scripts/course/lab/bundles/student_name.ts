/**
 * How a student is called. Moodle, a points file and a folder may write one address
 * in different cases, and a mailbox is the same in each of them.
 * @module
 */

/** One spelling of a name: an address in lower case, an ID as it is. */
export function studentName(raw: string): string {
  const name = raw.normalize("NFC").trim();
  return name.includes("@") ? name.toLowerCase() : name;
}

/** Pairs of names that differ only in case, in words; none is good. */
export function alike(names: Iterable<string>): readonly string[] {
  const first = new Map<string, string>();
  return [...names].flatMap((name) => {
    const key = name.toLowerCase();
    const other = first.get(key) ?? name;
    first.set(key, other);
    return other === name ? [] : [
      `${other} and ${name} differ only in case; write one of them everywhere`,
    ];
  });
}
