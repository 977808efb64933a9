/**
 * Command lines in texts: finding them, and saying whether they can be typed.
 * @module
 */

export { commandProblem, type Tasks } from "./command_problem.ts";
export { readDescription } from "./read_description.ts";
export {
  namedCommands,
  type ShownCommand,
  shownCommands,
} from "./shown_commands.ts";
