/** Compose files: the services that Docker starts together. https://docs.docker.com/reference/compose-file/ */
import { basename } from "../paths";
import { perDocument, type SourceDocument } from "../syntax/document";
import type { ShellScript, ShellWord } from "../syntax/shell";
import type { Range } from "../syntax/text";
import { get, keyText, type YamlNode } from "../syntax/yaml";
import { type YamlValue, yamlCommand, yamlPairs, yamlValue } from "./yamlCommands";

export interface ComposeVariable {
  readonly name: string;
  /** undefined where the variable is passed on from the shell that starts Compose. May hold `${VARIABLES}`. */
  readonly value: string | undefined;
  /** Of name and value. */
  readonly range: Range;
  /** Of the value alone, without quotes as far as that is possible. */
  readonly valueRange: Range | undefined;
}

export interface ComposeCommand {
  /** exec: a list, which no shell looks at. Compose starts a string without a shell, too, but splits it into words. */
  readonly form: "string" | "list";
  readonly range: Range;
  readonly shell: ShellScript;
}

export interface ComposePort extends Range {
  readonly text: string;
  /** The address that it is published on, if the file says so. */
  readonly address: string | undefined;
  /** The port of the machine; undefined for one that Docker picks. */
  readonly published: string | undefined;
  /** The port of the container: "5432". */
  readonly target: string;
}

export interface ComposeService {
  readonly name: string;
  readonly nameRange: Range;
  readonly image: YamlValue | undefined;
  readonly build:
    | {
        readonly context: string;
        readonly dockerfile: string | undefined;
        readonly target: string | undefined;
      }
    | undefined;
  readonly command: ComposeCommand | undefined;
  readonly entrypoint: ComposeCommand | undefined;
  readonly environment: readonly ComposeVariable[];
  readonly envFiles: readonly YamlValue[];
  readonly ports: readonly ComposePort[];
  readonly dependsOn: readonly YamlValue[];
}

export interface Compose {
  readonly path: string;
  /** What the file's name says it is for. */
  readonly purpose: ComposePurpose;
  readonly services: readonly ComposeService[];
  /** The top-level `version`, from its key to the end of its value. */
  readonly version: Range | undefined;
}

export type ComposePurpose = "production" | "development" | "unknown";

/** Reads a Compose file. Total: what does not fit is left out. */
export const parseCompose = perDocument((document): Compose => {
  const { root } = document.yaml();
  const version =
    root?.kind === "mapping" ? root.pairs.findLast((pair) => keyText(pair) === "version") : undefined;
  return {
    path: document.path,
    purpose: composePurpose(document.path),
    services: yamlPairs(get(root, "services")).map(([name, { key, value }]) => ({
      name,
      nameRange: { start: key.start, end: key.end },
      ...readService(value, document),
    })),
    version: version && { start: version.key.start, end: Math.max(version.key.end, version.value.end) },
  };
});

const PRODUCTION = ["prod", "production", "live", "deploy", "prd"];
const DEVELOPMENT = [
  "dev",
  "devel",
  "development",
  "local",
  "override",
  "test",
  "tests",
  "testing",
  "ci",
  "debug",
  "e2e",
];

/** What a Compose file is for, by its name: `compose.prod.yml`, `docker-compose-local.yaml`, `production.yml`. */
export function composePurpose(path: string): ComposePurpose {
  const words = basename(path)
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  if (words.some((word) => DEVELOPMENT.includes(word))) return "development";
  return words.some((word) => PRODUCTION.includes(word)) ? "production" : "unknown";
}

/** Whether a file is a Compose file by its name; `local.yml` and `production.yml` may be one. */
export function isComposeName(name: string): boolean {
  return /^(?:docker-)?compose(?:[._-][\w.-]+)?\.ya?ml$|^[\w-]+\.(?:docker-)?compose\.ya?ml$|^(?:local|production)\.yml$/.test(
    name,
  );
}

function readService(node: YamlNode, document: SourceDocument): Omit<ComposeService, "name" | "nameRange"> {
  const fields = new Map(yamlPairs(node).map(([name, pair]) => [name, pair.value]));
  const build = fields.get("build");
  const context = yamlValue(build, document) ?? yamlValue(get(build, "context"), document);
  return {
    image: yamlValue(fields.get("image"), document),
    build:
      build === undefined || build.kind === "null"
        ? undefined
        : {
            context: context?.value ?? ".",
            dockerfile: yamlValue(get(build, "dockerfile"), document)?.value,
            target: yamlValue(get(build, "target"), document)?.value,
          },
    command: readCommand(fields.get("command"), document),
    entrypoint: readCommand(fields.get("entrypoint"), document),
    environment: readEnvironment(fields.get("environment"), document),
    envFiles: oneOrMore(fields.get("env_file")).flatMap(
      (item) => yamlValue(item, document) ?? yamlValue(get(item, "path"), document) ?? [],
    ),
    ports: oneOrMore(fields.get("ports")).flatMap((item) => readPort(item, document) ?? []),
    dependsOn: dependsOn(fields.get("depends_on"), document),
  };
}

function oneOrMore(node: YamlNode | undefined): readonly YamlNode[] {
  if (node === undefined || node.kind === "null") return [];
  return node.kind === "sequence" ? node.items : [node];
}

function readCommand(node: YamlNode | undefined, document: SourceDocument): ComposeCommand | undefined {
  if (node?.kind === "scalar") {
    const command = yamlCommand(node, document);
    return {
      form: "string",
      range: command.range,
      get shell() {
        return command.shell;
      },
    };
  }
  if (node?.kind !== "sequence") return undefined;
  const words = node.items.flatMap((item): ShellWord[] => {
    if (item.kind !== "scalar") return [];
    const { start, end, value } = item;
    return [{ start, end, text: value, dynamic: false, raw: document.text.slice(start, end) }];
  });
  let shell: ShellScript | undefined;
  return {
    form: "list",
    range: { start: node.start, end: node.end },
    get shell() {
      shell ??= document.shellWords(words);
      return shell;
    },
  };
}

function readEnvironment(node: YamlNode | undefined, document: SourceDocument): ComposeVariable[] {
  if (node?.kind === "sequence") {
    return node.items.flatMap((item): ComposeVariable[] => {
      const found = yamlValue(item, document);
      const [, name, value] = /^([^=]+)(?:=([\s\S]*))?$/.exec(found?.value ?? "") ?? [];
      if (found === undefined || name === undefined) return [];
      const exact = found.range.end - found.range.start === found.value.length;
      const start = exact ? found.range.start + name.length + 1 : found.range.start;
      const valueRange = value === undefined ? undefined : { start, end: found.range.end };
      return [{ name, value, range: found.range, valueRange }];
    });
  }
  return yamlPairs(node).map(([name, { key, value }]): ComposeVariable => {
    const found = yamlValue(value, document);
    return {
      name,
      value: found?.value,
      range: { start: Math.min(key.start, value.start), end: Math.max(key.end, value.end) },
      valueRange: found?.range,
    };
  });
}

function readPort(node: YamlNode, document: SourceDocument): ComposePort | undefined {
  const short = yamlValue(node, document);
  if (short !== undefined) {
    const match = /^(?:(?:(\[[^\]]*\]|[^:[\]]+):)?([^:]*):)?([^:/]+)(?:\/\w+)?$/.exec(short.value);
    if (match === null) return undefined;
    const [, address, published, target] = match;
    return { ...short.range, text: short.value, address, published: published || undefined, target: target! };
  }
  const target = yamlValue(get(node, "target"), document);
  if (target === undefined) return undefined;
  const published = yamlValue(get(node, "published"), document)?.value;
  const address = yamlValue(get(node, "host_ip"), document)?.value;
  const text = document.text.slice(node.start, node.end);
  return { start: node.start, end: node.end, text, address, published, target: target.value };
}

function dependsOn(node: YamlNode | undefined, document: SourceDocument): YamlValue[] {
  if (node?.kind === "mapping") return node.pairs.flatMap(({ key }) => yamlValue(key, document) ?? []);
  return oneOrMore(node).flatMap((item) => yamlValue(item, document) ?? []);
}
