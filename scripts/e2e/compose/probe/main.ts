/**
 * A burglar in a service's image: compiled with the service's permissions, it
 * tries what the service may not, and tells what it got away with.
 * @module
 */

/** The attempts, by name; each rejects or throws when it is refused. */
const ATTEMPTS: Readonly<Record<string, () => unknown>> = {
  "read a file": () => Deno.readTextFileSync("/etc/passwd"),
  "write a file": () => Deno.writeTextFileSync("/tmp/loot", ""),
  "run a program": () => new Deno.Command("/program").outputSync(),
  "read a variable": () => {
    // A variable that is ignored reads as unset, though HOME is set.
    if (Deno.env.get("HOME") === undefined) throw new Error("nothing to see");
  },
  "load a library": () => Deno.dlopen("libc.so.6", {}),
};

if (import.meta.main) {
  const refused: Record<string, string> = {};
  for (const [name, attempt] of Object.entries(ATTEMPTS)) {
    try {
      attempt();
      refused[name] = "NOT REFUSED";
    } catch (error) {
      refused[name] = error instanceof Error ? error.name : String(error);
    }
  }
  const text = JSON.stringify(refused) + "\n";
  Deno.stdout.writeSync(new TextEncoder().encode(text));
}
