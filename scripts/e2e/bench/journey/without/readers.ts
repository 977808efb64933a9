/**
 * Believes every answer of another service.
 * @module
 */

/** For answers whose body does not matter. */
export function nothing(): void {}

/** JSON, of whatever shape. */
export function jsonOf(): (text: string) => unknown {
  return (text) => JSON.parse(text);
}

/** The text, unread. */
export function checked(): (text: string) => { readonly text: string } {
  return (text) => ({ text });
}

/** The same. */
export const checkedOnce = checked;
