/**
 * The values of an event for expressions: `github` and `secrets`.
 * @module
 */

import type { Workflow } from "./model.ts";
import type { Event } from "./trigger.ts";
import { JOB_TOKEN, OWNER, REPOSITORY, SECRET } from "./fake_github.ts";

/** The values, by context. */
export function valuesOf(
  workflow: Workflow,
  event: Event,
  sha: string,
): Readonly<Record<string, unknown>> {
  const isPush = event.name !== "pull_request";
  const actor = event.isByJob ? "github-actions[bot]" : OWNER;
  return {
    github: {
      sha,
      actor,
      triggering_actor: actor,
      event_name: event.name,
      ref: isPush ? `refs/heads/${event.branch}` : "refs/pull/1/merge",
      ref_name: isPush ? event.branch : "1/merge",
      ref_type: "branch",
      base_ref: isPush ? "" : event.branch,
      head_ref: isPush ? "" : "feature/lab5",
      repository: REPOSITORY,
      repository_owner: OWNER,
      token: JOB_TOKEN,
      run_id: "1",
      run_number: "1",
      run_attempt: "1",
      server_url: "https://github.com",
      workflow: workflow.name ?? "ci",
      event: {
        repository: {
          full_name: REPOSITORY,
          name: REPOSITORY.split("/")[1],
          fork: true,
          owner: { login: OWNER },
          default_branch: "main",
        },
        workflow_run: event.after === undefined ? null : {
          name: event.after.workflow,
          conclusion: event.after.conclusion,
          event: event.after.event,
          head_sha: event.after.sha,
          head_branch: event.branch,
          head_repository: { full_name: REPOSITORY },
        },
        head_commit: event.name === "push"
          ? { id: sha, message: event.message, author: { name: actor } }
          : null,
        pusher: { name: actor },
        sender: { login: actor },
        pull_request: isPush ? null : {
          head: { sha, ref: "feature/lab5" },
          base: { ref: event.branch },
        },
      },
    },
    secrets: secretsIn(workflow),
    vars: {},
  };
}

/** Every secret that is named has a value; the job's token is one of them. */
function secretsIn(workflow: Workflow): Readonly<Record<string, string>> {
  const names = [...JSON.stringify(workflow).matchAll(/\bsecrets\.(\w+)/g)]
    .map(([, name = ""]) => name);
  return {
    ...Object.fromEntries(names.map((name) => [name, SECRET])),
    GITHUB_TOKEN: JOB_TOKEN,
  };
}
