/**
 * Each system, by its name: no test machine is Windows or a Mac.
 */

import assert from "node:assert/strict";
import {
  browserPlaces,
  commandLineQuery,
  hasFileModes,
  listenerQuery,
  placeProblem,
  platformOf,
  programFile,
  stopSignals,
} from "./platform.ts";

const LINUX = platformOf("linux", "6.1.0-40-amd64");
const MAC = platformOf("darwin", "24.6.0");
const WINDOWS = platformOf("windows", "10.0.26100");
const WSL = platformOf("linux", "6.6.87.2-microsoft-standard-WSL2");
const ALL = { LINUX, MAC, WINDOWS, WSL };

Deno.test("WSL is Linux with a kernel of Microsoft; unknown systems are like Linux", () => {
  assert.deepEqual(WSL, { os: "linux", isWsl: true });
  assert.deepEqual(platformOf("linux", "4.4.0-19041-Microsoft"), WSL);
  assert.deepEqual(platformOf("freebsd", "15.0"), LINUX);
  assert.deepEqual(platformOf("windows", "wsl"), WINDOWS);
});

for (
  const [name, folder, expected] of [
    ["WSL", "/mnt/c/Users/a/quickticket", /on a disk of Windows/],
    ["WSL", "/mnt/D", /on a disk of Windows/],
    ["WSL", "/home/a/quickticket", undefined],
    ["WSL", "/mnt/wsl/quickticket", undefined],
    ["LINUX", "/mnt/c/quickticket", undefined],
    ["MAC", "/Users/a/quickticket", undefined],
    ["WINDOWS", "C:\\Users\\a\\quickticket", /need WSL2/],
  ] as const
) {
  Deno.test(`${name}: a checkout in ${folder} ${expected ? "has a remedy" : "is fine"}`, () => {
    const found = placeProblem(ALL[name], folder);
    if (expected === undefined) assert.equal(found, undefined);
    else {
      assert.match(found?.problem ?? "", expected);
      assert.match(found?.remedy ?? "", /clone/);
    }
  });
}

Deno.test("programs have an extension on Windows, and files no modes", () => {
  assert.equal(programFile(WINDOWS, "initdb"), "initdb.exe");
  for (const one of [LINUX, MAC, WSL]) {
    assert.equal(programFile(one, "initdb"), "initdb");
    assert.ok(hasFileModes(one));
  }
  assert.ok(!hasFileModes(WINDOWS));
});

Deno.test("only Ctrl-C and Ctrl-Break end a tool on Windows", () => {
  assert.deepEqual(stopSignals(WINDOWS), ["SIGINT", "SIGBREAK"]);
  assert.ok(stopSignals(MAC).includes("SIGTERM"));
});

Deno.test("Windows has neither ps nor lsof", () => {
  assert.deepEqual(commandLineQuery(MAC, 7), [
    "ps",
    "-p",
    "7",
    "-o",
    "command=",
  ]);
  assert.match(
    commandLineQuery(WINDOWS, 7).join(" "),
    /^powershell .*ProcessId=7/,
  );
  assert.match(listenerQuery(MAC, 80).join(" "), /^lsof .*:80 /);
  assert.match(
    listenerQuery(WINDOWS, 80).join(" "),
    /^powershell .*LocalPort 80\)/,
  );
});

Deno.test("browsers are looked for where each system installs them", () => {
  const env = (name: string) =>
    ({ HOME: "/Users/a", PROGRAMFILES: "C:\\Program Files" })[name];
  const first = Object.values(ALL).map((one) => browserPlaces(one, env)[0]);
  assert.deepEqual(first, [
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "/usr/bin/chromium",
  ]);
  assert.ok(browserPlaces(MAC, env).some((one) => one.startsWith("/Users/a/")));
  assert.deepEqual(browserPlaces(WINDOWS, () => undefined), []);
});
