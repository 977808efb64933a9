import { type Pushed } from "./image_check.ts";

/** A commit. */
export const ONE = "1111111111111111111111111111111111111111";

/** The commit after it. */
export const TWO = "2222222222222222222222222222222222222222";

/** The result of a push of that commit: three images under its name. */
export function pushed(sha: string, change: Partial<Pushed> = {}): Pushed {
  const refs = ["gateway", "events", "payments"].map((name) =>
    `ghcr.io/some-student/quickticket/${name}:${sha}`
  );
  const built = refs.map((ref) => ({ ref, args: `SERVICE=x REVISION=${sha}` }));
  return { sha, pushed: refs, built, problems: [], ...change };
}
