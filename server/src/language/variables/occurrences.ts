/** Every place in a project that names an environment variable: settings, manifests, processes and examples of .env files. */

import { isSettingsClass, settingsClass } from "../../edits/python/settingsClass";
import { parseAppJson } from "../../files/appJson";
import { ENVIRONMENT_EXAMPLES, variablesListed } from "../../files/environmentExample";
import { parseHerokuYml } from "../../files/herokuYml";
import { parseProcfile } from "../../files/procfile";
import { join } from "../../paths";
import type { ProjectReport } from "../../report";
import type { Snapshot } from "../../snapshot";
import { perDocument, type SourceDocument } from "../../syntax/document";
import type { Constant, Expr } from "../../syntax/python/ast";
import { absoluteStatements, descendants, isExpression } from "../../syntax/python/find";
import type { Location, Range } from "../../syntax/text";
import { get, keyText, type YamlNode } from "../../syntax/yaml";
import { variablesIn } from "../commands/place";

export interface Occurrence extends Range {
  readonly name: string;
  /** False where only the name's use as a variable elsewhere makes it one: `config("X")`, `load("X")`. */
  readonly certain: boolean;
}

/** True for files like `.env.example`. */
export function isExampleOfEnvironment(name: string): boolean {
  return ENVIRONMENT_EXAMPLES.includes(name);
}

/** The places of a variable in the files of a project. */
export function variablePlaces(snapshot: Snapshot, report: ProjectReport, name: string): readonly Location[] {
  const { project, files, variables } = report;
  const { deployment, root, managePy, wsgi, asgi } = project;
  const started = [
    managePy,
    ...[...wsgi, ...asgi].map(({ path }) => path),
    join(deployment.root, "gunicorn.conf.py"),
  ];
  const directories = [...new Set([deployment.root, root])];
  const found = (
    path: string | undefined,
    read: (document: SourceDocument) => readonly Occurrence[],
    all = true,
  ) => {
    const document = path === undefined ? undefined : snapshot.file(path);
    if (document === undefined || document.problem !== undefined) return [];
    return read(document)
      .filter((each) => each.name === name && (all || each.certain))
      .map(({ start, end }) => ({ file: document.path, start, end }));
  };
  const python = new Set([...files, ...started.filter((path) => path !== undefined)]);
  return [
    ...[...python].flatMap((path) =>
      found(path, variablesInPython, variables.has(name) && files.includes(path)),
    ),
    ...found(join(deployment.root, "Procfile"), variablesInProcfile),
    ...found(deployment.herokuYml?.path, variablesInHerokuYml),
    ...found(deployment.appJson?.path, variablesInAppJson),
    ...directories.flatMap((directory) =>
      ENVIRONMENT_EXAMPLES.flatMap((file) => found(join(directory, file), variablesInExample)),
    ),
  ];
}

/** Names as strings where a variable may be read, and fields of settings classes. */
export const variablesInPython = perDocument((document): readonly Occurrence[] => {
  const found = new Map<number, Occurrence>();
  const add = (node: Expr | undefined, certain: boolean) => {
    if (node?.type !== "Constant" || node.constant.kind !== "str") return;
    const inside = insideQuotes(document, node);
    if (inside !== undefined && !found.has(inside.start)) found.set(inside.start, { ...inside, certain });
  };
  for (const statement of absoluteStatements(document.python())) {
    for (const node of descendants(statement)) {
      if (!isExpression(node)) continue;
      if (node.type === "Subscript") add(node.index, isEnviron(node.value));
      if (node.type === "Call") add(node.args[0], readsEnvironment(node.func));
      if (node.type === "Compare")
        add(
          node.left,
          node.rest.some(({ right }) => isEnviron(right)),
        );
    }
    if (statement.type === "ClassDef" && isSettingsClass(statement)) {
      for (const { statement: field, name, variable } of settingsClass(statement)?.fields ?? []) {
        const { start } = field.target;
        found.set(start, { start, end: start + name.length, name: variable, certain: true });
      }
    }
  }
  return [...found.values()];
});

/** The text of a string between its quotes, where the file holds it as it is. */
function insideQuotes({ text }: SourceDocument, { start, end, constant }: Constant) {
  const value = constant.kind === "str" ? constant.value : "";
  const inside = { start: start + 1, end: end - 1, name: value };
  return /^[A-Za-z_]\w*$/.test(value) && text.slice(inside.start, inside.end) === value ? inside : undefined;
}

/** `os.environ`, `environ` */
function isEnviron(node: Expr): boolean {
  return node.type === "Attribute" ? node.attr === "environ" : node.type === "Name" && node.id === "environ";
}

/** `os.getenv`, `os.environ.get`, `environ.setdefault` */
function readsEnvironment(func: Expr): boolean {
  if (func.type === "Name") return func.id === "getenv";
  return func.type === "Attribute" && (func.attr === "getenv" || isEnviron(func.value));
}

export const variablesInProcfile = perDocument((document): readonly Occurrence[] =>
  parseProcfile(document).processes.flatMap(({ command, commandRange, shell }) => [
    ...variablesIn(command, commandRange.start).map(({ name, range }) => ({ ...range, name, certain: true })),
    ...assignmentsOf(document, shell.commands),
  ]),
);

type Commands = readonly { readonly assignments: readonly (Range & { readonly name: string })[] }[];

function assignmentsOf({ text }: SourceDocument, commands: Commands): Occurrence[] {
  const all = commands.flatMap(({ assignments }) => assignments);
  return all
    .filter(
      ({ start, name }, n) =>
        text.startsWith(name, start) && all.findIndex((each) => each.start === start) === n,
    )
    .map(({ name, start }) => ({ name, start, end: start + name.length, certain: true }));
}

export const variablesInHerokuYml = perDocument((document): readonly Occurrence[] => {
  const { run, release } = parseHerokuYml(document);
  const { root } = document.yaml();
  const config = get(get(root, "setup"), "config");
  const commands = [...(release?.commands ?? []), ...(run ?? []).flatMap((each) => each.commands)];
  return [
    ...keys(config),
    ...commands.flatMap(({ text, range, shell }) =>
      document.text.slice(range.start, range.end) !== text
        ? []
        : [
            ...variablesIn(text, range.start).map((each) => ({
              ...each.range,
              name: each.name,
              certain: true,
            })),
            ...assignmentsOf(document, shell.commands),
          ],
    ),
  ];
});

function keys(node: YamlNode | undefined): Occurrence[] {
  if (node?.kind !== "mapping") return [];
  return node.pairs.flatMap((pair): Occurrence[] => {
    const name = keyText(pair);
    const { start, end } = pair.key;
    return name === undefined || end - start !== name.length ? [] : [{ name, start, end, certain: true }];
  });
}

export const variablesInAppJson = perDocument((document): readonly Occurrence[] => {
  const { env, environments } = parseAppJson(document);
  return [...env, ...environments.flatMap((each) => each.env)].map(({ name, nameRange: { start, end } }) => {
    const quoted = document.text[start] === '"';
    return { name, start: quoted ? start + 1 : start, end: quoted ? end - 1 : end, certain: true };
  });
});

/** The names of an example of a .env file; those in comments too, as `# DEBUG=1` shows a variable. */
export const variablesInExample = perDocument((document): readonly Occurrence[] =>
  variablesListed(document).map((each) => ({ ...each, certain: true })),
);
