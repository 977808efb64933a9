/**
 * Other programs and processes: running them, their output, ports and children.
 * @module
 */

export { type Ended, outputOf, runProgram } from "./command.ts";
export { copyTree } from "./copy_tree.ts";
export { freePort } from "./free_port.ts";
export { type Git, openGit } from "./git.ts";
export { leashed } from "./leash.ts";
export { lineSplitter } from "./line_splitter.ts";
export { serve, type Served, serviceArgs } from "./measured_process.ts";
export { runWithOwnPackages, streamWithOwnPackages } from "./own_packages.ts";
export { portHolder } from "./port_holder.ts";
export { commandOf, isRunning, signal } from "./process_info.ts";
export { freeze, processesOf, thaw } from "./process_tree.ts";
export { reasonIn } from "./reason.ts";
export { SERVICE_FLAGS, SERVICE_MEMORY } from "./service_memory.ts";
export { openShell, type Ran, type Shell } from "./shell.ts";
