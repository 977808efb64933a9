/**
 * The context in which tests prepare actions.
 * @module
 */

import { SEED } from "../run_fixture.ts";
import { testShop } from "../shop_fixture.ts";
import type { ActionContext } from "../model/action_context.ts";
import type { Target } from "../model/target.ts";

/** A provider as a file has it. */
export type Raw = Readonly<Record<string, unknown>>;

/** The context of an action on a shop of this test. */
export function context(
  target: Partial<Target> = {},
  rest: Partial<ActionContext> = {},
): ActionContext & { readonly shop: ReturnType<typeof testShop> } {
  const shop = testShop();
  return {
    target: { ...shop.target, ...target },
    fetch: shop.fetch,
    clock: shop.clock,
    runId: "Run-1",
    ownerSeed: SEED,
    ttlS: 30,
    namespace: undefined,
    ...rest,
    shop,
  };
}

/** A shop in a cluster. */
export const KUBERNETES: Partial<Target> = {
  kind: "kubernetes",
  address: { kind: "kubernetes", namespace: "shop" },
};
