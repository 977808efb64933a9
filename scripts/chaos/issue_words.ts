/**
 * The problems of a document, in words for people: zod's issues as "must be
 * <bound>, current value is <x>".
 * @module
 */

import type { z } from "zod";
import { nearest } from "../lib/cli/mod.ts";

/** The words for one issue; for the `error` of a parse. */
export function issueWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? "is missing"
        : `must be ${article(issue.expected)}, ${current(issue.input)}`;
    case "unrecognized_keys":
      return `must not have ${
        issue.keys.map((key) => withHint(key, knownKeys(issue))).join(", ")
      }`;
    case "invalid_value":
      return `must be ${list(issue.values.map(String))}, ${
        current(issue.input)
      }`;
    case "invalid_union":
      return unionWords(issue);
    case "too_small":
      return `must be ${sized(issue.origin)}at least ${issue.minimum}, ${
        current(issue.input)
      }`;
    case "too_big":
      return `must be ${sized(issue.origin)}at most ${issue.maximum}, ${
        current(issue.input)
      }`;
    case "invalid_format":
      return `must look like ${issue.pattern ?? issue.format}, ${
        current(issue.input)
      }`;
    default:
      return undefined; // has words of its own
  }
}

type UnionIssue = Extract<
  z.core.$ZodRawIssue,
  { readonly code: "invalid_union" }
>;

function unionWords(issue: UnionIssue): string | undefined {
  const { options, discriminator, input } = issue;
  if (!Array.isArray(options) || typeof discriminator !== "string") {
    return `must be a value, [low, high], or an object with a type, ${
      current(input)
    }`;
  }
  const value = valueAt(input, discriminator);
  const names = options.map(String);
  return value === undefined
    ? `is missing: one of ${names.join(", ")}`
    : `must be one of ${names.join(", ")}, ${current(value)}` +
      hint(String(value), names);
}

function valueAt(input: unknown, key: string): unknown {
  return typeof input === "object" && input !== null
    ? Object.entries(input).find(([name]) => name === key)?.[1]
    : undefined;
}

/** The keys that the object's schema has. */
function knownKeys(issue: z.core.$ZodRawIssue): readonly string[] {
  const def: unknown = issue.inst?._zod.def;
  const shape = valueAt(def, "shape");
  return typeof shape === "object" && shape !== null ? Object.keys(shape) : [];
}

function withHint(key: string, known: readonly string[]): string {
  return key + hint(key, known);
}

function hint(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  return meant === undefined ? "" : ` (did you mean ${meant}?)`;
}

function article(expected: string): string {
  const word = expected === "record" || expected === "object"
    ? "mapping"
    : expected === "array" || expected === "tuple"
    ? "list"
    : expected === "int"
    ? "whole number"
    : expected;
  return `a ${word}`;
}

function sized(origin: string): string {
  return origin === "string" || origin === "array" ? "of length " : "";
}

function list(values: readonly string[]): string {
  return values.length === 1 ? `${values[0]}` : `one of ${values.join(", ")}`;
}

function current(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return `current value is ${
    text.length > 80 ? `${text.slice(0, 77)}...` : text
  }`;
}
