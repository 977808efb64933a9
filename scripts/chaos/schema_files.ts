/**
 * The JSON schemas of an experiment's file and of a journal, from the schemas
 * that really check them.
 * @module
 */

import { fileURLToPath } from "node:url";
import { z } from "zod";
import {
  activity,
  experimentSchema,
  hypothesisProbe,
} from "./model/experiment.ts";
import { journalSchema } from "./journal.ts";

/** Stands for a value of any type. */
const VARIABLE: z.core.JSONSchema.JSONSchema = {
  type: "string",
  pattern: "^\\$\\{\\w+\\}$",
};

/** Stands for an activity that is declared elsewhere in the file. */
const REF: z.core.JSONSchema.JSONSchema = {
  type: "object",
  properties: { ref: { type: "string" } },
  required: ["ref"],
  additionalProperties: false,
};

/** Path and text of each schema. */
export function schemaFiles(): ReadonlyMap<string, string> {
  return new Map([
    [pathOf("experiment"), text(experimentJsonSchema())],
    [pathOf("journal"), text(journalJsonSchema())],
  ]);
}

/** Of a file as people write it: variables may stand for numbers. */
export function experimentJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(experimentSchema, {
    io: "input",
    reused: "ref",
    unrepresentable: "any",
    override({ zodSchema, jsonSchema }) {
      const copy = { ...jsonSchema };
      const isActivity = zodSchema === activity ||
        zodSchema === hypothesisProbe;
      const isFigure = ["number", "integer", "boolean"].includes(
        String(jsonSchema.type),
      ) && jsonSchema.const === undefined;
      if (!isActivity && !isFigure && jsonSchema.enum === undefined) return;
      for (const key of Object.keys(jsonSchema)) {
        Reflect.deleteProperty(jsonSchema, key);
      }
      jsonSchema.anyOf = [copy, isActivity ? REF : VARIABLE];
    },
  });
}

/** Of what a run leaves behind. */
export function journalJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(journalSchema);
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(`${name}.schema.json`, import.meta.url));
}

function text(schema: z.core.JSONSchema.BaseSchema): string {
  return JSON.stringify(schema, undefined, 2) + "\n";
}
