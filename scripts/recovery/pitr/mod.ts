/**
 * Point-in-time recovery from an archive of the write-ahead log.
 * @module
 */

export { recover } from "./recover.ts";
export { walOf } from "./wal_archive.ts";
