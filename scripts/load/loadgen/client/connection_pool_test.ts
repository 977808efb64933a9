import assert from "node:assert/strict";
import { type FakeClock, fakeClock } from "../../../../services/shared/mod.ts";
import {
  type Connection,
  ConnectionPool,
  type Wire,
} from "./connection_pool.ts";

const SHOP = { hostname: "shop", port: 8080 };
const NEVER = new Promise<void>(() => {});

/** A server that says nothing until it hangs up. */
interface FakeWire extends Wire {
  hangUp(): void;
  readonly isClosed: boolean;
}

function fakeWire(): FakeWire {
  const end = Promise.withResolvers<null>();
  let isClosed = false;
  return {
    read: () => end.promise,
    write: (bytes) => Promise.resolve(bytes.length),
    close: () => {
      assert.ok(!isClosed, "a connection is closed once");
      isClosed = true;
    },
    hangUp: () => end.resolve(null),
    get isClosed() {
      return isClosed;
    },
  };
}

function poolOf(): {
  readonly pool: ConnectionPool;
  readonly wires: readonly FakeWire[];
  readonly clock: FakeClock;
  readonly opened: () => Promise<Connection>;
} {
  const clock = fakeClock();
  const wires: FakeWire[] = [];
  const pool = new ConnectionPool(clock, () => {
    const wire = fakeWire();
    wires.push(wire);
    return Promise.resolve(wire);
  });
  const opened = async (): Promise<Connection> => {
    const connection = await pool.open(SHOP, NEVER);
    assert.ok(connection);
    return connection;
  };
  return { pool, wires, clock, opened };
}

Deno.test("a connection that rests is used again, by its own address alone", async () => {
  const { pool, opened } = poolOf();
  const connection = await opened();
  assert.equal(pool.take("shop"), undefined);
  pool.rest(connection, true, "shop");
  assert.equal(pool.take("other"), undefined);
  assert.equal(pool.take("shop"), connection);
  assert.equal(pool.take("shop"), undefined, "it is in use now");
});

Deno.test("a connection that the server does not keep alive is closed", async () => {
  const { pool, wires, opened } = poolOf();
  pool.rest(await opened(), false, "shop");
  assert.equal(wires[0]?.isClosed, true);
  assert.equal(pool.take("shop"), undefined);
});

Deno.test("after twenty requests comes a new connection, as new customers do", async () => {
  const { pool, wires, opened } = poolOf();
  const connection = await opened();
  for (let use = 1; use < 20; use++) {
    pool.rest(connection, true, "shop");
    assert.equal(pool.take("shop"), connection, `use ${use}`);
  }
  pool.rest(connection, true, "shop");
  assert.equal(wires[0]?.isClosed, true);
  assert.equal(pool.take("shop"), undefined);
});

Deno.test("a connection older than half a second is closed at its next use", async () => {
  const { pool, wires, clock, opened } = poolOf();
  pool.rest(await opened(), true, "shop");
  await clock.advance(500);
  const same = pool.take("shop");
  assert.ok(same);
  pool.rest(same, true, "shop");
  await clock.advance(1);
  assert.equal(pool.take("shop"), undefined);
  assert.equal(wires[0]?.isClosed, true);
});

Deno.test("a connection that the server closes while it rests is not used again", async () => {
  const { pool, wires, opened } = poolOf();
  const [first, second] = [await opened(), await opened()];
  pool.rest(first, true, "shop");
  pool.rest(second, true, "shop");
  wires[0]?.hangUp();
  await first.reading;
  assert.equal(wires[0]?.isClosed, true);
  assert.equal(pool.take("shop"), second);
  assert.equal(pool.take("shop"), undefined);
});

Deno.test("closing closes all that rest, once, and what comes late is closed too", async () => {
  const { pool, wires, opened } = poolOf();
  const busy = await opened();
  for (const connection of [await opened(), await opened()]) {
    pool.rest(connection, true, "shop");
  }
  pool.close();
  pool.close();
  assert.deepEqual(wires.map(({ isClosed }) => isClosed), [false, true, true]);
  pool.rest(busy, false, "shop");
  assert.equal(wires[0]?.isClosed, true);
});

Deno.test("a connection that opens after its request gave up is closed", async () => {
  const slow = Promise.withResolvers<Wire>();
  const pool = new ConnectionPool(fakeClock(), () => slow.promise);
  const late = await pool.open(SHOP, Promise.resolve());
  assert.equal(late, undefined);
  const wire = fakeWire();
  slow.resolve(wire);
  await slow.promise;
  await Promise.resolve().then(() => {}).then(() => {});
  assert.equal(wire.isClosed, true);
});

Deno.test("a server that refuses is the error of who asked", async () => {
  const pool = new ConnectionPool(
    fakeClock(),
    () => Promise.reject(new Deno.errors.ConnectionRefused("no")),
  );
  await assert.rejects(pool.open(SHOP, NEVER), Deno.errors.ConnectionRefused);
});
