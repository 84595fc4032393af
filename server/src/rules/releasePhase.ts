/** Adds a command to the release phase, in the file that decides about it. */
import type { FileChange } from "../edits/edit";
import { lineBreakOf } from "../syntax/text";
import { get } from "../syntax/yaml";
import { editOf } from "./commands";
import type { RuleContext } from "./rule";

/** The change that runs a command in the release phase, before what runs there; undefined where the file is not understood. */
export function addToRelease(context: RuleContext, command: string): FileChange[] | undefined {
  const { procfile, target } = context.project.deployment;
  return target === "container" || procfile === undefined
    ? inHerokuYml(context, command)
    : inProcfile(context, command);
}

function inProcfile({ project, snapshot }: RuleContext, command: string): FileChange[] | undefined {
  const { path, processes } = project.deployment.procfile!;
  const text = snapshot.file(path)?.text;
  if (text === undefined) return undefined;
  const release = processes.find(({ name }) => name === "release");
  if (release !== undefined) {
    const at = release.commandRange.start;
    return [editOf(path, { start: at, end: at, text: `${command} && ` })];
  }
  const eol = lineBreakOf(text);
  const line = `release: ${command}`;
  const complete = text === "" || /[\r\n]$/.test(text);
  return [editOf(path, { start: text.length, end: text.length, text: complete ? line + eol : eol + line })];
}

function inHerokuYml({ project, snapshot }: RuleContext, command: string): FileChange[] | undefined {
  const { herokuYml } = project.deployment;
  const document = herokuYml && snapshot.file(herokuYml.path);
  if (herokuYml === undefined || document === undefined || document.yaml().errorAt !== undefined)
    return undefined;
  const { text, lines } = document;
  const eol = lineBreakOf(text);
  if (herokuYml.release !== undefined) {
    const list = get(get(document.yaml().root, "release"), "command");
    const first = list?.kind === "sequence" ? list.items[0] : undefined;
    if (first === undefined || text[list!.start] !== "-") return undefined;
    const { line, character } = lines.positionAt(list!.start);
    const at = lines.lineStart(line);
    if (text.slice(at, list!.start).trim() !== "") return undefined;
    return [
      editOf(document.path, { start: at, end: at, text: `${" ".repeat(character)}- ${command}${eol}` }),
    ];
  }
  const images = herokuYml.build.docker.map(({ name }) => name);
  const image = images.includes("web") ? "web" : images[0];
  const section = [
    "release:",
    ...(image === undefined ? [] : [`  image: ${image}`]),
    "  command:",
    `    - ${command}`,
  ];
  const complete = text === "" || /[\r\n]$/.test(text);
  const added = complete ? section.join(eol) + eol : eol + section.join(eol);
  return [editOf(document.path, { start: text.length, end: text.length, text: added })];
}
