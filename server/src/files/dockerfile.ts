/** Dockerfile: the variables and commands of the image that is deployed, the last stage. */
import {
  DockerfileParser,
  type Instruction,
  type JSONInstruction,
  type PropertyInstruction,
} from "dockerfile-ast";
import type { Position } from "vscode-languageserver-types";
import { basename, join } from "../paths";
import { perDocument, type SourceDocument } from "../syntax/document";
import type { ShellScript, ShellWord } from "../syntax/shell";
import type { Range } from "../syntax/text";

export interface DockerVariable {
  readonly name: string;
  /** undefined for an ARG without default. May hold `$VARIABLES`. */
  readonly value: string | undefined;
  readonly range: Range;
}

export interface DockerCommand {
  /** exec: a JSON list that no shell looks at, so that `$PORT` stays as it is. */
  readonly form: "shell" | "exec";
  /** The arguments as they are written. */
  readonly text: string;
  readonly range: Range;
  /** Parsed at the first use. */
  readonly shell: ShellScript;
}

export interface Dockerfile {
  readonly path: string;
  /** ENV of the last stage and of the stages it is built on, in order: the last of a name counts. */
  readonly env: readonly DockerVariable[];
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

const parsed = new WeakMap<SourceDocument, Dockerfile>();

/**
 * Reads a Dockerfile. Total: a text that the parser gives up on reads as an empty one. Rules ask again and again, so
 * the answer is kept for as long as the document is.
 */
export const parseDockerfile = perDocument((document): Dockerfile => {
  const known = parsed.get(document);
  if (known !== undefined) return known;
  const reader = new Reader(document);
  let file: Dockerfile;
  try {
    if (document.text.length <= MAX_LENGTH) reader.run();
    file = reader.result();
  } catch {
    file = {
      path: document.path,
      env: [],
      args: [],
      cmd: undefined,
      entrypoint: undefined,
      runs: [],
      requirements: [],
    };
  }
  parsed.set(document, file);
  return file;
});

interface Stage {
  readonly name: string | undefined;
  readonly base: string | undefined;
  readonly env: DockerVariable[];
  cmd?: DockerCommand;
  entrypoint?: DockerCommand;
}

/** Paths of the build's context and of the image, both without a slash at their start. */
interface Copy {
  readonly source: string;
  readonly target: string;
}

class Reader {
  readonly #stages: Stage[] = [];
  readonly #args: DockerVariable[] = [];
  readonly #runs: DockerCommand[] = [];
  readonly #requirements: string[] = [];
  #directory = "";
  #copies: Copy[] = [];

  constructor(private readonly document: SourceDocument) {}

  run(): void {
    for (const instruction of DockerfileParser.parse(this.document.text).getInstructions()) {
      const stage = this.#stages[this.#stages.length - 1];
      switch (instruction.getKeyword()) {
        case "FROM":
          this.#from(instruction);
          break;
        case "ARG":
          this.#args.push(...this.#variables(instruction as PropertyInstruction));
          break;
        case "ENV":
          stage?.env.push(...this.#variables(instruction as PropertyInstruction));
          break;
        case "RUN": {
          const command = this.#command(instruction as JSONInstruction);
          if (command !== undefined) {
            this.#runs.push(command);
            this.#installs(command);
          }
          break;
        }
        case "WORKDIR":
          this.#directory = this.#inImage(wordsOf(instruction)[0] ?? "");
          break;
        case "COPY":
        case "ADD":
          this.#copy(instruction as JSONInstruction);
          break;
        case "CMD":
          if (stage !== undefined) stage.cmd = this.#command(instruction as JSONInstruction);
          break;
        case "ENTRYPOINT":
          if (stage !== undefined) stage.entrypoint = this.#command(instruction as JSONInstruction);
          break;
      }
    }
  }

  result(): Dockerfile {
    const chain: Stage[] = [];
    let stage = this.#stages[this.#stages.length - 1];
    while (stage !== undefined && !chain.includes(stage)) {
      chain.unshift(stage);
      const base: string | undefined = stage.base;
      stage = base === undefined ? undefined : this.#stages.find(({ name }) => name === base);
    }
    // A CMD that a stage inherits does not survive an ENTRYPOINT of its own.
    let cmd: DockerCommand | undefined;
    for (const link of chain) cmd = link.cmd ?? (link.entrypoint === undefined ? cmd : undefined);
    return {
      path: this.document.path,
      env: chain.flatMap(({ env }) => env),
      args: this.#args,
      cmd,
      entrypoint: chain.findLast(({ entrypoint }) => entrypoint !== undefined)?.entrypoint,
      runs: this.#runs,
      requirements: [...new Set(this.#requirements)],
    };
  }

  #from(instruction: Instruction): void {
    this.#directory = "";
    this.#copies = [];
    const words = wordsOf(instruction);
    const [base, as, name] = words.filter((word) => !word.startsWith("--"));
    this.#stages.push({
      base: base?.toLowerCase(),
      name: as?.toLowerCase() === "as" ? name?.toLowerCase() : undefined,
      env: [],
    });
  }

  /** A path in the image, without the slash that it starts with. */
  #inImage(path: string): string {
    return path.startsWith("/") ? join("", path.replace(/^\/+/, "")) : join(this.#directory, path);
  }

  #copy(instruction: JSONInstruction): void {
    if (instruction.getFlags().some((flag) => flag.getName() === "from")) return;
    const strings = instruction.getJSONStrings().map((string) => string.getJSONValue());
    const paths = strings.length > 0 ? strings : wordsOf(instruction);
    const target = paths.pop();
    if (target === undefined) return;
    const into = this.#inImage(target);
    for (const path of paths) {
      const source = join("", path.replace(/^\/+/, ""));
      this.#copies.push({ source, target: into });
    }
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
        for (const { source, target } of this.#copies) {
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
    return instruction.getProperties().map((property) => ({
      name: property.getName(),
      value: property.getUnescapedValue() ?? undefined,
      range: this.#range(property.getRange()),
    }));
  }

  #command(instruction: JSONInstruction): DockerCommand | undefined {
    const args = instruction.getArgumentsRange();
    if (args === null) return undefined;
    const range = this.#range(args);
    const text = this.document.text.slice(range.start, range.end);
    const document = this.document;
    const strings = instruction.getJSONStrings();
    const exec = text.startsWith("[") && strings.length > 0;
    const words = strings.map((string): ShellWord => {
      const place = this.#range(string.getRange());
      const raw = document.text.slice(place.start, place.end);
      return { ...place, text: jsonString(raw), dynamic: false, raw };
    });
    let shell: ShellScript | undefined;
    return {
      form: exec ? "exec" : "shell",
      text,
      range,
      get shell() {
        shell ??= exec ? document.shellWords(words) : document.shell(text, range.start);
        return shell;
      },
    };
  }

  #range({ start, end }: { readonly start: Position; readonly end: Position }): Range {
    const { lines } = this.document;
    return { start: lines.offsetAt(start), end: lines.offsetAt(end) };
  }
}

function wordsOf(instruction: Instruction): string[] {
  return instruction.getArguments().map((argument) => argument.getValue());
}

function jsonString(raw: string): string {
  try {
    return String(JSON.parse(raw));
  } catch {
    return raw.replaceAll('"', "");
  }
}
