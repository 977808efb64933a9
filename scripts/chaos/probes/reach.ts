/**
 * Where an experiment may send requests: to the shop that it runs on, and
 * nowhere else. Redirects are not followed (http.ts), and the target's own
 * addresses are numbers, so that no name can lead elsewhere meanwhile.
 * @module
 */

/** The problem of a request to `url`; undefined: it reaches the target. */
export function outOfReach(
  url: string,
  bases: readonly string[],
): string | undefined {
  const to = new URL(url);
  const isInside = bases.some((base) => isBelow(to, new URL(base)));
  if (isInside && to.username === "" && to.password === "") return undefined;
  return `${to.origin} is not an address of the target; use \${gateway_url} ` +
    "and its like";
}

/** `fetch` that sends nothing to any other address than these. */
export function fetchWithin(
  bases: readonly string[],
  fetch_: typeof fetch,
): typeof fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const problem = outOfReach(url, bases);
    if (problem !== undefined) throw new TypeError(problem);
    return await fetch_(input, init);
  };
}

function isBelow(to: URL, base: URL): boolean {
  if (to.origin !== base.origin) return false;
  const folder = base.pathname.replace(/\/*$/, "/");
  if (!`${to.pathname}/`.startsWith(folder)) return false;
  // Behind a proxy, an escaped ".." would leave the service again.
  return !/%2e|%2f|%5c|\\/i.test(to.pathname);
}
