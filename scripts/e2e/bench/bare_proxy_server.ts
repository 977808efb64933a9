/**
 * The least that stands before events: fetch and pass on. The gateway is
 * compared with it.
 * @module
 */

if (import.meta.main) {
  const target = Deno.env.get("EVENTS_URL");
  Deno.serve({
    hostname: "127.0.0.1",
    port: Number(Deno.env.get("PORT")),
    onListen: () => {},
  }, async (request) => {
    const { pathname } = new URL(request.url);
    const answer = await fetch(target + pathname, {
      headers: { "X-Request-Id": crypto.randomUUID() },
    });
    return new Response(answer.body, answer);
  });
}
