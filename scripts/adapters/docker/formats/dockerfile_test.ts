import assert from "node:assert/strict";
import { lineageOf, parseDockerfile, type Stage } from "./dockerfile.ts";

const stagesOf = (...lines: readonly string[]) =>
  parseDockerfile(lines.join("\n")).stages;

const words = ({ instructions }: Pick<Stage, "instructions">, name: string) =>
  instructions.filter(({ keyword }) => keyword === name)
    .map(({ words }) => words.join(" "));

Deno.test("a here-document is no list of instructions", () => {
  // Ours took the FROM in it for a stage.
  const [one, ...others] = stagesOf(
    "FROM debian:12",
    'RUN <<"EOF" bash',
    "FROM not-a-stage",
    "USER root",
    "EOF",
    "COPY <<a.txt <<b.txt /etc/",
    "USER of a",
    "a.txt",
    "USER of b",
    "b.txt",
    "USER 1000",
  );
  assert.equal(others.length, 0);
  assert.deepEqual(one?.instructions.map(({ keyword }) => keyword), [
    "RUN",
    "COPY",
    "USER",
  ]);
  const [run, copy] = one?.instructions ?? [];
  assert.equal(run?.documents.get("EOF"), "FROM not-a-stage\nUSER root");
  assert.deepEqual(copy?.words, ["<<a.txt", "<<b.txt", "/etc/"]);
  assert.equal(copy?.documents.get("b.txt"), "USER of b");
});

Deno.test("CRLF, comments and empty lines between continued lines change nothing", () => {
  // Ours did not join lines that end in CRLF.
  const [one] = stagesOf(
    "FROM a:1\r",
    "COPY deno.json \\\r",
    "  # a comment\r",
    "\r",
    "  deno.lock \\\r",
    "  ./\r",
    "USER 1000\r",
  );
  assert.ok(one);
  assert.deepEqual(words(one, "COPY"), ["deno.json deno.lock ./"]);
  assert.deepEqual(words(one, "USER"), ["1000"]);
  assert.deepEqual(one.instructions.map(({ line }) => line), [2, 7]);
});

Deno.test("ARG before FROM is for FROM, with its quotes taken off", () => {
  // Ours kept the quotes, and let an ARG of a stage name the base of the next.
  const stages = stagesOf(
    'ARG IMAGE="denoland/deno"',
    "ARG TAG='2.9.6' EMPTY",
    "FROM --platform=$BUILDPLATFORM ${IMAGE}:${TAG} AS Build",
    "ARG TAG",
    "ARG OTHER=latest",
    "LABEL tag=$TAG",
    "FROM ${OTHER:-debian:12}",
    "FROM ${EMPTY:-alpine:${TAG}}",
    "FROM ${EMPTY-x}y$TAG",
    "FROM ${TAG:+tagged:1}",
    "FROM BUILD",
  );
  assert.deepEqual(stages.map(({ base }) => base), [
    "denoland/deno:2.9.6",
    "debian:12",
    "alpine:2.9.6",
    "xy2.9.6",
    "tagged:1",
    "BUILD",
  ]);
  assert.deepEqual(stages[0] && words(stages[0], "LABEL"), ["tag=2.9.6"]);
  assert.equal(stages[0]?.name, "build");
  assert.equal(stages.at(-1)?.parent, stages[0]);
  assert.equal(stages[1]?.parent, undefined);
});

Deno.test("ENV wins over ARG and is inherited, an ARG is not", () => {
  const stages = stagesOf(
    "FROM a:1 AS base",
    "ARG ID=1 NAME=a",
    'ENV ID="2" DIR="/x y" REST=${NAME}/b',
    "USER $ID:$NAME",
    "WORKDIR $DIR",
    "FROM base",
    "USER ${ID}:${NAME:-none}",
    "WORKDIR $REST",
  );
  const [first, second] = stages;
  assert.ok(first && second);
  assert.deepEqual(words(first, "USER"), ["2:a"]);
  assert.deepEqual(words(first, "WORKDIR"), ["/x y"]);
  assert.deepEqual(words(second, "USER"), ["2:none"]);
  assert.deepEqual(words(second, "WORKDIR"), ["a/b"]);
  assert.deepEqual(words({ instructions: lineageOf(second) }, "USER"), [
    "2:a",
    "2:none",
  ]);
});

Deno.test("a value of --build-arg wins over the default", () => {
  const { stages } = parseDockerfile(
    "ARG V=1\nFROM a:$V\nARG SERVICE=x\nLABEL s=$SERVICE\n",
    new Map([["V", "2"], ["SERVICE", "gateway"]]),
  );
  assert.equal(stages[0]?.base, "a:2");
  assert.deepEqual(stages[0]?.instructions.at(-1)?.words, ["s=gateway"]);
});

Deno.test("the JSON form is a list, what is no JSON goes to a shell", () => {
  const [one] = stagesOf(
    "FROM a:1",
    'COPY --from=build --chown=1:1 ["a b", "$X/c", \\',
    '  "/d/"]',
    "ENTRYPOINT ['/program']",
    'CMD [ "/program", "$HOME" ]',
    "RUN echo $HOME  \\",
    "  && true",
  );
  assert.deepEqual(
    one?.instructions.map(({ isList, words }) => [isList, ...words]),
    [
      [true, "a b", "/c", "/d/"],
      [false, "['/program']"],
      [true, "/program", "$HOME"],
      [false, "echo", "$HOME", "&&", "true"],
    ],
  );
  assert.deepEqual([...one?.instructions[0]?.flags ?? []], [
    ["from", "build"],
    ["chown", "1:1"],
  ]);
});

Deno.test("every mount of a RUN is kept", () => {
  const [one] = stagesOf(
    "FROM a:1",
    "RUN --mount=type=bind,source=deno.lock,target=/x \\",
    "    --mount=type=cache,target=/deno-dir,ro deno install",
  );
  assert.deepEqual(
    one?.instructions[0]?.mounts.map((mount) => Object.fromEntries(mount)),
    [
      { type: "bind", source: "deno.lock", target: "/x" },
      { type: "cache", target: "/deno-dir", ro: "" },
    ],
  );
  assert.equal(one?.instructions[0]?.text, "deno install");
});

Deno.test("another escape character, lower case and a byte order mark are read", () => {
  const [one] = stagesOf(
    "\uFEFF# escape=`",
    "from a:1 as Run",
    "copy c:\\dir `",
    "  d:\\",
    "user app",
  );
  assert.ok(one);
  assert.deepEqual(words(one, "COPY"), ["c:\\dir d:\\"]);
  assert.deepEqual(words(one, "USER"), ["app"]);
});

Deno.test("what the builder refuses is a problem with its line", () => {
  assert.deepEqual(parseDockerfile("FROM a:1\nFRM b\n").problems, [
    "line 2: unknown instruction FRM",
  ]);
  assert.deepEqual(parseDockerfile("RUN x\nFROM a:1\n").problems, [
    "line 1: RUN stands before the first FROM",
  ]);
  assert.deepEqual(parseDockerfile("").problems, ["there is no FROM"]);
});
