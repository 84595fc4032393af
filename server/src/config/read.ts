/** Reads the configuration of a file, with everything that is wrong in it. Total: what is wrong is left out. */
import ignore from "ignore";
import type { DataMember, DataNode } from "../files/schema";
import { tomlProblem } from "../files/tomlNode";
import { nearest } from "../nearest";
import { basename } from "../paths";
import type { NamedEnvironment } from "../project/project";
import { perDocument, type SourceDocument } from "../syntax/document";
import type { Range } from "../syntax/text";
import { listed } from "../wording";
import { configurationTable, OWN_FILE, TABLE } from "./file";
import { ENVIRONMENT_KEYS, IGNORE_KEYS, type Keys, TOP_KEYS } from "./keys";

/** error: the file does not say what it means to say. warning: it should not say it. */
export interface ConfigurationProblem {
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly range: Range;
}

/** A text of the file, and where it stands. */
export interface Written {
  readonly text: string;
  readonly range: Range;
}

export const SEVERITY_NAMES = ["error", "warning", "info", "hint", "off"] as const;
export type ChosenSeverity = (typeof SEVERITY_NAMES)[number];

/** What one entry of `ignore` says. */
export interface PathIgnore {
  /** Patterns of .gitignore, relative to the configuration file's directory. */
  readonly paths: readonly string[];
  /** Names of rules or groups; undefined: all rules. */
  readonly rules: readonly Written[] | undefined;
  readonly reason: string | undefined;
  readonly range: Range;
}

export interface Configuration {
  readonly path: string;
  readonly settings: Written | undefined;
  readonly defaultEnvironment: string | undefined;
  /** By the name of a rule or group, which may be wrong. */
  readonly severity: readonly { readonly name: Written; readonly value: ChosenSeverity }[];
  readonly ignores: readonly PathIgnore[];
  readonly environments: ReadonlyMap<string, NamedEnvironment>;
  readonly problems: readonly ConfigurationProblem[];
}

/** Reads a file that `configurationFile` found. */
export const readConfiguration = perDocument((document): Configuration => new Reader(document).read());

/** Host names as ALLOWED_HOSTS has them: without scheme, port and path. */
const HOST = /^(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[a-f0-9:.]+\])$/i;
const MODULE = /^[^\W\d]\w*(?:\.[^\W\d]\w*)*$/u;
const VARIABLE = /^[A-Za-z_]\w*$/;

class Reader {
  readonly #problems: ConfigurationProblem[] = [];

  constructor(private readonly document: SourceDocument) {}

  read(): Configuration {
    const { path, problem } = this.document;
    const text = problem === undefined ? this.document.text : "";
    if (problem !== undefined)
      this.report(
        { start: 0, end: 0 },
        problem === "too-large" ? "This file is too large." : "This file is not UTF-8 text.",
      );
    const broken = tomlProblem(text);
    if (broken !== undefined) {
      const range = { start: broken.offset, end: lineEnd(text, broken.offset) };
      this.report(range, `This is not valid TOML: ${broken.message}.`);
    }
    const table = configurationTable(this.document)!;
    const top = this.members(table, TOP_KEYS, `[${TABLE}]`, table);
    const environments = this.environments(top.get("environments")?.value);
    return {
      path,
      settings: this.module(top.get("settings")?.value),
      defaultEnvironment: this.defaultEnvironment(top.get("default-environment")?.value, environments),
      severity: this.severity(top.get("severity")?.value),
      ignores: this.ignores(top.get("ignore")?.value),
      environments,
      problems: this.#problems.sort((a, b) => a.range.start - b.range.start),
    };
  }

  report({ start, end }: Range, message: string): void {
    this.#problems.push({ severity: "error", message, range: { start, end } });
  }

  /** The members of an object by their names; others are reported. Empty for what is no table. */
  members(node: DataNode, keys: Keys, what: string, place: Range): ReadonlyMap<string, DataMember> {
    const found = new Map<string, DataMember>();
    if (!this.is(node, "object", what, place)) return found;
    for (const each of node.members) {
      if (Object.hasOwn(keys, each.name)) found.set(each.name, each);
      else this.report(each.key, this.unknownKey(each.name, Object.keys(keys), what));
    }
    return found;
  }

  private unknownKey(name: string, known: readonly string[], what: string): string {
    if (name === "tool" && basename(this.document.path) === OWN_FILE)
      return `In ${OWN_FILE} the keys stand at the top, without [${TABLE}].`;
    const meant = nearest(name, known, name.length > 4 ? 3 : 1);
    const hint = meant === undefined ? `; it has ${listed(known)}` : `; did you mean "${meant}"?`;
    return `${what} has no key "${name}"${hint}${hint.endsWith("?") ? "" : "."}`;
  }

  /** Whether a value has a type; reported if not. */
  is(node: DataNode, kind: DataNode["kind"], what: string, place: Range = node): boolean {
    if (node.kind === kind) return true;
    this.report(place, `${what} must be ${KINDS[kind]}, not ${KINDS[node.kind]}.`);
    return false;
  }

  text(node: DataNode | undefined, what: string): Written | undefined {
    if (node === undefined || !this.is(node, "string", what)) return undefined;
    return { text: node.text, range: inside(node) };
  }

  /** The texts of a list; undefined where it is none. */
  texts(node: DataNode | undefined, what: string): readonly Written[] | undefined {
    if (node === undefined || !this.is(node, "array", what)) return undefined;
    return node.items.flatMap((item) => this.text(item, `Each item of ${what}`) ?? []);
  }

  module(node: DataNode | undefined): Written | undefined {
    const written = this.text(node, "settings");
    if (written === undefined || MODULE.test(written.text)) return written;
    this.report(written.range, `"${written.text}" is no dotted name of a module, such as "mysite.settings".`);
    return undefined;
  }

  private defaultEnvironment(
    node: DataNode | undefined,
    environments: ReadonlyMap<string, unknown>,
  ): string | undefined {
    const written = this.text(node, "default-environment");
    if (written === undefined || environments.has(written.text)) return written?.text;
    this.report(written.range, noEnvironment(written.text, [...environments.keys()]));
    return undefined;
  }

  private severity(node: DataNode | undefined): Configuration["severity"] {
    if (node === undefined || !this.is(node, "object", "severity")) return [];
    return node.members.flatMap(({ name, key, value }) => {
      const written = this.text(value, `The severity of ${name}`);
      const chosen = SEVERITY_NAMES.find((each) => each === written?.text);
      if (written !== undefined && chosen === undefined) {
        const meant = nearest(written.text, SEVERITY_NAMES);
        const hint = meant === undefined ? "" : ` Did you mean "${meant}"?`;
        const names = `${SEVERITY_NAMES.slice(0, -1).join(", ")} or ${SEVERITY_NAMES.at(-1)}`;
        this.report(written.range, `A severity is ${names}, not "${written.text}".${hint}`);
      }
      return chosen === undefined ? [] : [{ name: { text: name, range: key }, value: chosen }];
    });
  }

  private ignores(node: DataNode | undefined): readonly PathIgnore[] {
    if (node === undefined || !this.is(node, "array", "ignore")) return [];
    return node.items.flatMap((item) => {
      const what = "An entry of ignore";
      const members = this.members(item, IGNORE_KEYS, what, item);
      if (item.kind !== "object") return [];
      const paths = this.texts(members.get("paths")?.value, "paths");
      if (paths === undefined || paths.length === 0) {
        const isOther = item.members.some(({ name }) => !Object.hasOwn(IGNORE_KEYS, name));
        if (paths !== undefined || !(members.has("paths") || isOther))
          this.report(item, `${what} needs paths, such as ["legacy/"].`);
        return [];
      }
      const good = paths.filter((path) => this.isPattern(path));
      const rules = members.get("rules");
      const names = this.texts(rules?.value, "rules");
      const reason = this.text(members.get("reason")?.value, "reason")?.text;
      // A list of rules that is no list does not stand for all rules.
      if (good.length === 0 || (rules !== undefined && names === undefined)) return [];
      return [{ paths: good.map(({ text }) => text), rules: names, reason, range: item }];
    });
  }

  /** Whether a pattern can match a file below the configuration's directory; reported if not. */
  private isPattern({ text, range }: Written): boolean {
    const problem = patternProblem(text);
    if (problem !== undefined) this.report(range, `"${text}" matches no file: ${problem}.`);
    return problem === undefined;
  }

  private environments(node: DataNode | undefined): ReadonlyMap<string, NamedEnvironment> {
    const found = new Map<string, NamedEnvironment>();
    if (node === undefined || !this.is(node, "object", "environments")) return found;
    for (const { name, key, value } of node.members) {
      if (name === ALL_ENVIRONMENTS) {
        this.report(key, `"${name}" stands for all environments; give this one another name.`);
        continue;
      }
      if (this.is(value, "object", `The environment "${name}"`, key))
        found.set(name, this.environment(name, value, key));
    }
    return found;
  }

  private environment(name: string, node: DataNode, key: Range): NamedEnvironment {
    const members = this.members(node, ENVIRONMENT_KEYS, `The environment "${name}"`, key);
    const given = (known: keyof typeof ENVIRONMENT_KEYS) => members.get(known)?.value;
    const { path } = this.document;
    const variables = this.variables(given("variables"));
    const set = this.names(given("set"), "set");
    const unset = this.names(given("unset"), "unset");
    for (const { text, range } of [...set, ...unset]) {
      if (variables.some((each) => each.name === text))
        this.report(range, `variables gives ${text} a value already.`);
    }
    for (const { text, range } of unset)
      if (set.some((other) => other.text === text)) this.report(range, `set names ${text}, too.`);
    const closed = given("closed");
    const settings = this.module(given("settings"));
    return {
      name,
      file: path,
      settings: settings && { module: settings.text, at: { file: path, ...settings.range } },
      variables: [
        ...variables.map((each) => ({ name: each.name, value: each.value, range: each.range })),
        ...set.map(({ text, range }) => ({ name: text, value: undefined, range })),
      ],
      unset: unset.map(({ text }) => text),
      closed: closed !== undefined && this.is(closed, "boolean", "closed") && closed.text === "true",
      hosts: this.hosts(given("hosts")),
    };
  }

  private variables(node: DataNode | undefined) {
    if (node === undefined || !this.is(node, "object", "variables")) return [];
    return node.members.flatMap(({ name, key, value }) => {
      if (!VARIABLE.test(name)) {
        this.report(key, `"${name}" is no name of an environment variable.`);
        return [];
      }
      if (value.kind !== "string") {
        const example = value.kind === "boolean" || value.kind === "number" ? `: "${value.text}"` : "";
        this.report(value, `The value of a variable is text${example}.`);
        return [];
      }
      return [{ name, value: value.text, range: inside(value) }];
    });
  }

  private names(node: DataNode | undefined, what: string): readonly Written[] {
    return (this.texts(node, what) ?? []).filter(({ text, range }) => {
      if (VARIABLE.test(text)) return true;
      this.report(range, `"${text}" is no name of an environment variable.`);
      return false;
    });
  }

  private hosts(node: DataNode | undefined): NamedEnvironment["hosts"] {
    const file = this.document.path;
    return (this.texts(node, "hosts") ?? []).flatMap(({ text, range }) => {
      if (HOST.test(text)) return [{ name: text.toLowerCase(), at: { file, ...range } }];
      this.report(range, `"${text}" is no host name: write it without scheme, port, path and stars.`);
      return [];
    });
  }
}

/** What `--environment` takes for all environments of the configuration. */
export const ALL_ENVIRONMENTS = "all";

/** That there is no environment of a name, and which there are. */
export function noEnvironment(name: string, known: readonly string[]): string {
  if (known.length === 0) return `There is no environment "${name}": the configuration names none.`;
  const meant = nearest(name, known);
  const hint = meant === undefined ? `There is ${listed(known)}.` : `Did you mean "${meant}"?`;
  return `There is no environment "${name}". ${hint}`;
}

const KINDS: Readonly<Record<DataNode["kind"], string>> = {
  object: "a table",
  array: "a list",
  string: "text",
  number: "a number",
  boolean: "true or false",
  null: "another value",
};

/** Why a pattern of .gitignore matches nothing below its directory; undefined if it may match. */
function patternProblem(pattern: string): string | undefined {
  if (pattern.trim() === "") return "it is empty";
  if (pattern.startsWith("#")) return "it is a comment";
  if (pattern.startsWith("!")) return "there is nothing that it could take back";
  if (pattern.includes("\\")) return "directories are divided by /";
  if (pattern.split("/").some((part) => part === ".." || part === "."))
    return "patterns begin at the directory of the configuration file, without . and ..";
  if (/\[[^\]]*$/.test(pattern)) return "a bracket is not closed";
  try {
    ignore().add(pattern).ignores("probe");
    return undefined;
  } catch {
    return "it is no pattern";
  }
}

/** A string without its quotes. */
function inside({ start, end }: Range): Range {
  return end - start > 2 ? { start: start + 1, end: end - 1 } : { start, end };
}

function lineEnd(text: string, from: number): number {
  const end = text.slice(from).search(/\r?\n|$/);
  return from + end;
}
