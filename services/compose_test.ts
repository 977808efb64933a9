import assert from "node:assert/strict";
import compose from "../compose.yaml" with { type: "text" };
import { parseYaml } from "../scripts/lib/text/yaml/mod.ts";

interface Composed {
  readonly services: Readonly<
    Record<
      string,
      { readonly ports?: readonly unknown[]; readonly image?: string }
    >
  >;
}

/** A variable's default instead of the variable, as without any of them. */
function withoutVariables(text: string): string {
  return text.replace(/\$\{\w+:-([^}]*)\}/g, "$1");
}

const { services } = parseYaml(compose) as Composed;

for (const [name, { image = "" }] of Object.entries(services)) {
  Deno.test(`${name} is built here, or pinned by its digest`, () => {
    const plain = withoutVariables(image);
    const isOwn = plain.startsWith("quickticket/");
    assert.ok(isOwn || /:[^@]+@sha256:[0-9a-f]{64}$/.test(plain), plain);
  });
}

for (const [name, { ports = [] }] of Object.entries(services)) {
  for (const port of ports) {
    Deno.test(`${name} publishes ${port} on the loopback by default`, () => {
      assert.equal(typeof port, "string", "the long form hides the address");
      assert.match(
        withoutVariables(String(port)),
        /^127\.0\.0\.1:\d+:\d+$/,
      );
    });
  }
}

Deno.test("only the gateway's address can be chosen", () => {
  const chosen = Object.entries(services).filter(([, { ports = [] }]) =>
    ports.some((port) => /_ADDRESS/.test(String(port)))
  );
  assert.deepEqual(chosen.map(([name]) => name), ["gateway"]);
});
