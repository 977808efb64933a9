/**
 * CronJobs of backups: as good ones, and wrong ones.
 * @module
 */

import { edited, type Listed } from "../../../scripts/checks/variants/mod.ts";

const JOB = "k8s/backup.yaml";

/** The script of the solution, as it stands there. */
const SCRIPT = / {20}file="[^]*?done\n/;

type Edit = readonly [string | RegExp, string];

function form(
  kind: Listed["kind"],
  name: string,
  edits: readonly Edit[],
): Listed {
  return {
    name: `${name} (backup)`,
    kind,
    steps: ["B.2"],
    change: edited(JOB, (text) =>
      edits.reduce((all, [from, to]) => {
        const next = all.replace(from, () => to);
        if (next === all) throw new Error(`${name}: ${from} is not there`);
        return next;
      }, text)),
  };
}

function script(...lines: readonly string[]): Edit {
  return [SCRIPT, lines.map((line) => `${" ".repeat(20)}${line}\n`).join("")];
}

const same = (name: string, ...edits: readonly Edit[]) =>
  form("equivalent", name, edits);

const wrong = (name: string, ...edits: readonly Edit[]) =>
  form("neighbour", name, edits);

/** As good. */
export const SAME_JOBS: readonly Listed[] = [
  same(
    "by the time of the files",
    script(
      "f=/backups/quickticket_$(date -u +%Y%m%dT%H%M%SZ).dump",
      "pg_dump -Fc -f $f.part",
      "mv $f.part $f",
      "ls -1t /backups/*.dump | tail -n +6 | xargs -r rm -v",
    ),
  ),
  same(
    "seconds since 1970 and the host",
    script(
      "f=/backups/quickticket_$(date -u +%s)-$HOSTNAME.dump",
      "pg_dump -Fc > $f.tmp",
      "mv $f.tmp $f",
      "for old in $(ls -1 /backups/*.dump | sort -r | tail -n +6); do",
      '  echo "removing $old"; rm -f "$old"',
      "done",
    ),
  ),
  same(
    "a loop that counts",
    script(
      "f=/backups/quickticket_$(date -u +%Y-%m-%d_%H-%M-%S).dump",
      "pg_dump --format=c --file=$f.new",
      "mv $f.new $f",
      "n=0",
      "for one in $(ls -1r /backups/quickticket_*.dump); do",
      "  n=$((n + 1))",
      '  if [ $n -gt 5 ]; then rm "$one"; echo "removed $one"; fi',
      "done",
    ),
  ),
  same(
    "the server by name, in flags",
    script(
      "f=/backups/quickticket_$(date -u +%Y%m%dT%H%M%SZ).dump",
      'pg_dump -h postgres -p 5432 -U "$PGUSER" -d quickticket -Fc -f $f.part',
      "mv $f.part $f",
      "ls -1t /backups/*.dump | tail -n +6 | xargs -r rm -v",
    ),
  ),
  same("compressed less, and more is said", [
    "--format=custom",
    "--format=custom --compress=1 --verbose",
  ]),
  same("minutes by a list", [
    '"*/5 * * * *"',
    '"0,5,10,15,20,25,30,35,40,45,50,55 * * * *"',
  ]),
  same("minutes by a range", ['"*/5 * * * *"', '"2-57/5 * * * *"']),
  same("minutes from one on", ['"*/5 * * * *"', '"1/5 * * * *"']),
  same("an interval by name", ['"*/5 * * * *"', '"@every 5m"']),
  same("bash with pipefail", ["[sh, -euc]", "[bash, -euo, pipefail, -c]"]),
  same("another shell path", ["[sh, -euc]", '["/bin/sh", "-eu", "-c"]']),
  same("Replace", ["concurrencyPolicy: Forbid", "concurrencyPolicy: Replace"]),
  same("never tried again", [
    "restartPolicy: OnFailure",
    "restartPolicy: Never",
  ], ["backoffLimit: 2", "backoffLimit: 0"]),
  same("jobs go after an hour", [
    "backoffLimit: 2",
    "backoffLimit: 2\n      ttlSecondsAfterFinished: 3600",
  ]),
  same(
    "two containers, one after another",
    [
      /          containers:\n            - name: backup/,
      "          initContainers:\n            - name: dump",
    ],
    script(
      "f=/backups/quickticket_$(date -u +%Y%m%dT%H%M%SZ).dump",
      "pg_dump -Fc -f $f.part",
      "mv $f.part $f",
    ),
    [
      /          volumes:/,
      `          containers:
            - name: prune
              image: busybox:1.36
              command: [sh, -ec]
              args:
                - ls -1t /backups/*.dump | tail -n +6 | xargs -r rm -v
              volumeMounts: [{ name: backups, mountPath: /backups }]
          volumes:`,
    ],
  ),
  same("the script in a ConfigMap", [
    /              command: \[sh, -euc\][^]*?done\n/,
    "              command: [sh, /scripts/backup.sh]\n",
  ], [
    "volumeMounts: [{ name: backups, mountPath: /backups }]",
    "volumeMounts: [{ name: backups, mountPath: /backups }, { name: scripts, mountPath: /scripts }]",
  ], [
    /$/,
    `            - name: scripts
              configMap: { name: backup-script }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: backup-script }
data:
  backup.sh: |
    set -eu
    f=/backups/quickticket_$(date -u +%Y%m%dT%H%M%SZ).dump
    pg_dump -Fc -f "$f.part"
    mv "$f.part" "$f"
    ls -1t /backups/*.dump | tail -n +6 | xargs -r rm -v
`,
  ]),
  same("a claim of its own", [
    "claimName: postgres-backups",
    "claimName: my-backups",
  ], [
    /$/,
    `---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: my-backups }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
`,
  ]),
  same("mounted elsewhere", ["mountPath: /backups", "mountPath: /data"], [
    /\/backups\//g,
    "/data/",
  ]),
];

/** Wrong in one thing. */
export const WRONG_JOBS: readonly Listed[] = [
  wrong("every ten minutes", ['"*/5 * * * *"', '"*/10 * * * *"']),
  wrong("once an hour, five minutes after it", [
    '"*/5 * * * *"',
    '"5 * * * *"',
  ]),
  wrong("every five hours", ['"*/5 * * * *"', '"0 */5 * * *"']),
  wrong("only by day", ['"*/5 * * * *"', '"*/5 8-18 * * *"']),
  wrong("every seven minutes of an hour", ['"*/5 * * * *"', '"*/7 * * * *"']),
  wrong("no schedule", ['"*/5 * * * *"', '"five minutes"']),
  wrong("two at once", [
    "concurrencyPolicy: Forbid",
    "concurrencyPolicy: Allow",
  ]),
  wrong("two at once, by default", [/ {2}concurrencyPolicy: Forbid\n/, ""]),
  wrong("suspended", [
    "concurrencyPolicy: Forbid",
    "concurrencyPolicy: Forbid\n  suspend: true",
  ]),
  wrong("another name", ["name: postgres-backup\n", "name: backup\n"]),
  wrong("the password in the file", [
    /- \{\n +name: PGPASSWORD,[^]*?\},\n {18}\}/,
    "- { name: PGPASSWORD, value: quickticket }",
  ]),
  wrong("the password in an address", [
    "pg_dump --format",
    "pg_dump postgres://quickticket:quickticket@postgres/quickticket --format",
  ]),
  wrong("on no disk", [
    /persistentVolumeClaim: \{ claimName: postgres-backups \}/,
    "emptyDir: {}",
  ]),
  wrong("a claim that is not there", [
    "claimName: postgres-backups",
    "claimName: my-backups",
  ]),
  wrong("written beside the disk", [/\/backups\//g, "/tmp/"]),
  wrong("the oldest five are kept", ["sort -r", "sort"]),
  wrong("four are kept", ['value: "5"', 'value: "4"']),
  wrong("six are kept", ['value: "5"', 'value: "6"']),
  wrong(
    "all are kept",
    script(
      "f=/backups/quickticket_$(date -u +%Y%m%dT%H%M%SZ).dump",
      "pg_dump -Fc -f $f",
    ),
  ),
  wrong("one file again and again", ["$(date -u +%Y%m%dT%H%M%SZ)", "latest"]),
  wrong("the schema alone", [
    "--format=custom",
    "--format=custom --schema-only",
  ]),
  wrong("without orders", [
    "--format=custom",
    "--format=custom --exclude-table-data=orders",
  ]),
  wrong("plain SQL", ["--format=custom", "--format=plain"], [
    / {20}pg_restore --list[^\n]*\n/,
    "",
  ]),
  wrong("a failed run pushes a good dump out", ["[sh, -euc]", "[sh, -uc]"], [
    / {20}mv /,
    '                    touch "$file"; mv ',
  ]),
  wrong(
    "old ones go before the new one is there",
    script(
      "ls -1t /backups/*.dump 2>/dev/null | tail -n +5 | xargs -r rm -v",
      "f=/backups/quickticket_$(date -u +%Y%m%dT%H%M%SZ).dump",
      "pg_dump -Fc -f $f.part",
      "mv $f.part $f",
    ),
  ),
  wrong(
    "what fails is hidden",
    script(
      "f=/backups/quickticket_$(date -u +%Y%m%dT%H%M%SZ).dump",
      "pg_dump -Fc -f $f.part && mv $f.part $f || true",
      "ls -1t /backups/*.dump | tail -n +6 | xargs -r rm -v",
    ),
  ),
  wrong(
    "what fails in front of && is hidden from set -e",
    script(
      "f=/backups/quickticket_$(date -u +%Y%m%dT%H%M%SZ).dump",
      "pg_dump -Fc > $f.tmp && mv $f.tmp $f",
      "ls -1t /backups/*.dump | tail -n +6 | xargs -r rm -v",
    ),
  ),
  wrong(
    "an empty dump is left when nothing answers",
    script(
      "f=/backups/quickticket_$(date -u +%Y%m%dT%H%M%SZ).dump",
      "pg_dump -Fc -f $f",
      "ls -1t /backups/*.dump | tail -n +6 | xargs -r rm -v",
    ),
  ),
  wrong(
    "a pipe hides what fails",
    script(
      "f=/backups/quickticket_$(date -u +%Y%m%dT%H%M%SZ).dump",
      "pg_dump -Fc | cat > $f",
      "ls -1t /backups/*.dump | tail -n +6 | xargs -r rm -v",
    ),
  ),
];
