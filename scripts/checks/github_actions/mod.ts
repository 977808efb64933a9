/**
 * GitHub Actions, as far as the course needs them: which events start a
 * workflow, and what its jobs do.
 * @module
 */

export { type FakeGitHub, openFakeGitHub } from "./fake_github.ts";
export { type Gate, GATES } from "./gates.ts";
export { type Permissions, readWorkflow, type Workflow } from "./model.ts";
export { type Run, runWorkflow } from "./run_workflow.ts";
export { type Event, startsOn } from "./trigger.ts";
export { workflowProblems } from "./workflow_problems.ts";
export { interpolate } from "./expression.ts";
export { valuesOf } from "./event_values.ts";
