/**
 * The sandbox: what a student wrote is started here, and nowhere else.
 * @module
 */

export { refuseForeignImports } from "./inside.ts";
export { type Bounds, runBounded, TIMED_OUT } from "./run_bounded.ts";
export { type GateOptions, type ShellGate, shellGate } from "./shell_gate.ts";
export { type StudentCode, studentCode } from "./student_code.ts";
