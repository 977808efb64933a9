/**
 * Where a database can be lost: each way of running the shop has its own.
 * @module
 */

/** A running shop whose database server can come to harm. */
export interface Place {
  /** As people know it. */
  readonly name: string;
  /** Name of the shop's database on that server. */
  database(): Promise<string>;
  /** The result of a query of one value, as text. */
  ask(query: string): Promise<string>;
  /** Ends the server at once and lets it come back. */
  killServer(): Promise<void>;
  /**
   * The server comes back with an empty disk.
   * @returns where the old files are; undefined: they are gone
   */
  loseVolume(): Promise<string | undefined>;
  /** Runs a statement as the owner of the database. */
  execute(statement: string): Promise<void>;
}
