/**
 * PostgreSQL's server and client programs, for other tools.
 * @module
 */

export type { Clients, Invocation } from "./client.ts";
export { installedWith } from "./installed.ts";
export { findClients } from "./clients.ts";
export { clientOutput, runClient } from "./run.ts";
export { readServer, type Server, untilItSpeaks } from "./server.ts";
export { databaseUrl, withDatabase } from "./database.ts";
export { endSessions, lockTable } from "./session.ts";
export { databaseIn, urlOfDatabase, withoutPassword } from "./address.ts";
export { connectTo, SCHEMA } from "./connect.ts";
export { inTransaction, isLost } from "./lost.ts";
