/**
 * Disks of PostgreSQL: as good ones, and wrong ones.
 * @module
 */

import { edited, type Listed } from "../../../scripts/checks/variants/mod.ts";

const FILE = "k8s/postgres.yaml";

type Edit = readonly [string | RegExp, string];

function form(
  kind: Listed["kind"],
  name: string,
  edits: readonly Edit[],
): Listed {
  return {
    name: `${name} (disk)`,
    kind,
    steps: ["9.10"],
    change: edited(FILE, (text) =>
      edits.reduce((all, [from, to]) => {
        const next = all.replace(from, () => to);
        if (next === all) throw new Error(`${name}: ${from} is not there`);
        return next;
      }, text)),
  };
}

const same = (name: string, ...edits: readonly Edit[]) =>
  form("equivalent", name, edits);

const wrong = (name: string, ...edits: readonly Edit[]) =>
  form("neighbour", name, edits);

/** No templates: a claim of its own. */
const TEMPLATES = / {2}volumeClaimTemplates:[^]*?(?=---)/;

const CLAIM = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: postgres-data }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
---
`;

const BY_CLAIM: readonly Edit[] = [
  [TEMPLATES, CLAIM.replace(/^/, "---\n").replace(/---\n$/, "")],
  [
    "        - { name: run, emptyDir: {} }",
    "        - { name: data, persistentVolumeClaim: { claimName: postgres-data } }\n        - { name: run, emptyDir: {} }",
  ],
];

const AS_DEPLOYMENT: readonly Edit[] = [
  ["kind: StatefulSet", "kind: Deployment"],
  [/ {2}serviceName: postgres\n/, "  strategy: { type: Recreate }\n"],
];

/** As good. */
export const SAME_DISKS: readonly Listed[] = [
  same("a claim of its own", ...BY_CLAIM),
  same(
    "a Deployment that ends the old server first",
    ...BY_CLAIM,
    ...AS_DEPLOYMENT,
  ),
  same("a larger disk", ["storage: 1Gi", "storage: 5Gi"]),
  same("of one pod alone", [
    "accessModes: [ReadWriteOnce]",
    "accessModes: [ReadWriteOncePod]",
  ]),
  same("a class by name", [
    "accessModes: [ReadWriteOnce]",
    "accessModes: [ReadWriteOnce]\n        storageClassName: local-path",
  ]),
  same("mounted one folder above", [
    "mountPath: /var/lib/postgresql/data }",
    "mountPath: /var/lib/postgresql }",
  ]),
  same("mounted with a slash at the end", [
    "mountPath: /var/lib/postgresql/data }",
    "mountPath: /var/lib/postgresql/data/ }",
  ]),
  same("a folder of the disk", [
    "mountPath: /var/lib/postgresql/data }",
    "mountPath: /var/lib/postgresql/data, subPath: pg }",
  ], [/ {12}- \{ name: PGDATA[^\n]*\n/, ""]),
  same("PGDATA as the mount itself", [/ {12}- \{ name: PGDATA[^\n]*\n/, ""]),
  same("another place", [/\/var\/lib\/postgresql\/data/g, "/pg"]),
  same("the disk has another name", [
    "- { name: data, mount",
    "- { name: pgdata, mount",
  ], ["        name: data\n", "        name: pgdata\n"]),
  same("the default number of servers", [/ {2}replicas: 1\n/, ""]),
  same("a headless Service", [
    "  selector: { app: postgres }\n  ports",
    "  clusterIP: None\n  selector: { app: postgres }\n  ports",
  ]),
  same("a port by number", ["targetPort: postgres }", "targetPort: 5432 }"]),
  same("the disk stays for sure", [
    "  replicas: 1\n",
    "  replicas: 1\n  persistentVolumeClaimRetentionPolicy: { whenDeleted: Retain, whenScaled: Retain }\n",
  ]),
  same("the disk goes with the StatefulSet", [
    "  replicas: 1\n",
    "  replicas: 1\n  persistentVolumeClaimRetentionPolicy: { whenDeleted: Delete, whenScaled: Retain }\n",
  ]),
  {
    name: "one file for each object (disk)",
    kind: "equivalent",
    steps: ["9.10"],
    change: {
      [FILE]: () => undefined,
      "k8s/postgres-secret.yaml": (old) => old(FILE).split("---\n")[0],
      "k8s/postgres-statefulset.yml": (old) => old(FILE).split("---\n")[1],
      "k8s/postgres-service.yaml": (old) => old(FILE).split("---\n")[2],
    },
  },
  {
    name: "in another file (disk)",
    kind: "equivalent",
    steps: ["9.10"],
    change: { [FILE]: () => undefined, "k8s/db.yml": (old) => old(FILE) },
  },
];

/** Wrong in one thing. */
export const WRONG_DISKS: readonly Listed[] = [
  wrong("nothing that lasts", [TEMPLATES, ""], [
    "        - { name: run, emptyDir: {} }",
    "        - { name: data, emptyDir: {} }\n        - { name: run, emptyDir: {} }",
  ]),
  wrong("the data beside the disk", [
    "value: /var/lib/postgresql/data/pgdata",
    "value: /tmp/pgdata",
  ]),
  wrong("the disk is mounted elsewhere", [
    "mountPath: /var/lib/postgresql/data }",
    "mountPath: /var/lib/postgres }",
  ]),
  wrong("a folder that only begins alike", [
    "mountPath: /var/lib/postgresql/data }",
    "mountPath: /var/lib/postgresql/data/pg }",
  ]),
  wrong("the claim is never mounted", [
    / {12}- \{ name: data, mountPath[^\n]*\n/,
    "",
  ]),
  wrong("another volume at the data", [
    "- { name: data, mountPath: /var/lib",
    "- { name: tmp, mountPath: /var/lib",
  ]),
  wrong("two servers", ["replicas: 1", "replicas: 2"]),
  wrong("no server", ["replicas: 1", "replicas: 0"]),
  wrong("a Deployment that starts the new server first", ...BY_CLAIM, [
    "kind: StatefulSet",
    "kind: Deployment",
  ], [/ {2}serviceName: postgres\n/, ""]),
  wrong("a claim that no file declares", BY_CLAIM[1] ?? ["", ""], [
    TEMPLATES,
    "",
  ]),
  wrong("a read-only disk", [
    "mountPath: /var/lib/postgresql/data }",
    "mountPath: /var/lib/postgresql/data, readOnly: true }",
  ]),
  wrong("orders that are not written through", [
    "max_connections=100]",
    "max_connections=100, -c, fsync=off]",
  ]),
  wrong("a commit that does not wait", [
    "max_connections=100]",
    "max_connections=100, -c, synchronous_commit=off]",
  ]),
  wrong("the Service selects nothing", [
    "selector: { app: postgres }\n  ports",
    "selector: { app: database }\n  ports",
  ]),
  wrong("the Service leads to another port", [
    "targetPort: postgres }",
    "targetPort: 5433 }",
  ]),
  wrong("no Service", [/---\napiVersion: v1\nkind: Service\n[^]*$/, ""]),
  wrong("the workload has another label than it selects", [
    "labels: { app: postgres, app.kubernetes.io/part-of: quickticket }",
    "labels: { app: postgres, tier: db }",
  ], [
    "matchLabels: { app: postgres }",
    "matchLabels: { app: postgres, tier: data }",
  ]),
  {
    name: "the old Deployment is left beside it (disk)",
    kind: "neighbour",
    steps: ["9.10"],
    change: {
      "k8s/postgres-old.yaml": (old) =>
        (old(FILE).split("---\n")[1] ?? "").replace("StatefulSet", "Deployment")
          .replace(/ {2}serviceName[^\n]*\n/, "").replace(TEMPLATES, "")
          .replace(/ {2}volumeClaimTemplates[^]*$/, "")
          .replace(
            "        - { name: run,",
            "        - { name: data, emptyDir: {} }\n        - { name: run,",
          ),
    },
  },
];
