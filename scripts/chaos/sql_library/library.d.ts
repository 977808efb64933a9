/** The exports of the bundle that are used. */

/** One statement, or a query in one; its type is "select" and the like. */
export interface Statement {
  readonly type: string;
}

interface Call {
  readonly function: { readonly name: string };
}

interface With {
  readonly bind: readonly { readonly statement: Statement }[];
  readonly in: Statement;
}

interface Selection {
  readonly for?: { readonly type: string } | null;
}

/** The function that is called for each node of its kind. */
export interface Handlers {
  call(call: Call): void;
  fromCall(call: Call): void;
  with(statement: With): void;
  selection(select: Selection): void;
}

/** @throws {Error} when PostgreSQL would not read it */
export function parse(sql: string): Statement[];

/** A walk over a tree; `super()` goes on below a node. */
export function astVisitor(
  make: (visit: { super(): Handlers }) => Handlers,
): { statement(statement: Statement): void };
