/** What a developer does with our command's result: install it, set the variables it names, start it as Heroku does. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../support/root";
import { execute, mustExecute, type Run, temporaryDirectory, type Variables, type Venv } from "./django";

/** `django-preflight ...`, as it is built. */
export function preflight(...args: string[]): Promise<Run> {
  return execute(process.execPath, [path.join(root, "dist/cli.js"), ...args], root, {});
}

/** What `fix` says is left to do by hand. */
export interface Advice {
  /** The variables of its `heroku config:set` lines. */
  readonly production: readonly string[];
  /** The variables that it tells developers to set; undefined stands for any value. */
  readonly development: Readonly<Record<string, string | undefined>>;
}

export function readAdvice(summary: string): Advice {
  const production = [...summary.matchAll(/^ +heroku config:set (\w+)=$/gm)].map(([, name]) => name!);
  const [, words = ""] = /^On your own machine, set (.*)\.$/m.exec(summary) ?? [];
  const development = [...words.matchAll(/(\w+)(?:=([^\s,]+)| to any value)/g)].map(([, name, value]) => [
    name!,
    value,
  ]);
  return { production, development: Object.fromEntries(development) };
}

/** The names of the variables in a project's app.json, with their values as far as it gives them. */
export function appJsonVariables(project: string): Readonly<Record<string, string | undefined>> {
  const file = path.join(project, "app.json");
  if (!existsSync(file)) return {};
  const { env = {} } = JSON.parse(readFileSync(file, "utf8")) as {
    env?: Record<string, string | { value?: string }>;
  };
  return Object.fromEntries(
    Object.entries(env).map(([name, entry]) => [name, typeof entry === "string" ? entry : entry.value]),
  );
}

/** A process type of the project's Procfile. */
export function procfileCommand(project: string, name: string): string {
  const text = readFileSync(path.join(project, "Procfile"), "utf8");
  const command = new RegExp(`^${name}: *(.*)$`, "m").exec(text)?.[1];
  if (command === undefined) throw new Error(`the Procfile has no ${name} process:\n${text}`);
  return command;
}

/** A new virtual environment with what the project's requirements.txt names and nothing else; gives its programs' directory. */
export async function install(venv: Venv, project: string): Promise<string> {
  const directory = temporaryDirectory();
  await mustExecute(venv.base, ["-m", "venv", "--without-pip", directory], project);
  const bin = path.join(directory, "bin");
  const pip = ["-m", "pip", "--python", path.join(bin, "python"), "install", "--quiet"];
  // Only what is imported needs to be compiled, which Python does then.
  const options = ["--disable-pip-version-check", "--prefer-binary", "--no-compile"];
  await mustExecute(venv.python, [...pip, ...options, "-r", "requirements.txt"], project);
  return bin;
}

/** The environment of a program that finds those of the virtual environment first. */
export function withPath(bin: string, variables: Variables): Variables {
  return { PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`, LANG: "C.UTF-8", ...variables };
}

/** Runs a line of the Procfile in the shell that Heroku runs it in. */
export function shell(command: string, cwd: string, variables: Variables): Promise<Run> {
  return execute("/bin/bash", ["-c", command], cwd, variables);
}
