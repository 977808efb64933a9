/**
 * Which program speaks the Redis protocol on a port. It is asked itself, because
 * a Redis, a Valkey and a Valkey in WebAssembly differ in what they keep.
 * @module
 */

/** Longest wait for its answer (ms). */
const LOOK_MS = 1000;

/** "Redis 7.0.15", "Valkey 9.1.1 (WebAssembly)"; undefined: it does not say. */
export async function redisServer(url: string): Promise<string | undefined> {
  const { hostname, port, password } = new URL(url);
  const login = password === ""
    ? ""
    : `AUTH ${decodeURIComponent(password)}\r\n`;
  try {
    using connection = await Deno.connect({
      hostname,
      port: Number(port || 6379),
    });
    const timer = setTimeout(() => connection.close(), LOOK_MS);
    try {
      await connection.write(
        new TextEncoder().encode(`${login}INFO server\r\n`),
      );
      let answer = "";
      const part = new Uint8Array(4096);
      // INFO ends with an empty line; a refusal has one line.
      while (!/\r\n\r\n$/.test(answer) && !/^-/m.test(answer)) {
        const length = await connection.read(part);
        if (length === null) break;
        answer += new TextDecoder().decode(part.subarray(0, length));
        if (nameIn(answer) !== undefined && /^os:.*\n/m.test(answer)) break;
      }
      return nameIn(answer);
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
