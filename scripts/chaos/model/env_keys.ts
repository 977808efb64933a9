/**
 * Which variables of the caller an experiment may read: those that name the
 * shop, and those that someone sets for experiments. Everything else, such as
 * the credentials of a cloud, does not concern it.
 * @module
 */

const OF_SHOP = ["GATEWAY_URL", "EVENTS_URL", "PAYMENTS_URL", "NAMESPACE"];

const FOR_EXPERIMENTS = "CHAOS_";

/** The rule, in words. */
export const ENV_KEYS: string = `one of ${
  OF_SHOP.join(", ")
}, or begin with ${FOR_EXPERIMENTS}`;

/** Whether an experiment may read it. */
export function isEnvKey(key: string): boolean {
  return OF_SHOP.includes(key) || /^CHAOS_[A-Z0-9_]+$/.test(key);
}
