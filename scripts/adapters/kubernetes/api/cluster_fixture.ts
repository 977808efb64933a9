/**
 * An API server for tests, on the real loopback: it keeps objects, and does with
 * them what experiments ask. The client is the real one.
 * @module
 */

/** An object as the API server has it. */
export type Kept = Record<string, unknown> & {
  readonly metadata: Record<string, unknown> & { readonly name: string };
};

/** A cluster of which a test sees every object. */
export interface TestCluster {
  /** Objects by path, e.g. `/apis/apps/v1/namespaces/shop/deployments/a`. */
  readonly objects: Map<string, Kept>;
  /** Requests that changed something, e.g. "PATCH /api/v1/nodes/a". */
  readonly changes: readonly string[];
  /** Paths whose requests are refused with this status. */
  readonly refused: Map<string, number>;
  /** The answers of pods through the proxy, by path. */
  readonly proxied: Map<string, string>;
}

/** Namespace of the objects that {@link deployment} and {@link pod} make. */
export const NAMESPACE = "shop";

/** Runs a test on one; KUBECONFIG names it meanwhile. */
export async function withCluster(
  body: (cluster: TestCluster) => Promise<void>,
): Promise<void> {
  const cluster = {
    objects: new Map<string, Kept>(),
    changes: [] as string[],
    refused: new Map<string, number>(),
    proxied: new Map<string, string>(),
  };
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => answer(cluster, request),
  );
  const folder = await Deno.makeTempDir();
  const before = Deno.env.get("KUBECONFIG");
  try {
    const config = `${folder}/config`;
    await Deno.writeTextFile(config, kubeconfig(server.addr.port));
    Deno.env.set("KUBECONFIG", config);
    await body(cluster);
  } finally {
    if (before === undefined) Deno.env.delete("KUBECONFIG");
    else Deno.env.set("KUBECONFIG", before);
    await server.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
}

function kubeconfig(port: number): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{
      name: "test",
      cluster: {
        server: `http://127.0.0.1:${port}`,
        "insecure-skip-tls-verify": true, // else the client wants TLS
      },
    }],
    users: [{ name: "me", user: {} }],
    contexts: ["test", "other"].map((name) => ({
      name,
      context: { cluster: "test", user: "me" },
    })),
    "current-context": "test",
  });
}

async function answer(
  { objects, changes, refused, proxied }: TestCluster & { changes: string[] },
  request: Request,
): Promise<Response> {
  const { pathname: path, searchParams } = new URL(request.url);
  const { method } = request;
  const status = refused.get(path);
  if (status !== undefined) return refusal(status, `${path} is refused`);
  if (method !== "GET") changes.push(`${method} ${path}`);
  const through = proxied.get(path);
  if (through !== undefined) return new Response(through);
  const kept = objects.get(path);
  if (method === "POST") {
    const made: Kept = await request.json();
    if (!path.endsWith("/eviction")) {
      objects.set(`${path}/${made.metadata.name}`, made);
    } else objects.delete(path.replace(/\/eviction$/, ""));
    return Response.json(made, { status: 201 });
  }
  const isList = /s$/.test(path) && !path.includes("/proxy/");
  if (method === "GET" && kept === undefined && isList) {
    const items = [...objects].filter(([one]) => one.startsWith(`${path}/`))
      .map(([, one]) => one).filter((one) =>
        hasLabels(one, searchParams.get("labelSelector"))
      );
    return Response.json({ kind: "List", items });
  }
  if (kept === undefined) return refusal(404, `${path} not found`);
  if (method === "DELETE") objects.delete(path);
  if (method === "PATCH") {
    objects.set(path, merged(kept, await request.json()) as Kept);
  }
  return Response.json(objects.get(path) ?? kept);
}

function refusal(code: number, message: string): Response {
  return Response.json({ kind: "Status", status: "Failure", code, message }, {
    status: code,
  });
}

function hasLabels({ metadata }: Kept, selector: string | null): boolean {
  const labels = { ...metadata.labels as Record<string, string> };
  return (selector ?? "").split(",").filter((one) => one !== "")
    .every((one) => labels[one.split("=")[0] ?? ""] === one.split("=")[1]);
}

/** RFC 7386. */
function merged(before: unknown, patch: unknown): unknown {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) {
    return patch;
  }
  const isObject = typeof before === "object" && before !== null;
  const result: Record<string, unknown> = isObject ? { ...before } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key], value);
  }
  return result;
}

/** A Deployment whose pods are as it asks. */
export function deployment(
  name: string,
  { replicas = 2, env = [], kind = "deployments", group = "apps/v1" }: {
    readonly replicas?: number;
    readonly env?: readonly Readonly<Record<string, unknown>>[];
    readonly kind?: string;
    readonly group?: string;
  } = {},
): readonly [path: string, object: Kept] {
  return [`/apis/${group}/namespaces/${NAMESPACE}/${kind}/${name}`, {
    kind: "Deployment",
    metadata: { name, namespace: NAMESPACE, generation: 1 },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name, image: "a:1", env }, { name: "side" }] },
      },
    },
    status: {
      observedGeneration: 1,
      replicas,
      updatedReplicas: replicas,
      availableReplicas: replicas,
    },
  }];
}

/** A pod that runs. */
export function pod(
  name: string,
  app: string,
  { node, phase = "Running", deletionTimestamp }: {
    readonly node?: string;
    readonly phase?: string;
    readonly deletionTimestamp?: string;
  } = {},
): readonly [path: string, object: Kept] {
  return [`/api/v1/namespaces/${NAMESPACE}/pods/${name}`, {
    kind: "Pod",
    metadata: {
      name,
      labels: { app },
      ...deletionTimestamp === undefined ? {} : { deletionTimestamp },
    },
    spec: {
      containers: [{ name: app }],
      ...node === undefined ? {} : { nodeName: node },
    },
    status: { phase },
  }];
}

/** A node, open to new pods unless it is closed. */
export function node(
  name: string,
  { unschedulable = false }: { readonly unschedulable?: boolean } = {},
): readonly [path: string, object: Kept] {
  return [`/api/v1/nodes/${name}`, {
    kind: "Node",
    metadata: { name },
    spec: unschedulable ? { unschedulable } : {},
  }];
}
