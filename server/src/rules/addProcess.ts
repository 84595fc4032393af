/** Adds a process to the file that decides about them. */
import type { FileChange } from "../edits/edit";
import { lineBreakOf } from "../syntax/text";
import { get } from "../syntax/yaml";
import { editOf } from "./commands";
import type { RuleContext } from "./rule";

/** The change that adds a process; undefined if there is one of that name, or the file is not understood. */
export function addProcess(
  context: RuleContext,
  name: string,
  command: string,
): readonly FileChange[] | undefined {
  const { procfile, herokuYml, target } = context.project.deployment;
  if (target !== "container" && procfile !== undefined) {
    const text = context.snapshot.file(procfile.path)?.text;
    if (text === undefined || procfile.processes.some((process) => process.name === name)) return undefined;
    return [addedLine(procfile.path, text, [`${name}: ${command}`])];
  }
  const document = herokuYml && context.snapshot.file(herokuYml.path);
  const processes = herokuYml?.run ?? [];
  if (document === undefined || processes.some((process) => process.name === name)) return undefined;
  const yaml = document.yaml();
  const run = get(yaml.root, "run");
  const first = processes[0];
  if (yaml.errorAt !== undefined || run?.kind !== "mapping" || first === undefined) return undefined;
  const { text, lines } = document;
  const column = lines.positionAt(first.nameRange.start).character;
  if (column === 0 || text[run.start] === "{") return undefined;
  const { line } = lines.positionAt(run.pairs.at(-1)!.value.end - 1);
  const indent = " ".repeat(column);
  // One image is enough for all: only the command differs.
  const image = herokuYml!.build.docker.some((built) => built.name === "web")
    ? [`${indent}  image: web`]
    : [];
  const added = [`${indent}${name}:`, `${indent}  command:`, `${indent}    - ${command}`, ...image];
  if (/: | #/.test(command)) return undefined;
  const eol = lineBreakOf(text);
  const end = lines.lineEnd(line);
  return [editOf(document.path, { start: end, end, text: added.map((each) => eol + each).join("") })];
}

function addedLine(path: string, text: string, added: readonly string[]): FileChange {
  const eol = lineBreakOf(text);
  const complete = text === "" || /[\r\n]$/.test(text);
  const code = added.join(eol);
  return editOf(path, { start: text.length, end: text.length, text: complete ? code + eol : eol + code });
}
