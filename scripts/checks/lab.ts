/**
 * The model of a lab for the tool: tasks with points, and checks that measure.
 * @module
 */

import type { Clock } from "../../services/shared/mod.ts";
import type { Kubectl } from "../adapters/kubernetes/mod.ts";
import type { Ended } from "../lib/process/mod.ts";
import type { Prometheus } from "../adapters/prometheus/mod.ts";
import type { Shop } from "./shop.ts";
import type { FieldGroup } from "./report_fields/mod.ts";
import type { ShellGate, StudentCode } from "./sandbox/mod.ts";
import type { Finding } from "./verdict.ts";

/** The context that a check may use. */
export interface CheckContext {
  readonly clock: Clock;
  /** The student's shop; rejects with `CouldNotRun` when none runs. */
  shop(): Promise<Shop>;
  /** A file of the student's; undefined when there is none. */
  read(path: string): Promise<string | undefined>;
  /** Paths of the student's files that match, sorted, e.g. `k8s/a.yaml`. */
  files(pattern: RegExp): Promise<readonly string[]>;
  /** A variable of the student's, such as `LOADGEN_IMAGE`. */
  env(name: string): string | undefined;
  /** Runs docker, git, promtool ...; `CouldNotRun` when it is not there. */
  program(name: string, args: readonly string[]): Promise<Ended>;
  /** Starts what the student wrote in TypeScript; it has no rights there. */
  readonly code: StudentCode;
  /** Whether shell commands that the student wrote may run here. */
  readonly commands: ShellGate;
  /** The Prometheus of the compose stack, or PROMETHEUS_URL. */
  prometheus(): Promise<Prometheus>;
  /** The cluster that KUBECONFIG names; each call says so when there is none. */
  readonly kubectl: Kubectl;
  /** The Prometheus inside the cluster, through the API server. */
  readonly clusterPrometheus: Prometheus;
  /** Says what takes long. */
  note(line: string): void;
}

/** One thing that is measured. */
export interface Check {
  /** The step of the text, e.g. "1.4". */
  readonly id: string;
  /** The task it belongs to, from 1; 0 for the bonus. */
  readonly task: number;
  readonly title: string;
  /** Up to three, each tells more than the one before. */
  readonly hints: readonly string[];
  /** For instructors: what is measured, if the title does not say it. */
  readonly measures?: string;
  /** For instructors: the tool or library that it is measured with. */
  readonly tool?: string;
  /** For instructors: wrong solutions that it is meant to catch. */
  readonly catches?: readonly string[];
  /**
   * What can be said of the files alone, where `run` measures what became of
   * them. It needs no cluster and no shop; a pass says that nothing is wrong yet.
   */
  written?(context: CheckContext): Promise<Finding>;
  run(context: CheckContext): Promise<Finding>;
}

/** One task of a lab. */
export interface Task {
  /** From 1; 0 for the bonus. */
  readonly task: number;
  readonly title: string;
  readonly points: number;
}

/** One lab. */
export interface Lab {
  /** 1 to 12. */
  readonly lab: number;
  readonly title: string;
  readonly tasks: readonly Task[];
  readonly checks: readonly Check[];
  /** Questions that only people can answer and grade. */
  readonly questions: readonly string[];
  /**
   * The fields that checks read in the report. `lab start` writes a block for
   * each where the form has `<!-- fields: NAME -->`.
   */
  readonly fields?: readonly FieldGroup[];
  /** Other texts that `lab start` hands out: where to, and from which form. */
  readonly forms?: readonly {
    readonly file: string;
    readonly form: string;
  }[];
  /**
   * The files that are handed in: paths, `*` for any part of a name, `**` for
   * folders.
   */
  readonly deliverables: readonly string[];
  /** Of those, what only a bonus or one of the ways through the lab needs. */
  readonly optional?: readonly string[];
}
