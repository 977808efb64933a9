/**
 * Container engines: which one is here, its containers, and compose projects.
 * @module
 */

export { createProject, type Project } from "./compose.ts";
export { containersOf, docker, getRunning } from "./container.ts";
export { type Engine, findEngine } from "./engine.ts";
