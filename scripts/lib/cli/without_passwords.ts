/**
 * Passwords in messages. The output of a tool ends in logs, in issues and on a
 * wall.
 * @module
 */

/** From the colon to the last at sign: a password may have either in it. */
const IN_URL = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)(?!\d{1,5}\/)[^\s"'<>]+@/gi;

/** As libpq, ODBC and queries of URLs write it. */
const NAMED = /\b((?:pass(?:word|wd|file)?|pwd|token|secret)=)[^\s&"',;]+/gi;

/** A text in which they are masked. */
export function withoutPasswords(text: string): string {
  return text.replace(IN_URL, "$1***@").replace(NAMED, "$1***");
}
