/**
 * A shop for tests: it answers as a test says, and remembers each request.
 * @module
 */

const EVENTS = [[1, 100], [6, 1_000_000]].map(([id, total_tickets]) => ({
  id,
  name: "x",
  venue: "y",
  date: "2026-12-31T00:00:00.000Z",
  total_tickets,
  price_cents: 100,
  available: total_tickets,
}));

const RESERVATION = {
  reservation_id: "7c9e6679-7425-40de-944b-e07fc1f90ae7",
  event_id: 6,
  quantity: 1,
  total_cents: 100,
  expires_in_seconds: 300,
};

const ORDER = {
  order_id: "7c9e6679-7425-40de-944b-e07fc1f90ae7",
  event_id: 6,
  quantity: 1,
  total_cents: 100,
  status: "confirmed",
};

/** The shop's answer to a path with status 200. */
export function bodyOf(path: string): unknown {
  if (path === "/events") return EVENTS;
  return path.endsWith("/pay") ? ORDER : RESERVATION;
}

/** A shop behind a `fetch` of its own. */
export interface FakeShop {
  /** The paths that were asked for, in order. */
  readonly asked: readonly string[];
  readonly fetch: typeof fetch;
}

/** Opens one. */
export function fakeShop(
  status: (path: string) => number = () => 200,
): FakeShop {
  const asked: string[] = [];
  return {
    asked,
    fetch(input) {
      const { pathname } = new URL(String(input));
      asked.push(pathname);
      return Promise.resolve(
        Response.json(bodyOf(pathname), { status: status(pathname) }),
      );
    },
  };
}
