/**
 * The platform of this process.
 * @module
 */

import { release } from "node:os";
import { type Platform, platformOf } from "./platform.ts";

/** The platform of this process. The kernel is asked where WSL can be. */
export function thisPlatform(): Platform {
  const { os } = Deno.build;
  return platformOf(os, os === "linux" ? kernel() : "");
}

/** Its release; "" when this process may not ask. */
function kernel(): string {
  try {
    return release();
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) return "";
    throw error;
  }
}

/** The first of the places where there is a file. */
export async function firstFile(
  places: readonly string[],
): Promise<string | undefined> {
  for (const place of places) {
    const isFile = await Deno.stat(place).then(
      (found) => found.isFile,
      () => false,
    );
    if (isFile) return place;
  }
  return undefined;
}
