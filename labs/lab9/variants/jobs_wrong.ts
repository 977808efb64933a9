/**
 * CronJobs of backups that are wrong.
 * @module
 */

import type { Listed } from "../../../scripts/checks/variants/mod.ts";
import { script, wrong } from "./jobs.ts";

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
