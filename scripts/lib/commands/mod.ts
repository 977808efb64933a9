/**
 * Command lines in texts: finding them, and saying whether they can be typed.
 * @module
 */

export { commandProblem, type Tasks } from "./command_problem.ts";
export { namedCommands, shownCommands } from "./shown_commands.ts";
export { readConfig } from "./task_config.ts";
export { type Tools, toolsIn } from "./tools_in.ts";
