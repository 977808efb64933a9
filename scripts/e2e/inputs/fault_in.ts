/**
 * The problem of a tool's answer to a wrong input.
 * @module
 */

import { SECRET } from "./wrong_value.ts";
import type { WrongInput } from "./wrong_inputs.ts";

/** How a tool ended. */
export interface Answer {
  /** undefined: it had not ended when its time was up. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Longest message, in characters; the help of a tool is no answer. */
const MAX_LENGTH = 2500;

/** The text that only a programmer can read. */
const FOR_PROGRAMMERS =
  /^\s+at .+|\bUncaught\b|\[object Object\]|\b(?:Type|Range|Reference|Syntax)Error\b|\b(?:is not a function|of undefined|of null)\b|\bZodError\b|\[ERR_|"code": "invalid_/m;

/** The words of a message that name the remedy and the limit. */
const REMEDY =
  /\b(?:try:|try |did you mean|must be|needs?\b|give|name |choose|check|use |set |start |install|run |take |write |make |add |remove|look|pass|ask|see |deno task|wait|free|it takes|(?:there|stages) are |there is no|known|only|one of|expected|instead|such as|e\.g\.|like )/i;

/** Each fault in one phrase; none when the answer is right. */
export function faultsIn(
  { codes }: WrongInput,
  { code, stdout, stderr }: Answer,
): readonly string[] {
  const said = `${stdout}\n${stderr}`;
  const faults: string[] = [];
  if (code === undefined) return ["it did not end"];
  if (!codes.includes(code)) {
    faults.push(`exit code ${code} instead of ${codes.join(" or ")}`);
  }
  if (FOR_PROGRAMMERS.test(said)) faults.push("words for programmers");
  if (said.trim() === "") faults.push("no message");
  else if (!REMEDY.test(said)) faults.push("no remedy");
  if (stderr.length > MAX_LENGTH) faults.push("a message that is too long");
  const secret = [SECRET, SECRET.replace(/[/@#]/g, "")];
  if (secret.some((one) => said.includes(one))) faults.push("a password");
  return faults;
}
