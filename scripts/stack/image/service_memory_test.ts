import assert from "node:assert/strict";
import dockerfile from "../../../services/Dockerfile" with { type: "text" };
import { SERVICE_FLAGS, SERVICE_MEMORY } from "../../lib/process/mod.ts";

for (const flag of SERVICE_FLAGS) {
  Deno.test(`an image's program is compiled with ${flag}, as it runs here`, () => {
    const [command = ""] =
      /deno compile --quiet[^]*?(?<!\\)\n/.exec(dockerfile) ?? [];
    assert.ok(command.split(/\s+/).includes(flag), command);
  });
}

for (const [name, value] of Object.entries(SERVICE_MEMORY)) {
  Deno.test(`an image sets ${name} to ${value}, as it is set here`, () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf("\nFROM "));
    assert.match(last, new RegExp(`\\b${name}=${value}\\b`));
  });
}

Deno.test("in an image, V8 looks at the container's limit", () => {
  assert.match(dockerfile, /^ENV DENO_USE_CGROUPS=1 /m);
});
