import { testStore } from "./store_contract.ts";
import { memoryStore } from "./store_fixture.ts";

testStore("a store in memory", (body) => body(memoryStore()));
