/** Dockerfile: its stages, and the variables and commands of the image that is deployed, the last stage. */
import {
  type Copy,
  DockerfileParser,
  type Instruction,
  type JSONInstruction,
  type PropertyInstruction,
  type Run,
} from "dockerfile-ast";
import type { Position } from "vscode-languageserver-types";
import { basename, join } from "../paths";
import { perDocument, type SourceDocument } from "../syntax/document";
import type { Range } from "../syntax/text";
import { type DockerCommand, type Heredoc, jsonWords, readCommand } from "./dockerCommand";
import { type DockerImage, readImage } from "./dockerImage";

export type { DockerCommand } from "./dockerCommand";
export type { DockerImage } from "./dockerImage";

export interface DockerVariable {
  readonly name: string;
  /** undefined for an ARG without default. May hold `$VARIABLES`. */
  readonly value: string | undefined;
  /** Of name and value. */
  readonly range: Range;
  /** Of the value as it is written, with quotes. */
  readonly valueRange: Range | undefined;
}

export interface DockerWord extends Range {
  /** Without quotes. May hold `$VARIABLES`. */
  readonly text: string;
}

/** An instruction as it is written, whatever it is. */
export interface DockerInstruction extends Range {
  /** In upper case: "EXPOSE". */
  readonly keyword: string;
  readonly keywordRange: Range;
  /** The arguments without flags; those of a JSON list are its strings. */
  readonly words: readonly DockerWord[];
  /** `--from=build`: "from" and "build". */
  readonly flags: readonly { readonly name: string; readonly value: string }[];
}

/** COPY or ADD. */
export interface DockerCopy extends Range {
  /** As they are written: paths of the build's context, or of another stage. */
  readonly sources: readonly string[];
  /** In the image, without the slash at the start. */
  readonly target: string;
  /** The stage or image that it copies from; undefined for the build's context. */
  readonly from: string | undefined;
}

export interface DockerStage extends Range {
  readonly name: string | undefined;
  /** What FROM names. */
  readonly image: DockerImage;
  /** The stage of the same file that it is built on. */
  readonly base: DockerStage | undefined;
  /** All instructions after FROM, in order; what ONBUILD holds is for other images. */
  readonly instructions: readonly DockerInstruction[];
  readonly env: readonly DockerVariable[];
  readonly args: readonly DockerVariable[];
  readonly runs: readonly DockerCommand[];
  readonly copies: readonly DockerCopy[];
  /** Where its commands start, without the slash at the start. */
  readonly directory: string;
  readonly cmd: DockerCommand | undefined;
  readonly entrypoint: DockerCommand | undefined;
}

export interface Dockerfile {
  readonly path: string;
  readonly stages: readonly DockerStage[];
  /** The last stage and those that it is built on, the deepest first. */
  readonly final: readonly DockerStage[];
  /** ENV of the last stage and of the stages it is built on, in order: the last of a name counts. */
  readonly env: readonly DockerVariable[];
  /** ARG of all stages, and of the lines before them. */
  readonly args: readonly DockerVariable[];
  readonly cmd: DockerCommand | undefined;
  readonly entrypoint: DockerCommand | undefined;
  /** RUN of all stages. */
  readonly runs: readonly DockerCommand[];
  /** Requirements files that `pip install -r` reads in any stage: the paths they may have in the build's context. */
  readonly requirements: readonly string[];
}

/** Longer files read as empty ones: the parser takes seconds for them. */
const MAX_LENGTH = 100_000;

/**
 * Reads a Dockerfile. Total: a text that the parser gives up on reads as an empty one.
 */
export const parseDockerfile = perDocument((document): Dockerfile => {
  const reader = new Reader(document);
  try {
    if (document.text.length <= MAX_LENGTH) reader.run();
    return reader.result();
  } catch {
    return new Reader(document).result();
  }
});

/** The paths in the build's context that a file of the deployed image may come from, the last copied first. */
export function inContext({ final }: Dockerfile, path: string): readonly string[] {
  const copies = final.flatMap((stage) => stage.copies).filter(({ from }) => from === undefined);
  return copies.toReversed().flatMap(({ sources, target }) =>
    sources.flatMap((each) => {
      const source = join("", each.replace(/^\/+/, ""));
      // The source may be a directory, a file that keeps its name, or a file that gets another.
      if (path === target || path === join(target, basename(source))) return [source];
      if (target === "") return [join(source, path)];
      return path.startsWith(`${target}/`) ? [join(source, path.slice(target.length + 1))] : [];
    }),
  );
}

interface Stage {
  readonly name: string | undefined;
  readonly image: DockerImage;
  readonly base: Stage | undefined;
  readonly start: number;
  end: number;
  readonly instructions: DockerInstruction[];
  readonly env: DockerVariable[];
  readonly args: DockerVariable[];
  readonly runs: DockerCommand[];
  readonly copies: DockerCopy[];
  directory: string;
  cmd: DockerCommand | undefined;
  entrypoint: DockerCommand | undefined;
}

/** Paths of the build's context and of the image, both without a slash at their start. */
interface Source {
  readonly source: string;
  readonly target: string;
}

class Reader {
  readonly #stages: Stage[] = [];
  readonly #args: DockerVariable[] = [];
  readonly #requirements: string[] = [];
  #sources: Source[] = [];
  #escape = "\\";

  constructor(private readonly document: SourceDocument) {}

  run(): void {
    const file = DockerfileParser.parse(this.document.text);
    this.#escape = file.getEscapeCharacter();
    for (const instruction of file.getInstructions()) {
      if (instruction.getKeyword() === "FROM") this.#from(instruction);
      else this.#instruction(instruction, this.#stages[this.#stages.length - 1]);
    }
  }

  result(): Dockerfile {
    const final: Stage[] = [];
    for (let stage = this.#stages[this.#stages.length - 1]; stage !== undefined; stage = stage.base)
      final.unshift(stage);
    // A CMD that a stage inherits does not survive an ENTRYPOINT of its own.
    let cmd: DockerCommand | undefined;
    for (const link of final) cmd = link.cmd ?? (link.entrypoint === undefined ? cmd : undefined);
    return {
      path: this.document.path,
      stages: this.#stages,
      final,
      env: final.flatMap(({ env }) => env),
      args: this.#args,
      cmd,
      entrypoint: final.findLast(({ entrypoint }) => entrypoint !== undefined)?.entrypoint,
      runs: this.#stages.flatMap(({ runs }) => runs),
      requirements: [...new Set(this.#requirements)],
    };
  }

  #from(instruction: Instruction): void {
    this.#sources = [];
    const [base, as, name] = this.#words(instruction).filter(({ text }) => !text.startsWith("--"));
    const range = this.#range(instruction.getRange());
    const place = base ?? { start: range.end, end: range.end, text: "" };
    const global = this.#stages.length === 0 ? this.#args : this.#globalArgs();
    const parent = this.#stages.findLast((stage) => stage.name === place.text.toLowerCase());
    this.#stages.push({
      ...range,
      name: as?.text.toLowerCase() === "as" ? name?.text.toLowerCase() : undefined,
      image: readImage(place, global),
      base: parent,
      instructions: [],
      env: [],
      args: [],
      runs: [],
      copies: [],
      directory: parent?.directory ?? "",
      cmd: undefined,
      entrypoint: undefined,
    });
  }

  /** ARG before the first FROM: FROM knows no others. */
  #globalArgs(): DockerVariable[] {
    return this.#args.filter(({ range }) => range.start < this.#stages[0]!.start);
  }

  #instruction(instruction: Instruction, stage: Stage | undefined): void {
    const range = this.#range(instruction.getRange());
    if (stage !== undefined) {
      stage.end = Math.max(stage.end, range.end);
      stage.instructions.push({
        ...range,
        keyword: instruction.getKeyword(),
        keywordRange: this.#range(instruction.getInstructionRange()),
        words: this.#words(instruction),
        flags: flagsOf(instruction),
      });
    }
    switch (instruction.getKeyword()) {
      case "ARG": {
        const found = this.#variables(instruction as PropertyInstruction);
        this.#args.push(...found);
        stage?.args.push(...found);
        break;
      }
      case "ENV":
        stage?.env.push(...this.#variables(instruction as PropertyInstruction));
        break;
      case "RUN": {
        const command = this.#command(instruction);
        if (command === undefined) break;
        stage?.runs.push(command);
        this.#installs(command);
        break;
      }
      case "WORKDIR":
        if (stage !== undefined) stage.directory = this.#inImage(this.#words(instruction)[0]?.text ?? "");
        break;
      case "COPY":
      case "ADD":
        this.#copy(instruction, stage);
        break;
      case "CMD":
        if (stage !== undefined) stage.cmd = this.#command(instruction);
        break;
      case "ENTRYPOINT":
        if (stage !== undefined) stage.entrypoint = this.#command(instruction);
        break;
    }
  }

  /** A path in the image, without the slash that it starts with. */
  #inImage(path: string): string {
    return path.startsWith("/")
      ? join("", path.replace(/^\/+/, ""))
      : join(this.#stages[this.#stages.length - 1]?.directory ?? "", path);
  }

  #copy(instruction: Instruction, stage: Stage | undefined): void {
    const [heredoc] = this.#heredocs(instruction);
    // The lines of a heredoc are no paths.
    const words = this.#words(instruction)
      .filter(({ start }) => heredoc?.content === undefined || start < heredoc.content.start)
      .map(({ text }) => text);
    const paths = words.slice(0, -1).filter((path) => !path.startsWith("<<"));
    const last = words[words.length - 1];
    if (last === undefined) return;
    const target = this.#inImage(last);
    const from = flagsOf(instruction).find(({ name }) => name === "from")?.value;
    stage?.copies.push({ ...this.#range(instruction.getRange()), sources: paths, target, from });
    if (from !== undefined) return;
    for (const path of paths) this.#sources.push({ source: join("", path.replace(/^\/+/, "")), target });
  }

  /** Notes the files that a command installs requirements from, by what was copied to where they are. */
  #installs(command: DockerCommand): void {
    if (!/\binstall\b/.test(command.text)) return;
    for (const { args } of command.shell.commands) {
      const words = args.map(({ text }) => text);
      if (!words.includes("install")) continue;
      words.forEach((word, i) => {
        const option = /^(?:-r|--requirement=)(.+)$/.exec(word)?.[1];
        const path = option ?? (word === "-r" || word === "--requirement" ? words[i + 1] : undefined);
        if (path === undefined || path.includes("$")) return;
        const wanted = this.#inImage(path);
        for (const { source, target } of this.#sources) {
          // The source may be a directory, a file that keeps its name, or a file that gets another.
          if (wanted === target) this.#requirements.push(source);
          else if (wanted === join(target, basename(source))) this.#requirements.push(source);
          if (target === "") this.#requirements.push(join(source, wanted));
          else if (wanted.startsWith(`${target}/`)) {
            this.#requirements.push(join(source, wanted.slice(target.length + 1)));
          }
        }
      });
    }
  }

  #variables(instruction: PropertyInstruction): DockerVariable[] {
    return instruction.getProperties().map((property) => {
      const value = property.getValueRange();
      return {
        name: property.getName(),
        value: property.getValue() ?? undefined,
        range: this.#range(property.getRange()),
        valueRange: value === null ? undefined : this.#range(value),
      };
    });
  }

  #command(instruction: Instruction): DockerCommand | undefined {
    const args = instruction.getArgumentsRange();
    if (args === null) return undefined;
    const range = this.#range(args);
    return readCommand(this.document, range, this.#heredocs(instruction), this.#escape);
  }

  #heredocs(instruction: Instruction): Heredoc[] {
    if (!["RUN", "COPY", "ADD"].includes(instruction.getKeyword())) return [];
    return (instruction as Run | Copy).getHeredocs().map((heredoc) => {
      const content = heredoc.getContentRange();
      return { name: heredoc.getName(), content: content === null ? undefined : this.#range(content) };
    });
  }

  #words(instruction: Instruction): DockerWord[] {
    const args = instruction.getArgumentsRange();
    if (args === null) return [];
    const { start, end } = this.#range(args);
    const text = this.document.text.slice(start, end);
    const words = text.startsWith("[") ? jsonWords(text, start, this.#escape) : undefined;
    if (words !== undefined)
      return words.map((word) => ({ text: word.text, start: word.start, end: word.end }));
    return instruction
      .getArguments()
      .map((argument) => ({ ...this.#range(argument.getRange()), text: argument.getValue() }));
  }

  #range({ start, end }: { readonly start: Position; readonly end: Position }): Range {
    const { lines } = this.document;
    return { start: lines.offsetAt(start), end: lines.offsetAt(end) };
  }
}

function flagsOf(instruction: Instruction): { name: string; value: string }[] {
  const { getFlags } = instruction as Partial<Pick<JSONInstruction, "getFlags">>;
  const flags = getFlags?.call(instruction) ?? [];
  return flags.map((flag) => ({ name: flag.getName(), value: flag.getValue() ?? "" }));
}
