/**
 * PostgreSQL's server and client programs, for other tools.
 * @module
 */

export type { Clients, Invocation } from "./client.ts";
export { installedWith } from "./installed.ts";
export { findClients } from "./clients.ts";
export { clientOutput, runClient } from "./run.ts";
export { readServer, untilItSpeaks } from "./server.ts";
export { databaseUrl, withDatabase, withoutPassword } from "./database.ts";
export { endSessions, lockTable } from "./session.ts";
export { connectTo, databaseIn } from "./connect.ts";
