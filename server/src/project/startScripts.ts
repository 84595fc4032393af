/** What a process runs in the end: its own commands, and those of the start scripts of the repository that it calls. */
import { inContext, parseDockerfile } from "../files/dockerfile";
import { parseProcfile } from "../files/procfile";
import { dirname, join } from "../paths";
import type { Snapshot } from "../snapshot";
import { perDocument, type SourceDocument } from "../syntax/document";
import type { ShellCommand, ShellScript, ShellWord } from "../syntax/shell";
import type { Location } from "../syntax/text";
import { type Process, processesOf } from "./processes";
import type { Deployment } from "./project";

/** A command that a process runs, in the file that decides about the process or in a script that it calls. */
export interface StartedCommand {
  readonly process: Process;
  readonly command: ShellCommand;
  /** The file that the command stands in. */
  readonly file: string;
  /** Where the script is called from, the process first. Empty for the process's own commands. */
  readonly calls: readonly Location[];
  /** Where it runs, relative to the folder; undefined if unknown. */
  readonly directory: string | undefined;
  /** True if it runs each time the process starts, as long as the commands before it succeed. */
  readonly certain: boolean;
  /** False for a Dockerfile's JSON form. */
  readonly expandsVariables: boolean;
  /** False if the text around it is not shell that is understood. */
  readonly understood: boolean;
}

/** How deep scripts may call each other. */
const MAX_DEPTH = 4;
/** A process with more commands is not followed further. */
const MAX_COMMANDS = 300;

/** A file of a virtual environment: `.venv/bin/activate`. */
export const VIRTUAL_ENVIRONMENT = /(?:^|\/)(?:\.?v?env|\.?virtualenv)\/(?:bin|Scripts)\//;

const SHELLS = new Set(["sh", "bash", "dash", "ash", "zsh"]);

/** The commands of all processes, in their order. A script that is followed is replaced by what it runs. */
export function startedCommands(snapshot: Snapshot, deployment: Deployment): readonly StartedCommand[] {
  return processesOf(snapshot, deployment).flatMap((process) => startedBy(snapshot, deployment, process));
}

/** The commands of one process. */
export function startedBy(
  snapshot: Snapshot,
  deployment: Deployment,
  process: Process,
): readonly StartedCommand[] {
  const follower = new Follower(snapshot, deployment, process);
  const { file } = process.at;
  // Everything starts in the deployed directory; of a Dockerfile that is the one that was copied there.
  const directory = process.source === "Procfile" ? dirname(file) : deployment.root;
  const place = { file, calls: [], directory, certain: true, expands: process.expandsVariables, args: [] };
  if (process.entrypoint !== undefined) follower.run(process.entrypoint, place, 0);
  follower.run(process.shell, place, 0);
  return follower.commands;
}

/** Where a script runs. */
interface Place {
  readonly file: string;
  readonly calls: readonly Location[];
  readonly directory: string | undefined;
  readonly certain: boolean;
  readonly expands: boolean;
  /** What `"$@"` stands for, and the file it stands in. */
  readonly args: readonly ShellWord[];
  readonly argsFile?: string;
}

class Follower {
  readonly commands: StartedCommand[] = [];

  constructor(
    private readonly snapshot: Snapshot,
    private readonly deployment: Deployment,
    private readonly process: Process,
  ) {}

  run(script: ShellScript, place: Place, depth: number): void {
    let ended = false;
    for (const command of script.commands) {
      if (this.commands.length >= MAX_COMMANDS) return;
      const certain =
        place.certain && !ended && !script.broken && !command.conditional && command.joinedBy !== "||";
      const directory =
        place.directory === undefined || command.directory === undefined
          ? undefined
          : join(place.directory, command.directory);
      const here = { ...place, certain, directory };
      if (depth >= MAX_DEPTH || !this.#follow(command, here, depth)) {
        const { process } = this;
        const { file, calls, expands } = place;
        const understood = !script.broken;
        this.commands.push({
          process,
          command,
          file,
          calls,
          directory,
          certain,
          expandsVariables: expands,
          understood,
        });
      }
      if (command.wrappers.includes("exec") || command.program === "exit" || command.program === "return")
        ended = true;
    }
  }

  /** Runs what a command calls; false if it is no script of the repository. */
  #follow(command: ShellCommand, place: Place, depth: number): boolean {
    const calls = [...place.calls, { file: place.file, start: command.start, end: command.end }];
    if (isArguments(command)) {
      const [first] = place.args;
      if (first === undefined || place.argsFile === undefined) return false;
      const document = this.snapshot.file(place.argsFile);
      if (document === undefined) return false;
      const inner = { ...place, file: place.argsFile, args: [], calls: place.calls.slice(0, -1) };
      this.run(document.shellWords(place.args), inner, depth + 1);
      return true;
    }
    if (command.program === "honcho" || command.program === "foreman") {
      return this.#manager(command, { ...place, calls }, depth);
    }
    const called = calledScript(command);
    const document = called && this.#script(called, place);
    if (called === undefined || document === undefined) return false;
    if (place.calls.some(({ file }) => file === document.path)) return false;
    const inner = {
      ...place,
      file: document.path,
      calls,
      expands: true,
      args: called.args,
      argsFile: place.file,
    };
    const script = scriptOf(document);
    if (script.broken && script.commands.length === 0) return false;
    this.run(script, inner, depth + 1);
    return true;
  }

  /** `honcho start`: all processes of a Procfile, in one dyno. */
  #manager({ args }: ShellCommand, place: Place, depth: number): boolean {
    const words = args.map(({ text }) => text);
    const start = words.indexOf("start");
    if (start < 0 || args.some(({ dynamic }) => dynamic) || place.directory === undefined) return false;
    const option = words.findIndex((word) => word === "-f" || word === "--procfile");
    const name = option < 0 ? "Procfile" : (words[option + 1] ?? "");
    const path = join(place.directory, name);
    const document = this.snapshot.file(path);
    if (document === undefined || document.problem !== undefined) return false;
    const { processes } = parseProcfile(document);
    const rest = words.slice(start + 1);
    const named = processes.filter((entry) => rest.includes(entry.name));
    if (named.length === 0 && rest.some((word, i) => !word.startsWith("-") && i + start + 1 !== option + 1))
      return false;
    for (const entry of named.length > 0 ? named : processes) {
      if (path === this.process.at.file && entry.name === this.process.name) continue;
      this.run(entry.shell, { ...place, file: path, directory: dirname(path), expands: true }, depth + 1);
    }
    return true;
  }

  #script({ word, byShell }: CalledScript, { directory }: Place): SourceDocument | undefined {
    for (const path of this.#paths(word.text, directory)) {
      const document = this.snapshot.file(path);
      if (document === undefined || document.problem !== undefined) continue;
      return byShell || isShell(document) ? document : undefined;
    }
    return undefined;
  }

  /** The files of the repository that a path may be when it runs. */
  #paths(path: string, directory: string | undefined): string[] {
    const { root, target, dockerfile } = this.deployment;
    if (target === "container" || target === "docker") {
      const document = dockerfile && this.snapshot.file(dockerfile.path);
      if (document === undefined || document.problem !== undefined) return [];
      const image = parseDockerfile(document);
      const below = directory === undefined ? undefined : directory.slice(root.length).replace(/^\//, "");
      if (!path.startsWith("/") && below === undefined) return [];
      const absolute = path.startsWith("/")
        ? path.slice(1)
        : join(image.final.at(-1)?.directory ?? "", below ?? "", path);
      const contexts = [...new Set([root, dirname(document.path)])];
      return contexts.flatMap((context) => inContext(image, absolute).map((found) => join(context, found)));
    }
    // The buildpack's app stands in /app.
    if (path.startsWith("/app/")) return [join(root, path.slice("/app/".length))];
    return path.startsWith("/") || path.startsWith("~") || directory === undefined
      ? []
      : [join(directory, path)];
  }
}

export const scriptOf = perDocument((document) => document.shell(document.text, 0));

interface CalledScript {
  readonly word: ShellWord;
  readonly args: readonly ShellWord[];
  /** True if a shell is told to run it, whatever it is. */
  readonly byShell: boolean;
}

/** The script that `bash release.sh`, `. ./env.sh` or `bin/start` runs. */
function calledScript({ program, programWord, args, asModule }: ShellCommand): CalledScript | undefined {
  if (program === undefined || programWord === undefined || asModule) return undefined;
  let word: ShellWord | undefined = programWord;
  let rest = args;
  const byShell = SHELLS.has(program) || program === "." || program === "source";
  if (byShell) {
    let i = 0;
    while (args[i] !== undefined && /^[-+]/.test(args[i]!.text)) i += /o$/.test(args[i]!.text) ? 2 : 1;
    word = args[i];
    rest = args.slice(i + 1);
  } else if (!programWord.text.includes("/")) {
    return undefined;
  }
  if (word === undefined || word.dynamic || VIRTUAL_ENVIRONMENT.test(word.text)) return undefined;
  return { word, args: rest, byShell };
}

/** Whether a file is a shell script, by its first line or its name. */
export function isShell({ path, text }: SourceDocument): boolean {
  const shebang = /^#!.*/.exec(text)?.[0];
  if (shebang !== undefined) return /\b(?:sh|bash|dash|ash|zsh)\b/.test(shebang);
  return /(?:^|\/)[^./]+$|\.(?:sh|bash)$/.test(path);
}

/** `exec "$@"` */
function isArguments({ words, program }: ShellCommand): boolean {
  const last = words[words.length - 1];
  return program === undefined && words.length <= 2 && /^"?\$(?:@|\{@\})"?$/.test(last?.raw ?? "");
}
