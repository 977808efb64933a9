/**
 * A lean client of HTTP/1.1 for calls between our own services.
 * @module
 */

export { type Answer, NotConnected, Unreadable } from "./answer.ts";
export type { Socket } from "./connection.ts";
export { createHttpPool, type Exchange, type HttpRequest } from "./pool.ts";
