/** The exports of the bundle that are used. */

/** Reads XML into objects. */
export class XMLParser {
  constructor(options: Readonly<Record<string, unknown>>);
  parse(text: string): unknown;
}

export const XMLValidator: {
  validate(text: string): true | { readonly err: { readonly msg: string } };
};

/** Reads GIFT; throws what is not. */
export function parseGift(text: string): unknown;
