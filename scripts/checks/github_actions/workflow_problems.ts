/**
 * Why GitHub would refuse a workflow, in the words of GitHub: its own parser
 * reads the file by its own schema.
 *
 * The library's entry point imports its schema in a way that only bundlers take
 * (JSON without an import attribute), so its parts are put together here.
 * @module
 */

import { convertOn } from "@actions/workflow-parser/model/converter/events";
import { convertJobs } from "@actions/workflow-parser/model/converter/jobs";
import { JSONObjectReader } from "@actions/workflow-parser/templates/json-object-reader";
import { TemplateSchema } from "@actions/workflow-parser/templates/schema/template-schema";
import {
  TemplateContext,
  TemplateValidationErrors,
} from "@actions/workflow-parser/templates/template-context";
import { readTemplate } from "@actions/workflow-parser/templates/template-reader";
import { MappingToken } from "@actions/workflow-parser/templates/tokens/mapping-token";
import { NoOperationTraceWriter } from "@actions/workflow-parser/templates/trace-writer";
import { YamlObjectReader } from "@actions/workflow-parser/workflows/yaml-object-reader";

/** The definition in the schema that a whole file has to follow. */
const ROOT = "workflow-root-strict";

let schema: Promise<TemplateSchema> | undefined;

/** GitHub's schema of workflows, which lies beside the library's code. */
async function loadSchema(): Promise<TemplateSchema> {
  const code = import.meta.resolve(
    "@actions/workflow-parser/templates/schema/template-schema",
  );
  const path = new URL("../../workflow-v1.0.min.json", code);
  const found = await import(path.href, { with: { type: "json" } });
  return TemplateSchema.load(
    new JSONObjectReader(undefined, JSON.stringify(found.default)),
  );
}

/**
 * All that GitHub has against a workflow, each with file, line and column; none
 * for a workflow that it would take.
 * @param path of the file, for the messages
 */
export async function workflowProblems(
  text: string,
  path: string,
): Promise<readonly string[]> {
  const context = new TemplateContext(
    new TemplateValidationErrors(),
    await (schema ??= loadSchema()),
    new NoOperationTraceWriter(),
  );
  const file = context.getFileId(path);
  const reader = new YamlObjectReader(file, text.replace(/^\uFEFF/, ""));
  if (reader.errors.length > 0) {
    return reader.errors.map(({ message, range }) =>
      `${path} (Line: ${range?.start.line ?? 1}): ${message.split("\n")[0]}`
    );
  }
  const root = readTemplate(context, ROOT, reader, file);
  if (context.errors.count === 0 && root instanceof MappingToken) {
    for (const { key, value } of root) {
      if (String(key) === "on") convertOn(context, value);
      if (String(key) === "jobs") convertJobs(context, value);
    }
  }
  return context.errors.getErrors().map(({ message }) => message);
}
