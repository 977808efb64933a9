/**
 * The floor plan: which wing may import which, and through which door.
 *
 * A wing is a folder of `scripts/`, or one of the other folders with code. It
 * imports only from wings in the layers before its own, and only through a
 * `mod.ts` (a lab's door is its `check.ts`). `deno lint` enforces this.
 * @module
 */

/** The layers, from the bottom to the top; wings of one layer are strangers. */
export const LAYERS: readonly (readonly string[])[] = [
  ["services"],
  ["lib"],
  ["adapters"],
  ["schema", "load", "delivery"],
  ["stack"],
  ["checks", "chaos", "recovery"],
  ["observe", "e2e"],
  ["labs"],
  ["course"],
  ["repo"],
];

/** Which wing a path belongs to, as seen from the repository's root. */
export function wingOf(path: string): string | undefined {
  const [first, second, third] = path.split("/");
  if (first === "services" || first === "labs") {
    // Overlays of the tree are compiled where they are laid.
    return first === "labs" && OVERLAYS.includes(third ?? "")
      ? undefined
      : first;
  }
  return first === "scripts" && third !== undefined ? second : undefined;
}

/** Folders of a lab that lie over the tree. */
const OVERLAYS: readonly string[] = ["solution", "start", "cases"];

/** The layer of a wing, 0 for the lowest. */
export function layerOf(wing: string): number | undefined {
  const layer = LAYERS.findIndex((wings) => wings.includes(wing));
  return layer === -1 ? undefined : layer;
}

/** True when other wings may import this file. */
export function isDoor(path: string): boolean {
  return /\/mod\.ts$|^labs\/lab\d+\/check\.ts$/.test(path);
}

/**
 * Why `from` must not import `to`.
 * @returns undefined when it may, or when one of the two belongs to no wing
 */
export function refusedImport(from: string, to: string): string | undefined {
  const [wing, other] = [wingOf(from), wingOf(to)];
  if (wing === undefined || other === undefined || wing === other) return;
  const [layer, below] = [layerOf(wing), layerOf(other)];
  if (layer === undefined || below === undefined) {
    const stranger = layer === undefined ? wing : other;
    return `No layer has a wing ${stranger}: add it to LAYERS in layers.ts`;
  }
  if (below >= layer) {
    return `${wing} must not import ${other}: it stands in a layer ` +
      `${below === layer ? "beside" : "above"}, see layers.ts`;
  }
  return isDoor(to)
    ? undefined
    : `${wing} imports ${other} only through a mod.ts: export it there`;
}
