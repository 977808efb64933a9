/**
 * CronJobs of backups that are as good.
 * @module
 */

import type { Listed } from "../../../scripts/checks/variants/mod.ts";
import { same, script } from "./jobs.ts";

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
      / {10}containers:\n {12}- name: backup/,
      "          initContainers:\n            - name: dump",
    ],
    script(
      "f=/backups/quickticket_$(date -u +%Y%m%dT%H%M%SZ).dump",
      "pg_dump -Fc -f $f.part",
      "mv $f.part $f",
    ),
    [
      / {10}volumes:/,
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
    / {14}command: \[sh, -euc\][^]*?done\n/,
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
