/**
 * Finds the endpoint that a part's probe asks, and whether it serves the
 * purpose of the probe.
 * @module
 */

import {
  type Container,
  listensOn,
  portIn,
  type Probe,
} from "../../scripts/checks/manifests/mod.ts";
import type { Part } from "./declared.ts";

/** The consequence of a failed probe. */
export type Kind = "liveness" | "readiness" | "startup";

/** The problems and risks of a probe. */
export interface Opinion {
  readonly problem?: string;
  readonly remark?: string;
}

interface Asking {
  readonly part: Part;
  readonly kind: Kind;
  readonly probe: Probe;
  readonly container: Container;
  /** All containers of the pod. */
  readonly beside: readonly Container[];
}

const isService = (part: Part): boolean =>
  part !== "postgres" && part !== "redis";

/** The evaluation of a probe; {}: it is as it must be. */
export function opinionOf(asking: Asking): Opinion {
  const { part, probe, kind } = asking;
  const { httpGet, tcpSocket, exec, grpc } = probe;
  const told = (words: string): Opinion => ({
    problem: `${kind} ${words}`,
  });
  if (grpc !== undefined) return told("speaks gRPC, which no part does");
  if (exec !== undefined) {
    return isService(part)
      ? byProgram(asking, exec.command)
      : byClient(asking, exec.command);
  }
  const at = httpGet ?? tcpSocket;
  if (at === undefined) return told("asks nothing");
  if (at.host !== undefined) {
    return told(`asks ${at.host}, which is another part`);
  }
  const port = portProblem(asking, at.port);
  if (port !== undefined) return told(port);
  if (httpGet === undefined) return byTcp(asking);
  if (!isService(part)) {
    return told(`speaks HTTP, and ${part} does not`);
  }
  if (httpGet.scheme !== "HTTP") return told("speaks HTTPS, and nothing does");
  return byPath(asking, httpGet.path);
}

function portProblem(
  { part, container, beside }: Asking,
  port: string | number | undefined,
): string | undefined {
  const reached = portIn([container], port);
  if (typeof reached === "string") return `asks ${reached}`;
  const listens = listensOn(part, container);
  if (listens === undefined || reached === listens) return undefined;
  const isOther = beside.some((one) =>
    one !== container &&
    one.ports.some(({ containerPort }) => containerPort === reached)
  );
  return `asks port ${reached}, ` +
    (isOther ? "another container's" : `and ${part} listens on ${listens}`);
}

/** Only that the port is open: enough for a life, little for a readiness. */
function byTcp({ part, kind }: Asking): Opinion {
  if (kind !== "readiness" || !isService(part)) return {};
  return part === "events"
    ? {
      problem: "readiness asks only whether the port is open, which it is " +
        "without a database, too",
    }
    : { remark: `${part}: an open port is less than /readyz says` };
}

/** The paths that answer while all other parts are unavailable. */
const ALONE = /^\/(?:livez|metrics)$/;

function byPath({ part, kind }: Asking, full: string): Opinion {
  const path = `/${full.replace(/[?#].*$/, "").replace(/^\/+/, "")}`;
  const words = `${kind} asks ${path}`;
  if (path === "/health") {
    return {
      problem: `${words}, which says no when any other part is away`,
    };
  }
  const isList = /^\/events(?:\/|$)/.test(path) && part !== "payments";
  if (!ALONE.test(path) && path !== "/readyz" && !isList) {
    return { problem: `${words}, which ${part} does not answer` };
  }
  if (kind === "readiness") {
    if (path === "/readyz") return {};
    if (isList) {
      return part === "events"
        ? { remark: "events: /readyz costs less than a list" }
        : { problem: `${words}, which says no when events is away` };
    }
    return part === "events"
      ? { problem: `${words}, which says yes without a database, too` }
      : { remark: `${part}: ${path} says yes while the process ends, too` };
  }
  if (ALONE.test(path)) {
    return path === "/livez"
      ? {}
      : { remark: `${part}: /livez costs less than /metrics` };
  }
  return kind === "startup" && path === "/readyz"
    ? { remark: `${part}: a start that waits for others ends in a restart` }
    : { problem: `${words}, which asks others` };
}

/** The services' image has one program, and no shell. */
function byProgram(asking: Asking, command: readonly string[]): Opinion {
  const [program = "", sub, url] = command;
  if (program !== "/program" || sub !== "health") {
    return {
      problem: `${asking.kind} runs ${program || "nothing"}, and the image ` +
        "has neither a shell nor other programs",
    };
  }
  if (url === undefined) return byPath(asking, "/readyz");
  if (!URL.canParse(url)) {
    return { problem: `${asking.kind} asks ${url}, which is no URL` };
  }
  const { hostname, pathname, port } = new URL(url);
  if (!LOCAL.test(hostname)) {
    return {
      problem: `${asking.kind} asks ${hostname}, which is another part`,
    };
  }
  const wrong = portProblem(asking, Number(port) || 80);
  return wrong === undefined
    ? byPath(asking, pathname)
    : { problem: `${asking.kind} ${wrong}` };
}

const LOCAL =
  /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?|0\.0\.0\.0|\$\(?\{?\w*IP\}?\)?|\/.*)$/;

/** Programs that ask a store. */
const CLIENTS: Readonly<Record<string, RegExp>> = {
  postgres: /\b(?:pg_isready|psql|pg_ctl)\b|\bnc\b.*\b5432\b/,
  redis: /\bredis-cli\b|\bnc\b.*\b6379\b/,
};

/** An end after which the command succeeds whatever happened before. */
const ALWAYS = /(?:\|\||;)\s*(?:true|:|exit 0|echo\b.*)\s*;?\s*$/;

function byClient(
  { part, kind, container }: Asking,
  command: readonly string[],
): Opinion {
  const words = command.join(" ").trim();
  const shown = `${kind} runs ${JSON.stringify(words)}`;
  if (CLIENTS[part]?.test(words) !== true) {
    return { problem: `${shown}, which does not ask ${part}` };
  }
  if (ALWAYS.test(words)) {
    return { problem: `${shown}, which succeeds whatever ${part} says` };
  }
  const host = /(?:^|\s)(?:-h|--host)[ =]?["']?([^\s"']+)/.exec(words)?.[1];
  if (host !== undefined && !LOCAL.test(host)) {
    return {
      problem: `${shown}, and ${host} is found only once this pod is ready`,
    };
  }
  const asked = /(?:^|\s)(?:-p|--port)[ =]?["']?(\d+)/.exec(words)?.[1];
  const listens = listensOn(part, container);
  if (
    asked !== undefined && listens !== undefined && Number(asked) !== listens
  ) {
    return { problem: `${shown}, and ${part} listens on ${listens}` };
  }
  return part === "postgres" && kind === "readiness" && host === undefined &&
      /\bpg_isready\b/.test(words)
    ? {
      remark: "postgres: without -h 127.0.0.1 it is ready while it still " +
        "makes its files",
    }
    : {};
}
