import assert from "node:assert/strict";
import { found } from "./recipe_fixture.ts";
import { changed, PIECES } from "./variants/recipe_pieces.ts";

const { USER, START } = PIECES;

Deno.test("2.7 reads the script that a Dockerfile copies", () => {
  const text = changed([
    START,
    'COPY tools/start /start\nENTRYPOINT ["/start"]',
  ]);
  assert.equal(found(text, { "tools/start": "\x7fELF" }).verdict, "pass");
  const script = { "tools/start": "#!/usr/bin/env bash\n/program\n" };
  assert.equal(found(text, script).verdict, "fail");
});

Deno.test("2.7 takes a value from compose only where the file has none", () => {
  const args = { V: "2.9.6" };
  const open = changed(["ARG V=2.9.6", "ARG V"]);
  assert.equal(found(open, {}, args).verdict, "pass");
  const latest = changed(["ARG V=2.9.6", "ARG V=latest"]);
  assert.equal(found(latest, {}, args).verdict, "fail");
});

Deno.test("2.7 does not evaluate a user that the file leaves open", () => {
  const text = changed(
    [USER + "\n", ""],
    [":nonroot", `@sha256:${"0".repeat(64)}`],
  );
  assert.equal(found(text).verdict, "could_not_verify");
});

Deno.test("2.7 calls the Dockerfile that the lab gives not started", () => {
  const naive = `ARG V=latest
FROM denoland/deno:\${V}
COPY . .
RUN deno install --quiet
ENTRYPOINT ["sh", "-c", "exec deno run -A main.ts"]`;
  assert.equal(found(naive).verdict, "not_started");
});

Deno.test("2.7 takes a user by name and a tag that moves a little, with a remark", () => {
  const remark = (...pairs: readonly (readonly [string, string])[]) =>
    found(changed(...pairs)).remark ?? "";
  assert.equal(remark(), "");
  assert.match(remark(["V=2.9.6", "V=2"]), /denoland\/deno:2 follows/);
  assert.equal(remark([USER + "\n", ""]), "");
  assert.match(
    remark([
      USER,
      "COPY <<EOF /etc/passwd\napp:x:7:7::/:/none\nEOF\nUSER app",
    ]),
    /app is not root: Lab 4/,
  );
});
