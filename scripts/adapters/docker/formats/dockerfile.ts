/**
 * A Dockerfile as the builder understands it: stages with their instructions,
 * continued lines joined, here-documents apart, variables replaced.
 *
 * `dockerfile-ast` does the reading. Ours are three things that it leaves open:
 * the values of variables, which stage begins with which, and the JSON form of a
 * command (it drops the spaces in `["a b"]`).
 * @module
 */

import {
  DockerfileParser,
  From,
  type Instruction as Parsed,
  Keyword,
  ModifiableInstruction,
  PropertyInstruction,
} from "dockerfile-ast";
import {
  documentsOf,
  joined,
  listOf,
  withoutFlags,
} from "./dockerfile_text.ts";
import { expandWord, type Variables } from "./expand_word.ts";

/** One instruction of a stage. */
export interface Instruction {
  /** In capitals, such as `COPY`. */
  readonly keyword: string;
  /** Where it begins, from 1. */
  readonly line: number;
  /** Flags by name without dashes, such as `from` to `build`. */
  readonly flags: ReadonlyMap<string, string>;
  /**
   * Every `--mount` of a RUN, which may have several: its options by name, such
   * as `type` to `bind`; an option without a value has an empty one.
   */
  readonly mounts: readonly ReadonlyMap<string, string>[];
  /**
   * True for the JSON form, `["/program", "health"]`: no shell reads the words.
   */
  readonly isList: boolean;
  /**
   * The arguments after keyword and flags: items of the list, or words between
   * spaces. Variables are replaced except in RUN, CMD and ENTRYPOINT, where the
   * shell of the container would do it.
   */
  readonly words: readonly string[];
  /** The arguments after keyword and flags as one text, lines joined. */
  readonly text: string;
  /** Contents of here-documents by the word that ends them. */
  readonly documents: ReadonlyMap<string, string>;
}

/** From one FROM to the next. */
export interface Stage {
  /** The base of the stage: an image, or the name of an earlier stage. */
  readonly base: string;
  /** The earlier stage that it begins with; undefined when that is an image. */
  readonly parent: Stage | undefined;
  /** After AS, in lower case, since names of stages ignore case. */
  readonly name: string | undefined;
  readonly line: number;
  /** Without the FROM. */
  readonly instructions: readonly Instruction[];
}

/** A Dockerfile, read. */
export interface Dockerfile {
  /** None when there is no FROM. The last is what a build gives. */
  readonly stages: readonly Stage[];
  /** Why the builder would refuse the file, each with its line; mostly none. */
  readonly problems: readonly string[];
}

/** Keywords whose words a shell in the container reads, not the builder. */
const FOR_THE_SHELL: readonly string[] = ["RUN", "CMD", "ENTRYPOINT"];

const KEYWORDS: ReadonlySet<string> = new Set(Object.values(Keyword));

/**
 * Reads a Dockerfile.
 * @param args values of `--build-arg`, which win over defaults of ARG
 */
export function parseDockerfile(
  text: string,
  args: Variables = new Map(),
): Dockerfile {
  const source = text.replace(/^\uFEFF/, "");
  const file = DockerfileParser.parse(source);
  const escape = file.getEscapeCharacter();
  const stages: (Stage & { readonly instructions: Instruction[] })[] = [];
  const problems: string[] = [];
  const before = new Map<string, string>(); // what ARG says above the first FROM
  /** ENV of each stage, which those that begin with it inherit. */
  const environments = new Map<Stage, Map<string, string>>();
  let declared = new Map<string, string>(); // by ARG in this stage
  let environment = new Map<string, string>(); // by ENV, inherited too

  const known = () => new Map([...declared, ...environment]);
  for (const parsed of file.getInstructions()) {
    const keyword = parsed.getKeyword();
    const line = parsed.getRange().start.line + 1;
    if (!KEYWORDS.has(keyword)) {
      problems.push(`line ${line}: unknown instruction ${keyword}`);
      continue;
    }
    if (parsed instanceof From) {
      const stage = stageOf(parsed, line);
      declared = new Map();
      environment = new Map(
        stage.parent === undefined ? [] : environments.get(stage.parent),
      );
      environments.set(stage, environment);
      stages.push(stage);
      continue;
    }
    if (keyword === "ARG" && parsed instanceof PropertyInstruction) {
      const target = stages.length === 0 ? before : declared;
      for (const [name, value] of properties(parsed, known())) {
        const found = args.get(name) ?? value ??
          (target === before ? undefined : before.get(name));
        if (found !== undefined) target.set(name, found);
      }
    }
    const stage = stages.at(-1);
    if (stage === undefined) {
      if (keyword === "ARG") continue;
      problems.push(`line ${line}: ${keyword} stands before the first FROM`);
      continue;
    }
    stage.instructions.push(instructionOf(parsed, known()));
    if (keyword === "ENV" && parsed instanceof PropertyInstruction) {
      for (const [name, value] of properties(parsed, known())) {
        environment.set(name, value ?? "");
      }
    }
  }
  if (stages.length === 0) problems.push("there is no FROM");
  return { stages, problems };

  function stageOf(
    from: From,
    line: number,
  ): Stage & { readonly instructions: Instruction[] } {
    const [image = ""] = from.getArguments().map(String);
    const base = expandWord(image, before, escape);
    return {
      base,
      parent: stages.findLast(({ name }) => name === base.toLowerCase()),
      name: from.getBuildStage()?.toLowerCase() ?? undefined,
      line,
      instructions: [],
    };
  }

  function instructionOf(parsed: Parsed, variables: Variables): Instruction {
    const keyword = parsed.getKeyword();
    const { contents, lastLine } = documentsOf(parsed, source);
    const range = parsed.getArgumentsRange();
    const text = range === null ? "" : joined(source, range, escape, lastLine);
    const flags = parsed instanceof ModifiableInstruction
      ? parsed.getFlags()
      : [];
    const rest = withoutFlags(text, flags);
    const list = listOf(rest);
    const values = flags.map((flag) => ({
      name: flag.getName(),
      value: expandWord(flag.getValue() ?? "", variables, escape),
    }));
    const own = list ?? rest.split(/\s+/).filter(Boolean);
    return {
      keyword,
      line: parsed.getRange().start.line + 1,
      flags: new Map(values.map(({ name, value }) => [name, value])),
      mounts: values.filter(({ name }) => name === "mount")
        .map(({ value }) => optionsOf(value)),
      isList: list !== undefined,
      words: FOR_THE_SHELL.includes(keyword)
        ? own
        : own.map((word) => expandWord(word, variables, escape)),
      text: rest,
      documents: contents,
    };
  }

  function properties(
    instruction: PropertyInstruction,
    variables: Variables,
  ): readonly (readonly [string, string | undefined])[] {
    return instruction.getProperties().map((property) => {
      const range = property.getValueRange();
      return [
        property.getName(),
        range === null
          ? undefined
          : expandWord(joined(source, range, escape), variables, escape),
      ];
    });
  }
}

/** All that makes the image of a stage, from the stages that it begins with on. */
export function lineageOf(stage: Stage): readonly Instruction[] {
  return stage.parent === undefined
    ? stage.instructions
    : [...lineageOf(stage.parent), ...stage.instructions];
}

/** Options of a mount: `type=bind,source=a` by name. */
function optionsOf(value: string): ReadonlyMap<string, string> {
  return new Map(
    value.split(",").map((option) => {
      const [name = "", ...rest] = option.split("=");
      return [name.trim().toLowerCase(), rest.join("=").trim()];
    }),
  );
}
