/**
 * Which program speaks the Redis protocol on a port. It is asked itself, because
 * a Redis, a Valkey and a Valkey in WebAssembly differ in what they keep.
 * @module
 */

/** Longest wait for its answer (ms). */
const LOOK_MS = 1000;

/** "Redis 7.0.15", "Valkey 9.1.1 (WebAssembly)"; undefined: it does not say. */
export async function redisServer(url: string): Promise<string | undefined> {
  const { hostname, port } = new URL(url);
  try {
    using connection = await Deno.connect({
      hostname,
      port: Number(port || 6379),
    });
    const timer = setTimeout(() => connection.close(), LOOK_MS);
    try {
      await connection.write(new TextEncoder().encode("INFO server\r\n"));
      const answer = new Uint8Array(4096);
      const length = await connection.read(answer) ?? 0;
      return nameIn(new TextDecoder().decode(answer.subarray(0, length)));
    } finally {
      clearTimeout(timer);
    }
  } catch {
    return undefined; // refused, reset, too slow, or it wants a password
  }
}

/** The name in the answer to INFO. */
export function nameIn(info: string): string | undefined {
  const [, valkey] = /^valkey_version:(\S+)/m.exec(info) ?? [];
  const [, redis] = /^redis_version:(\S+)/m.exec(info) ?? [];
  const isWasm = /^os:.*\bwasm/m.test(info);
  const name = valkey === undefined
    ? redis === undefined ? undefined : `Redis ${redis}`
    : `Valkey ${valkey}`;
  return name !== undefined && isWasm ? `${name} (WebAssembly)` : name;
}
