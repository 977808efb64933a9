/** The exports of the bundle that are used. */
export class Ajv2020 {
  constructor(options?: Readonly<Record<string, unknown>>);
  compile(schema: unknown): Validate;
}

/** Says whether data follow a schema, and keeps what is wrong with them. */
export interface Validate {
  (data: unknown): boolean;
  readonly errors?: readonly unknown[] | null;
}
