/**
 * Lab 11 measured: notifications that no customer waits for, and a gateway that
 * tries again, gives up in time and defends itself.
 * @module
 */

import type { Lab } from "../../scripts/checks/mod.ts";
import { contract } from "./contract_check.ts";
import { breaker } from "./guard_checks.ts";
import { limiter } from "./limiter_check.ts";
import { manifest } from "./manifest_check.ts";
import { unnoticed, wired } from "./notify_checks.ts";
import { retry } from "./retry_checks.ts";
import { service } from "./service_check.ts";

/** Lab 11. */
export const lab11: Lab = {
  lab: 11,
  title: "Patterns between services",
  tasks: [
    { task: 1, title: "Notifications, and a second chance", points: 6 },
    { task: 2, title: "Breaker and limiter", points: 4 },
  ],
  checks: [
    service,
    manifest,
    wired,
    unnoticed,
    retry,
    contract,
    breaker,
    limiter,
  ],
  questions: [
    "Why does no customer wait for notifications, and what is lost by that?",
    "Why breaker(retry(call)) and not retry(breaker(call))?",
    "Five replicas: how many failures until all circuits are open, and how " +
    "many requests a second does a limit of 10 let through?",
    "Why may a charge that timed out be tried again here, and what would " +
    "happen without the idempotency key?",
  ],
  deliverables: [
    "submissions/lab11.md",
    "services/notifications/**",
    "services/gateway/resilience/**",
    "k8s/notifications.y*ml",
    "deno.json",
  ],
};
