/**
 * A Git server for the cluster: this repository's main, read-only, under the
 * address git://git.argocd/quickticket.git, as long as it runs.
 *
 * It stands in for GitHub while a lab tries things out: a push is seen within
 * seconds, and nothing leaves the machine. People push to a bare repository in
 * a folder; git daemon serves that folder; a Service without pods leads to it.
 * @module
 */

import { stringify } from "yaml";
import type { Clock } from "../../../services/shared/mod.ts";
import { openGit } from "../../lib/process/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { Kubectl } from "../../adapters/kubernetes/mod.ts";
import { replaceFile } from "../../lib/files/mod.ts";

/** The repository that people push to, from the root of this one. */
const BARE = ".dev/git/quickticket.git";

/** The name of that remote. */
export const REMOTE = "cluster";

/** Where the cluster finds it. */
export const ADDRESS = "git://git.argocd/quickticket.git";

const PORT = 9418;

/** Makes the bare repository and the remote that leads to it. */
export async function prepareRepository(isPolled: boolean): Promise<void> {
  const git = openGit();
  await git.output("init", "--quiet", "--bare", "--initial-branch=main", BARE);
  const hook = `${BARE}/hooks/post-receive`;
  await Deno.mkdir(`${BARE}/hooks`, { recursive: true });
  await replaceFile(hook, isPolled ? "#!/bin/sh\n" : TELL, {
    mode: 0o755,
  });
  await git.run("remote", "remove", REMOTE); // the remote may not exist
  await git.output("remote", "add", REMOTE, BARE);
}

/** Acts as a webhook: Argo CD looks now, instead of within three minutes. */
const TELL = `#!/bin/sh
kubectl annotate applications.argoproj.io --all --namespace argocd \\
  argocd.argoproj.io/refresh=normal --overwrite >/dev/null 2>&1 || true
`;

/** Leads the cluster to this machine: a Service, and the address behind it. */
export async function leadTo(kubectl: Kubectl, address: string): Promise<void> {
  const metadata = { name: "git", namespace: "argocd" };
  const ports = [{ name: "git", port: PORT, protocol: "TCP" }];
  const objects = [
    { apiVersion: "v1", kind: "Service", metadata, spec: { ports } },
    {
      apiVersion: "discovery.k8s.io/v1",
      kind: "EndpointSlice",
      metadata: {
        ...metadata,
        labels: { "kubernetes.io/service-name": "git" },
      },
      addressType: "IPv4",
      endpoints: [{ addresses: [address] }],
      ports,
    },
  ];
  await kubectl.run(
    ["apply", "-f", "-"],
    objects.map((one) => stringify(one)).join("---\n"),
  );
}

/**
 * The address by which pods reach this machine: the node's, when the node is
 * this machine, else what k3d calls host.k3d.internal.
 * @throws {CouldNotRun} when neither is known
 */
export async function addressForPods(kubectl: Kubectl): Promise<string> {
  const own = ownAddresses();
  const nodes = await kubectl.run([
    ...["get", "nodes", "-o"],
    'jsonpath={.items[*].status.addresses[?(@.type=="InternalIP")].address}',
  ]);
  const here = nodes.split(/\s+/).find((address) => own.includes(address));
  if (here !== undefined) return here;
  const hosts = await kubectl.run([
    ...["get", "configmap", "coredns", "-n", "kube-system"],
    ...["-o", "jsonpath={.data.NodeHosts}"],
  ]);
  const host = /^(\S+)\s+host\.k3d\.internal/m.exec(hosts)?.[1];
  if (host !== undefined) return host;
  throw new CouldNotRun(
    "Cannot tell how pods reach this machine: CoreDNS knows no " +
      "host.k3d.internal; give its address, --address 192.168.1.7",
  );
}

function ownAddresses(): readonly string[] {
  return Deno.networkInterfaces().map(({ address }) => address);
}

/** A server that runs. */
export interface GitServer {
  /** Resolves when it ends. */
  readonly ended: Promise<void>;
  stop(): void;
}

/** Longest wait until it answers (ms). */
const START_MS = 10_000;

/**
 * Starts git daemon, and returns once it answers. It listens where pods come in
 * and nowhere else: on the address or, when that is another machine's that leads
 * here, on localhost.
 * @throws {CouldNotRun} with what it said, when it does not start
 */
export async function serveGit(
  address: string,
  clock: Clock,
): Promise<GitServer> {
  const hostname = ownAddresses().includes(address) ? address : "127.0.0.1";
  const child = new Deno.Command("git", {
    args: [
      ...["daemon", "--reuseaddr", "--export-all", "--informative-errors"],
      ...[`--listen=${hostname}`, `--port=${PORT}`],
      ...["--base-path=.dev/git", ".dev/git"],
    ],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let said: string | undefined;
  const ended = child.output().then(({ stderr }) => {
    said = new TextDecoder().decode(stderr).trim();
  });
  const began = clock.monotonic();
  for (;;) {
    if (said !== undefined || clock.monotonic() - began > START_MS) {
      throw new CouldNotRun(
        `Cannot serve on ${hostname}:${PORT}: ${said ?? "no answer"}`,
      );
    }
    const isThere = await Deno.connect({ hostname, port: PORT })
      .then((connection) => (connection.close(), true), () => false);
    if (isThere && said === undefined) break;
    await clock.sleep(100);
  }
  return { ended, stop: () => child.kill("SIGTERM") };
}
