/**
 * The rules for a service's image, and the rules that an image breaks.
 * @module
 */

import type { Content } from "./content.ts";
import type { Permissions } from "./program.ts";

/** Largest content of an image (MB). */
const MAX_CONTENT_MB = 125;

/** The user that distroless calls nonroot. */
const USER = "65532:65532";

/** The image to check, and the limits for it. */
export interface Evaluated extends Content {
  readonly contentMb: number;
  readonly user: string;
  /** Permission set of the service in deno.json. */
  readonly granted: Granted;
  /** Packages that the service imports, with what they need themselves. */
  readonly imported: ReadonlySet<string>;
}

/** A permission set as deno.json writes it. */
export type Granted = Readonly<Record<string, unknown>>;

/** All problems, each a sentence; none when the image is as it must be. */
export function problemsOf(image: Evaluated): readonly string[] {
  const { permissions, packages } = image.program;
  const strangers = packages.filter((name) => !image.imported.has(name));
  return [
    image.contentMb <= MAX_CONTENT_MB
      ? []
      : `content must be at most ${MAX_CONTENT_MB} MB, ` +
        `current value is ${image.contentMb.toFixed(0)}`,
    image.user === USER
      ? []
      : `user must be ${USER}, current value is ${image.user || "root"}`,
    image.shells.map((path) => `/${path} is a shell`),
    image.setuid.map((path) => `/${path} runs as its owner (setuid)`),
    permissions === undefined
      ? "the program does not say what it may do"
      : differences(permissions, image.granted),
    packages.length === 0 ? "no package was found in the program" : [],
    strangers.map((name) => `package ${name} is inside and not imported`),
  ].flat();
}

const KINDS = ["env", "net", "ffi", "read", "run", "sys", "write"] as const;

function differences(
  permissions: Permissions,
  granted: Granted,
): readonly string[] {
  const wrong = KINDS.flatMap((kind) => {
    const [has, may] = [permissions[`allow_${kind}`], scopeOf(granted[kind])];
    return said(has) === said(may) ? [] : [
      `${kind} must be ${said(may)} as in deno.json, current value is ` +
      said(has),
    ];
  });
  return permissions.prompt
    ? [...wrong, "the program asks at a terminal for what it may not do"]
    : wrong;
}

/** `true`, names, or `{allow: names}` as the program writes it. */
function scopeOf(value: unknown): readonly string[] | null {
  if (value === true) return [];
  if (Array.isArray(value)) return value.map(String);
  if (typeof value === "object" && value !== null && "allow" in value) {
    return scopeOf(value.allow);
  }
  return null;
}

function said(scope: readonly string[] | null): string {
  if (scope === null) return "nothing";
  return scope.length === 0 ? "everything" : scope.toSorted().join(", ");
}
