/**
 * A program for a test that kills it: a stack of payments and both stores in
 * the directory that is its argument; prints a line when it is up.
 */
import { startStack } from "./mod.ts";

const [directory = ""] = Deno.args;
await startStack({ directory, only: ["payments"] });
await Deno.stdout.write(new TextEncoder().encode("up\n"));
