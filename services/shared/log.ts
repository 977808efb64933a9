/**
 * One JSON object a line: the contract's log format on top of LogTape, which
 * needs no permission and keeps the request id through `await`. This file is
 * the only one that configures logging; to change the logger, change it here.
 * @module
 */

import { AsyncLocalStorage } from "node:async_hooks";
import {
  configure,
  getLogger,
  type Logger,
  type LogRecord,
  withContext,
} from "@logtape/logtape";
import type { LogLevel } from "./common_env.ts";

export { type Logger, withContext };

/** The logger of one part of one service; silent until configured. */
export function serviceLogger(service: string, part: string): Logger {
  return getLogger(["quickticket", service, part]);
}

interface LoggingOptions {
  readonly service: string;
  readonly level: LogLevel;
  /**
   * Takes one finished line, without its newline; urgent from `warning` on, so
   * that the last word of a process that dies gets out.
   */
  readonly write: (line: string, isUrgent: boolean) => void;
}

/** Sends every log record of this process to `write`; `main` calls it once. */
export async function configureLogging(
  { service, level, write }: LoggingOptions,
): Promise<void> {
  await configure({
    reset: true,
    contextLocalStorage: new AsyncLocalStorage(),
    sinks: {
      lines: (record) =>
        write(formatRecord(service, record), !ROUTINE.has(record.level)),
    },
    loggers: [
      { category: ["quickticket"], lowestLevel: level, sinks: ["lines"] },
      {
        category: ["logtape", "meta"],
        lowestLevel: "error",
        sinks: ["lines"],
      },
    ],
  });
}

const ROUTINE: ReadonlySet<string> = new Set(["trace", "debug", "info"]);

/** A record as the contract writes it: time, level, service, msg, properties. */
function formatRecord(service: string, record: LogRecord): string {
  const { properties } = record;
  const line = {
    time: new Date(record.timestamp).toISOString(),
    level: record.level,
    service,
    msg: record.message.map(asText).join(""),
    ...properties,
  };
  // A replacer doubles the cost of a line, and most lines need none.
  return Object.values(properties).every(isPlain)
    ? JSON.stringify(line)
    : JSON.stringify(line, replaceErrors);
}

function isPlain(value: unknown): boolean {
  return typeof value !== "object" && typeof value !== "bigint";
}

function asText(part: unknown): string {
  return typeof part === "string" ? part : String(part);
}

/** Errors have no enumerable members: without this they would log as `{}`. */
function replaceErrors(_key: string, value: unknown): unknown {
  if (value instanceof Error) {
    const { name, message, cause } = value;
    return cause === undefined ? { name, message } : { name, message, cause };
  }
  return typeof value === "bigint" ? value.toString() : value;
}
