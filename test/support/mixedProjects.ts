/** Projects mixed from the rules' own bad examples: several mistakes in one module, in every layout and dialect. */
import { rules } from "../../server/src/rules/index";
import { absoluteStatements } from "../../server/src/syntax/python/find";
import { type Files, projectOf, SETTINGS } from "./exampleProject";
import { memorySnapshot } from "./memorySnapshot";
import { startedProject } from "./wellKept";

export interface MixedProject {
  /** What it is made of, for messages. */
  readonly name: string;
  readonly files: Files;
}

/** Numbers from 0 to below 1 that a seed decides. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

class Dice {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = randomNumbers(seed);
  }

  /** True in one of `n` cases. */
  oneIn(n: number): boolean {
    return this.#next() * n < 1;
  }

  below(n: number): number {
    return Math.floor(this.#next() * n);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  shuffled<T>(items: readonly T[]): T[] {
    const result = [...items];
    for (let i = result.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [result[i], result[j]] = [result[j]!, result[i]!];
    }
    return result;
  }
}

/** A bad example whose settings are one module. */
interface Ingredient {
  readonly name: string;
  readonly imports: readonly string[];
  /** The other statements, each with the comments above it. */
  readonly body: readonly string[];
  /** The example's other files. */
  readonly others: Files;
}

/** Bad examples that may be mixed, and whole projects that may not. */
function examples(): { readonly ingredients: Ingredient[]; readonly whole: MixedProject[] } {
  const ingredients: Ingredient[] = [];
  const whole: MixedProject[] = [];
  for (const { id, examples } of rules) {
    for (const [n, { code }] of examples.bad.entries()) {
      const name = `${id} ${n + 1}`;
      const files = typeof code === "string" ? { [SETTINGS]: code } : code;
      const isWhole = Object.keys(files).some((file) => /(?:^|\/)manage\.py$/.test(file));
      const parts = isWhole ? undefined : statementsOf(files[SETTINGS]);
      if (parts === undefined) whole.push({ name, files: projectOf(code) });
      else {
        const { [SETTINGS]: _, ...others } = files;
        ingredients.push({ name, ...parts, others });
      }
    }
  }
  return { ingredients, whole };
}

function statementsOf(text: string | undefined): Pick<Ingredient, "imports" | "body"> | undefined {
  if (text === undefined) return { imports: [], body: [] };
  if (text.includes("\r") || text.startsWith("\ufeff")) return undefined;
  const module = memorySnapshot({ "a.py": text }).file("a.py")!.python();
  if (module.errorAt !== undefined) return undefined;
  const imports: string[] = [];
  const body: string[] = [];
  let from = 0;
  const statements = absoluteStatements(module);
  for (const [n, statement] of statements.entries()) {
    const next = statements[n + 1];
    const end = lineEnd(text, statement.end);
    // Statements on one line stay together.
    if (next !== undefined && next.start < end) continue;
    const code = text.slice(from, end);
    from = end;
    const isImport =
      statement.type === "Import" || (statement.type === "ImportFrom" && statement.names !== "*");
    (isImport ? imports : body).push(code.replace(/^\n+/, "").replace(/\n?$/, "\n"));
  }
  return { imports, body };
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end + 1;
}

/** Ways to read variables, each with what has to be installed for it. */
const DIALECTS = [
  { head: "", packages: [] },
  { head: "import os\n", packages: [] },
  { head: "import environ\n\nenv = environ.Env()\n", packages: ["django-environ"] },
  { head: "from decouple import config\n", packages: ["python-decouple"] },
  {
    head: 'from pydantic_settings import BaseSettings\n\n\nclass Env(BaseSettings):\n    site_name: str = "site"\n\n\nenv = Env()\n',
    packages: ["pydantic-settings"],
  },
] as const;

/** Lines under which a mistake may stand. */
const GUARDS = [
  'DEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"\nif not DEBUG:\n',
  'DEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"\nif DEBUG:\n    SITE_ID = 2\nelse:\n',
  'if "DYNO" in os.environ:\n',
  'if os.environ.get("STAGE", "production") == "production":\n',
] as const;

/** What modules end with. */
const ENDS = [
  "",
  "",
  "",
  "try:\n    from .local import *\nexcept ImportError:\n    pass\n",
  'if "DYNO" in os.environ:\n    DEBUG = False\n',
] as const;

/** Every bad example once, alone or with others, each in a layout of its own. */
export function mixedProjects(seed: number): MixedProject[] {
  const dice = new Dice(seed);
  const { ingredients, whole } = examples();
  const groups: Ingredient[][] = [];
  for (const ingredient of dice.shuffled(ingredients)) {
    const mayOverlap = dice.oneIn(4);
    const group = groups
      .slice(-12)
      .find(
        (each) =>
          each.length < 2 + dice.below(3) &&
          fits(each, ingredient) &&
          (mayOverlap || each.every((other) => !overlap(other, ingredient))),
      );
    if (group === undefined) groups.push([ingredient]);
    else group.push(ingredient);
  }
  return [...groups.map((group) => mix(group, dice)), ...whole].map(({ name, files }) =>
    laidOut(name, files, dice),
  );
}

/** Whether an example goes with others: the same Django, and no file that they have otherwise. */
function fits(group: readonly Ingredient[], { others }: Ingredient): boolean {
  return group.every(
    (each) =>
      Object.entries(others).every(([path, text]) =>
        path === "requirements.txt"
          ? djangoOf(each.others) === djangoOf(others)
          : each.others[path] === undefined || each.others[path] === text,
      ) && djangoOf(each.others) === djangoOf(others),
  );
}

/** Whether two examples set the same names, so that one of them hides the other. */
function overlap(one: Ingredient, other: Ingredient): boolean {
  const names = new Set(namesOf(one));
  return namesOf(other).some((name) => names.has(name));
}

function namesOf({ body }: Ingredient): string[] {
  return [...body.join("").matchAll(/^[ \t]*([A-Z_]+)\b[^\n=]*=(?!=)/gm)].map(([, name]) => name!);
}

function djangoOf(files: Files): string {
  return /^django\b.*/im.exec(files["requirements.txt"] ?? "Django==5.2.8")?.[0] ?? "";
}

function mix(group: readonly Ingredient[], dice: Dice): MixedProject {
  const dialect = dice.pick(DIALECTS);
  const others = Object.assign({}, ...group.map((each) => each.others)) as Record<string, string>;
  const requirements = requirementsOf(group, dialect.packages);
  if (requirements !== undefined) others["requirements.txt"] = requirements;
  const started = dice.oneIn(3) ? statementsOf(startedProject()[SETTINGS])! : { imports: [], body: [] };
  const order = dice.oneIn(2) ? group.flatMap(({ body }) => body) : interleaved(group, dice);
  const guarded = dice.oneIn(4) ? group.filter(canBeGuarded)[0] : undefined;
  const inGuard = new Set(guarded?.body);
  const rest = order.filter((chunk) => !inGuard.has(chunk));
  const guard =
    guarded === undefined ? "" : `${dice.pick(GUARDS)}${guarded.body.join("").replace(/^(?=.)/gm, "    ")}`;
  const end = dice.pick(ENDS);
  const os = /\bos\b/.test(guard + end) ? ["import os\n"] : [];
  const imports = (parts: readonly Pick<Ingredient, "imports">[]) =>
    [...new Set([...parts.flatMap((part) => part.imports), ...os])].join("");
  const name = group.map((each) => each.name).join(", ");
  const separator = dice.pick(["", "", "\n", "\n\n"]);
  const isSplit =
    dice.oneIn(4) && !Object.keys(others).some((path) => path.startsWith("mysite/") && path.endsWith(".py"));
  if (!isSplit) {
    const text = [imports([...group, started]), dialect.head, ...started.body, ...rest, guard, end];
    return { name, files: projectOf({ ...others, [SETTINGS]: joined(text, separator) }) };
  }
  const cut = dice.below(rest.length + 1);
  const base = [imports([...group, started]), dialect.head, ...started.body, ...rest.slice(0, cut)];
  const production = ["from .base import *\n", imports(group), dialect.head, ...rest.slice(cut), guard, end];
  const { [SETTINGS]: _, ...files } = projectOf({ ...others, [SETTINGS]: "" });
  const runs = (path: string, module: string) => (files[path] ?? "").replace("mysite.settings", module);
  return {
    name: `${name} (split)`,
    files: {
      ...files,
      "manage.py": runs("manage.py", "mysite.settings.dev"),
      "mysite/wsgi.py": runs("mysite/wsgi.py", "mysite.settings.production"),
      "mysite/settings/__init__.py": "",
      "mysite/settings/base.py": joined(base, separator),
      "mysite/settings/dev.py": "from .base import *\n\nDEBUG = True\n",
      "mysite/settings/production.py": joined(production, separator),
    },
  };
}

function joined(parts: readonly string[], separator: string): string {
  return parts.filter((part) => part !== "").join(separator);
}

/** The statements of several examples, each example's in their order. */
function interleaved(group: readonly Ingredient[], dice: Dice): string[] {
  const queues = group.map(({ body }) => [...body]).filter((queue) => queue.length > 0);
  const result: string[] = [];
  while (queues.length > 0) {
    const n = dice.below(queues.length);
    result.push(queues[n]!.shift()!);
    if (queues[n]!.length === 0) queues.splice(n, 1);
  }
  return result;
}

/** Whether statements may stand below an "if". */
function canBeGuarded({ body }: Ingredient): boolean {
  const text = body.join("");
  return (
    /\S/.test(text) && !/"""|'''|\\\n|import \*|\bDEBUG\b|BaseSettings|^#[^\n]*$(?![\s\S]*^\w)/m.test(text)
  );
}

function requirementsOf(group: readonly Ingredient[], packages: readonly string[]): string | undefined {
  const lines = group.flatMap(({ others }) => others["requirements.txt"]?.split("\n") ?? []);
  if (lines.length === 0 && packages.length === 0) return undefined;
  const nameOf = (line: string) => /^[\w.-]*/.exec(line.toLowerCase())![0].replaceAll("_", "-") || line;
  const all = lines.length === 0 ? ["Django==5.2.8", "gunicorn"] : lines;
  const byName = new Map<string, string>();
  for (const line of [...all, ...packages]) {
    if (line.trim() !== "" && !byName.has(nameOf(line))) byName.set(nameOf(line), line);
  }
  return [...byName.values(), ""].join("\n");
}

// ---------------------------------------------------------------- layouts

interface Layout {
  readonly name: string;
  readonly change: (text: string) => string;
  /** True where it does not look at lines, which strings may have, too. */
  readonly anywhere?: boolean;
}

/** In the order in which they come over a file. */
const LAYOUTS: readonly Layout[] = [
  { name: "annotated", change: (text) => text.replace(/^([A-Z_]+) = /gm, "$1: object = ") },
  {
    name: "parentheses",
    change: (text) => text.replace(/^([A-Z_]+ = )(True|False|None|\d+|"[^"\n]*")$/gm, "$1(\n    $2\n)"),
  },
  {
    name: "semicolons",
    change: (text) =>
      text.replace(/^([A-Z_]+ = (?:True|False|None|\d+|"[^"\n]*"))\n+(?=[A-Z_]+ = )/gm, "$1; "),
  },
  {
    name: "backslashes",
    change: (text) => text.replace(/^([A-Z_]+ = )(?=["\w])/gm, "$1\\\n    "),
  },
  { name: "commas", change: (text) => text.replace(/([\w"'])(\n\s*[\]})])/g, "$1,$2") },
  {
    name: "comments above",
    change: (text) => {
      let n = 0;
      return text
        .replace(/^(?=[A-Z_]+ = )/gm, () => `# above ${++n}\n`)
        .replace(/^([ \t]+)(?=["'].*,$)/gm, (indent) => `${indent}# inside ${++n}\n${indent}`);
    },
  },
  {
    name: "comments behind",
    change: (text) => text.replace(/^(?!\s*(?:#|$))(.*[,[{(\w)\]}"'])$/gm, "$1  # kept"),
  },
  {
    name: "tabs",
    change: (text) => text.replace(/^(?: {4})+/gm, (spaces) => "\t".repeat(spaces.length / 4)),
  },
  // Only strings that stand alone: f-strings and strings with quotes inside keep theirs.
  { name: "quotes", change: (text) => text.replace(/(?<![\w"'\\])"([^"'\\\n{]*)"(?!")/g, "'$1'") },
  {
    name: "docstring",
    change: (text) => `# -*- coding: utf-8 -*-\n"""Settings: ünïcödé 🚀."""\n${text}`,
    anywhere: true,
  },
  { name: "no last line break", change: (text) => text.replace(/\n$/, ""), anywhere: true },
  { name: "CRLF", change: (text) => text.replaceAll("\n", "\r\n"), anywhere: true },
  { name: "BOM", change: (text) => `\ufeff${text}`, anywhere: true },
];

function laidOut(name: string, files: Files, dice: Dice): MixedProject {
  const layouts = LAYOUTS.filter(() => dice.oneIn(7));
  const change = (text: string) => {
    const isSimple = !/"""|'''|\\\n/.test(text);
    return layouts.reduce(
      (result, layout) => (isSimple || layout.anywhere ? layout.change(result) : result),
      text,
    );
  };
  const entries = Object.entries(files).map(([path, text]) => {
    const isSettings = path.endsWith(".py") && /settings|production|base/.test(path) && text !== "";
    return [path, isSettings ? change(text) : text] as const;
  });
  const names = layouts.map((layout) => layout.name).join(", ");
  return { name: names === "" ? name : `${name} [${names}]`, files: Object.fromEntries(entries) };
}
