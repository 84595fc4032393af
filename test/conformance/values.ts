/** The hand-written settings modules of cases/, and the comparison of their values with real Django's. */
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "../support/root";
import { type CheckOutcome, temporaryDirectory, type Variables, type Venv } from "./django";

/** A value with its Python type, as `django-preflight explain --format json` and oracle.py print it. */
export interface Tagged {
  readonly kind: string;
  readonly value?: unknown;
  readonly items?: readonly Tagged[];
  readonly entries?: readonly (readonly [Tagged, Tagged])[];
  readonly length?: number;
  /** Of other objects: their class, and what repr() gives. */
  readonly type?: string;
  readonly text?: string;
  /** Why a container may have other items. */
  readonly open?: string;
}

/** A settings module, installed as a small Django project, and the environments it is compared under. */
export interface Case {
  readonly name: string;
  readonly directory: string;
  readonly module: string;
  readonly environments: readonly Variables[];
  /** Names whose values the evaluator need not know; if it does, they must be right. */
  readonly unknown: readonly string[];
}

/**
 * The cases lie in one directory for each subject. A case is a file, the settings module itself, or a directory whose
 * settings module is config.production.
 * Lines `# env: {...}` in it name environments, beside the empty one; `# unknown: NAME` is a limit of the evaluator.
 */
export function readCases(): Case[] {
  const source = path.join(root, "test/conformance/cases");
  const entries = readdirSync(source).flatMap((subject) =>
    readdirSync(path.join(source, subject)).map((name) => path.join(subject, name)),
  );
  return entries.map((entry) => {
    const directory = path.join(temporaryDirectory(), "site");
    const single = statSync(path.join(source, entry)).isFile();
    const module = single ? "settings" : "config.production";
    mkdirSync(directory);
    cpSync(path.join(source, entry), single ? path.join(directory, "settings.py") : directory, {
      recursive: true,
    });
    writeFileSync(
      path.join(directory, "manage.py"),
      `import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "${module}")\n`,
    );
    const text = readFileSync(
      ["settings.py", "config/production.py", "config/production/__init__.py"]
        .map((name) => path.join(directory, name))
        .find((name) => existsSync(name))!,
      "utf8",
    );
    const comments = (label: string) =>
      [...text.matchAll(/^# (\w+): (.*)$/gm)].filter((match) => match[1] === label).map((match) => match[2]!);
    return {
      name: entry.replace(/\.py$/, ""),
      directory,
      module,
      environments: [{}, ...comments("env").map((json) => JSON.parse(json))],
      unknown: comments("unknown"),
    };
  });
}

/** What Django says of a case under one environment. */
export interface Answer {
  readonly id: string;
  /** undefined if the module itself raises. */
  readonly values?: Readonly<Record<string, Tagged>>;
  /** Names that have no other value than Django's own, where all of Django's settings are among the values. */
  readonly defaults?: readonly string[];
  readonly checks?: readonly string[];
  /** Check functions that raise themselves, with the class of the exception. */
  readonly crashes?: Readonly<Record<string, string>>;
  readonly raises?: { readonly type: string; readonly message: string };
}

export interface Question {
  readonly id: string;
  readonly name: string;
  readonly directory: string;
  readonly module: string;
  readonly environment: Variables;
  readonly unknown: readonly string[];
}

/** Asks real Django about many cases in one process. */
export async function askDjango(venv: Venv, cases: readonly Question[]): Promise<Map<string, Answer>> {
  const oracle = path.join(root, "test/conformance/oracle.py");
  const child = spawn(venv.python, [oracle], { stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.end(JSON.stringify({ cases }));
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (chunk) => (printed += chunk));
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (chunk) => (errors += chunk));
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`oracle.py ended with ${code}:\n${errors}`);
  const answers = printed
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Answer);
  return new Map(answers.map((answer) => [answer.id, answer]));
}

/** Whether Django starts, and what its checks say then. */
export function outcome({ raises, checks = [], crashes = {} }: Answer): CheckOutcome {
  if (raises !== undefined) return { state: "raises", exception: raises.type };
  return { state: "starts", reported: checks, crashes };
}

/** Every way in which our values differ from Django's, in words. Empty: they agree. */
export function valueDifferences(
  django: Readonly<Record<string, Tagged>>,
  ours: Readonly<Record<string, Tagged>>,
  unknown: readonly string[],
  defaults: readonly string[] = [],
): string[] {
  const out: string[] = [];
  for (const [name, expected] of Object.entries(django)) {
    const actual = ours[name];
    if (actual === undefined && defaults.includes(name)) continue;
    if (actual?.kind === "unknown" && unknown.includes(name)) continue;
    if (actual === undefined) out.push(`${name}: Django has ${show(expected)}, ours does not know the name`);
    else if (!sameValue(expected, actual))
      out.push(`${name}: Django has ${show(expected)}, ours says ${show(actual)}`);
  }
  for (const name of Object.keys(ours)) {
    if (!(name in django)) out.push(`${name}: Django does not have it, ours says ${show(ours[name]!)}`);
  }
  return out;
}

/**
 * Whether our value is Django's. A value that is partly unknown is not, unless `unknownMatches`: then only what is known of
 * it must be right.
 */
export function sameValue(expected: Tagged, actual: Tagged, { unknownMatches = false } = {}): boolean {
  const options = { unknownMatches };
  // Secrets are printed as their length only.
  if (actual.kind === "redacted")
    return /^(?:str|bytes)$/.test(expected.kind) && [...String(expected.value)].length === actual.length;
  // What is no plain data, such as a function, has no value of ours, or its type and text.
  if (expected.kind === "object")
    return actual.kind === "unknown" || (actual.kind === "object" && sameObject(expected, actual));
  if (["unknown", "env", "choice"].includes(actual.kind)) return unknownMatches;
  if (actual.open !== undefined && unknownMatches) return true;
  if (actual.kind !== expected.kind || actual.open !== undefined) return false;
  if (expected.kind === "list" || expected.kind === "tuple")
    return sameItems(expected.items!, actual.items!, options);
  if (expected.kind === "set") return sameItems(sorted(expected.items!), sorted(actual.items!), options);
  if (expected.kind === "dict") return sameItems(expected.entries!.flat(), actual.entries!.flat(), options);
  if (expected.kind === "float")
    return Number(expected.value) === Number(actual.value) || expected.value === actual.value;
  return expected.kind === "none" || String(expected.value) === String(actual.value);
}

function sameObject(expected: Tagged, actual: Tagged): boolean {
  const name = (type: string | undefined) => type?.split(".").pop();
  return (
    name(expected.type) === name(actual.type) && (actual.text === undefined || actual.text === expected.text)
  );
}

function sameItems(
  expected: readonly Tagged[],
  actual: readonly Tagged[],
  options: { readonly unknownMatches: boolean },
): boolean {
  return (
    expected.length === actual.length && expected.every((item, i) => sameValue(item, actual[i]!, options))
  );
}

function sorted(items: readonly Tagged[]): Tagged[] {
  return [...items].sort((a, b) => (show(a) < show(b) ? -1 : 1));
}

/** A value nearly as Python writes it. */
export function show(value: Tagged): string {
  const list = () => value.items!.map(show).join(", ");
  switch (value.kind) {
    case "none":
      return "None";
    case "str":
      return JSON.stringify(value.value);
    case "list":
      return `[${list()}]`;
    case "tuple":
      return `(${list()},)`;
    case "set":
      return `{${list()}}`;
    case "dict":
      return `{${value.entries!.map(([key, item]) => `${show(key)}: ${show(item)}`).join(", ")}}`;
    case "int":
    case "float":
    case "bool":
      return String(value.value);
    default:
      return JSON.stringify(value);
  }
}
