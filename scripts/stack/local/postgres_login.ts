/**
 * The users who may log in to the stack's own PostgreSQL.
 *
 * Other people may have accounts on this machine, and loopback is open to all
 * of them. The server's superuser therefore has no password and is refused;
 * the shop's user owns its database, may make others and follow the log of
 * changes, and nothing more. Its password is random and in a file that only
 * the owner can read. There is no socket in the file system.
 * @module
 */

import { createHash } from "node:crypto";
import { dirname } from "node:path";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { createFile, readOptional, replaceFile } from "../../lib/files/mod.ts";

/** The shop's user and its database have the same name. */
export const SHOP = "quickticket";

/** The server's superuser, whom no connection can be. */
export const SUPERUSER = "postgres";

/** Only its owner may read it. */
const SECRET = 0o600;

/** The server may run as another user, who has to read it. */
const PUBLIC = 0o644;

/** Bytes of a password, too many to guess. */
const PASSWORD_BYTES = 24;

/** The password of the stack in `directory`; made the first time. */
export async function passwordOf(directory: string): Promise<string> {
  const file = `${directory}/postgres.password`;
  const known = await readOptional(file);
  if (known !== undefined) return known.trim();
  await Deno.mkdir(directory, { recursive: true });
  const made = newPassword();
  try {
    await createFile(file, `${made}\n`, { mode: SECRET });
    return made;
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    return await passwordOf(directory); // another start was quicker
  }
}

/** A new one, without characters that a URL or SQL would have to escape. */
export function newPassword(): string {
  return crypto.getRandomValues(new Uint8Array(PASSWORD_BYTES))
    .toBase64({ alphabet: "base64url" });
}

/**
 * The statements that create the shop's user and its database, one per line.
 */
export function rolesSql(password: string): string {
  return [
    `CREATE ROLE ${SHOP} LOGIN CREATEDB CREATEROLE REPLICATION` +
    ` PASSWORD '${password}'`,
    `GRANT pg_signal_backend, pg_monitor TO ${SHOP}`,
    `CREATE DATABASE ${SHOP} OWNER ${SHOP}`,
    "",
  ].join("\n");
}

/** The statement that gives the shop's user another password. */
export function passwordSql(password: string): string {
  return `ALTER ROLE ${SHOP} LOGIN PASSWORD '${password}'\n`;
}

const RULES = `# Written at each start: who may connect, and how.
host  all          ${SUPERUSER}  all           reject
host  all          all       127.0.0.1/32  scram-sha-256
host  replication  all       127.0.0.1/32  scram-sha-256
`;

/**
 * Writes the server's rules beside its data, where they hold for copies of
 * other servers, too. @returns the file
 */
export async function writeRules(data: string): Promise<string> {
  const file = `${dirname(data)}/pg_hba.conf`;
  await replaceFile(file, RULES, { mode: PUBLIC });
  return file;
}

/** Whether the password that the data know is this one. */
export async function hasPassword(
  data: string,
  password: string,
): Promise<boolean> {
  return (await readOptional(markOf(data)))?.trim() === digest(password);
}

/** Notes which password the data know, without telling it. */
export async function notePassword(
  data: string,
  password: string,
): Promise<void> {
  await replaceFile(markOf(data), `${digest(password)}\n`, { mode: SECRET });
}

function markOf(data: string): string {
  return `${data}.login`;
}

function digest(password: string): string {
  return createHash("sha256").update(password).digest("hex");
}

/**
 * Refuses data that an early version made, in which the shop's user was the
 * superuser and needed no password.
 * @throws {CouldNotRun} saying how to begin anew
 */
export async function refuseTrusting(data: string): Promise<void> {
  const rules = await readOptional(`${data}/pg_hba.conf`);
  if (rules === undefined || !/^host\s.*\strust\s*$/m.test(rules)) return;
  throw new CouldNotRun(
    `Cannot start postgres: the server in ${data} lets anyone on this machine ` +
      "in as its superuser, as early versions made it. Begin with a new one: " +
      "deno task dev --fresh",
  );
}
