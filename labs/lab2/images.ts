/**
 * The images of the student's shop, as the engine describes them.
 * @module
 */

import type { CheckContext } from "../../scripts/checks/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";

/** The services whose images Lab 2 is about. */
export const SERVICES = ["gateway", "events", "payments"] as const;

/** An image. */
export interface ImageFacts {
  readonly service: string;
  /** Content, unpacked (MB). */
  readonly mb: number;
  readonly layers: number;
  readonly largestLayerMb: number;
  /** As the image says; "" is root. */
  readonly user: string;
}

/**
 * The facts about an image; undefined when there is none of that name.
 * @throws {CouldNotRun} when docker does not answer
 */
export async function factsOf(
  { program }: Pick<CheckContext, "program">,
  service: string,
  tag: string,
): Promise<ImageFacts | undefined> {
  const image = `quickticket/${service}:${tag}`;
  const format = "{{.Size}} {{len .RootFS.Layers}} {{.Config.User}}";
  const info = ["image", "inspect", "--format", format, image];
  const { code, stdout, stderr } = await program("docker", info);
  if (code !== 0) {
    if (/no such image|not known/i.test(stderr)) return undefined;
    throw new CouldNotRun(`Cannot look at ${image}: ${stderr.split("\n")[0]}`);
  }
  const [size, layers, user = ""] = stdout.split(" ");
  const history = await program("docker", [
    ...["history", "--human=false", "--format", "{{.Size}}", image],
  ]);
  const sizes = history.stdout.split("\n").map(Number).filter(Number.isFinite);
  return {
    service,
    mb: Number(size) / 1e6,
    layers: Number(layers),
    largestLayerMb: Math.max(0, ...sizes) / 1e6,
    user,
  };
}

/** Whether that is the user who may do everything. */
export function isRoot(user: string): boolean {
  return /^(?:|root|0)(?::|$)/.test(user);
}
