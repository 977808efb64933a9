import assert from "node:assert/strict";
import { configureLogging } from "../shared/log.ts";
import { charges, payments } from "./app_fixture.ts";
import { referenceOf } from "./charge.ts";

Deno.test("POST /charge without a body answers a new reference each time", async () => {
  const app = payments();
  const answers = [await app.charge(), await app.charge()];
  const bodies = await Promise.all(answers.map((answer) => answer.json()));
  for (const [index, body] of bodies.entries()) {
    assert.equal(answers[index]?.status, 200);
    assert.equal(body.status, "charged");
    assert.match(body.payment_ref, /^PAY-[0-9A-F]{8}$/);
  }
  assert.notEqual(bodies[0].payment_ref, bodies[1].payment_ref);
});

Deno.test("an empty body is no body, whatever its content type", async () => {
  for (
    const type of ["application/json", "application/x-www-form-urlencoded"]
  ) {
    const answer = await payments().hono.request("/charge", {
      method: "POST",
      headers: { "Content-Type": type },
      body: "",
    });
    assert.equal(answer.status, 200, type);
  }
});

Deno.test("charges are counted by result, each at 0 from the start", async () => {
  const app = payments();
  assert.deepEqual(await charges(app), {
    success: 0,
    failed: 0,
    duplicate: 0,
  });
  await app.charge({ key: "r-1" });
  await app.charge({ key: "r-1" });
  await app.setFaults({ kind: "payment_failure", ttl_s: 60 });
  await app.charge({ key: "r-2" });
  assert.deepEqual(await charges(app), {
    success: 1,
    failed: 1,
    duplicate: 1,
  });
});

Deno.test("a repeated key gets the reference that any replica would give", async () => {
  const [one, other] = [payments(), payments()];
  const body = { status: "charged", payment_ref: referenceOf("r-1") };
  for (const app of [one, one, other]) {
    assert.deepEqual(await (await app.charge({ key: "r-1" })).json(), body);
  }
});

for (
  const [what, key, status] of [
    ["1 character", "k", 200],
    ["255 characters", "k".repeat(255), 200],
    ["printable characters", "a b/~!", 200],
    ["256 characters", "k".repeat(256), 400],
    ["no characters", "", 400],
    ["a letter outside ASCII", "\u00e9", 400],
    ["a tab inside", "a\tb", 400],
  ] as const
) {
  Deno.test(`an Idempotency-Key of ${what} is answered ${status}`, async () => {
    const answer = await payments().charge({ key });
    assert.equal(answer.status, status);
    if (status === 200) return;
    assert.match((await answer.json()).detail, /^Idempotency-Key must be 1 to/);
  });
}

for (
  const [body, status] of [
    [{}, 200],
    [{ amount: 0, reservation_id: "r-1" }, 200],
    [{ amount: 2_147_483_647, note: "unknown fields are ignored" }, 200],
    [{ amount: -1 }, 400],
    [{ amount: 2_147_483_648 }, 400],
    [{ reservation_id: "x".repeat(256) }, 400],
    [{ amount: 1.5 }, 422],
    [{ amount: "1" }, 422],
    [{ amount: true }, 422],
    [{ amount: null }, 422],
    [{ reservation_id: 7 }, 422],
    [[], 422],
    [null, 422],
    ["text", 422],
  ] as const
) {
  const shown = JSON.stringify(body).slice(0, 50);
  Deno.test(`body ${shown} is answered ${status} and charges accordingly`, async () => {
    const app = payments();
    const answer = await app.charge({ body });
    assert.equal(answer.status, status);
    assert.equal((await charges(app)).success, status === 200 ? 1 : 0);
    if (status !== 422) return;
    assert.equal((await answer.json()).errors.length, 1);
  });
}

Deno.test("a body that is not JSON is 400, one of another type 415", async () => {
  const { hono } = payments();
  const request = (type: string, body: string) =>
    hono.request("/charge", {
      method: "POST",
      headers: { "Content-Type": type },
      body,
    });
  assert.equal((await request("application/json", "{")).status, 400);
  assert.equal((await request("text/plain", "{}")).status, 415);
});

Deno.test("each charge is one line with result, reference and reservation", async () => {
  const lines: Record<string, unknown>[] = [];
  await configureLogging({
    service: "payments",
    level: "info",
    write: (line) => lines.push(JSON.parse(line)),
  });
  const app = payments();
  const body = { reservation_id: "r-1", amount: 5000 };
  await app.charge({ key: "r-1", body });
  await app.charge({ key: "r-1", body });
  await app.setFaults({ kind: "payment_failure", ttl_s: 60 });
  await app.charge({ key: "r-2", body });
  const payment_ref = referenceOf("r-1");
  const charged = lines.filter(({ msg }) => /^Charge/.test(String(msg)));
  assert.deepEqual(
    charged.map(({ time: _, request_id: __, service: ___, ...rest }) => rest),
    [
      {
        level: "info",
        msg: `Charged ${payment_ref}`,
        result: "success",
        payment_ref,
        ...body,
      },
      {
        level: "info",
        msg: `Charged ${payment_ref}`,
        result: "duplicate",
        payment_ref,
        ...body,
      },
      { level: "warning", msg: "Charge failed", result: "failed", ...body },
    ],
  );
});

Deno.test("/openapi.json describes the charge with its optional body and key", async () => {
  const answer = await payments().hono.request("/openapi.json");
  const { post } = (await answer.json()).paths["/charge"];
  assert.equal(post.requestBody.required ?? false, false);
  assert.equal(post.parameters[0].name, "idempotency-key");
  assert.equal(post.parameters[0].required, false);
});
