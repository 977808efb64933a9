/**
 * Where the real servers of a test are.
 * @module
 */

/**
 * The URL in a variable that `deno task test` sets.
 * @throws {Error} when it is unset: such tests need the real part
 */
export function serverUrl(name: "DATABASE_URL" | "REDIS_URL"): URL {
  const url = Deno.env.get(name);
  if (url) return new URL(url);
  throw new Error(
    `Cannot test: ${name} is unset; run it by deno task dev -- CMD`,
  );
}
