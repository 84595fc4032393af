/** Where the words of a command lead: the files, modules and functions that they name. */
import { basename, join } from "../../paths";
import type { ShellScript } from "../../syntax/shell";
import type { Location } from "../../syntax/text";
import { celeryModules, hasFile, managementCommands, moduleFile, placeIn } from "../deployed";
import type { DocumentLink, Target } from "../features";
import type { CommandText } from "./complete";
import { type Meaning, meaningfulWords } from "./words";

/** The places that a command's words lead to, as far as they exist. */
export function commandTargets(text: CommandText, script: ShellScript): readonly Target[] {
  return meaningfulWords(script).flatMap(({ range, meaning }) => {
    const target = targetOf(text, meaning);
    return target === undefined ? [] : [{ origin: range, target }];
  });
}

/** The same as links. */
export function commandLinks(text: CommandText, script: ShellScript): readonly DocumentLink[] {
  return commandTargets(text, script)
    .filter(({ target: { start, end } }) => start === 0 && end === 0)
    .map(({ origin, target: { file } }) => ({
      range: origin,
      target: { path: file },
      tooltip: `Open ${basename(file)}`,
    }));
}

function targetOf(text: CommandText, meaning: Meaning): Location | undefined {
  const { snapshot, report } = text;
  if (report === undefined) return undefined;
  const { project } = report;
  const { root } = project.deployment;
  const file = (directory: string | undefined, path: string): Location | undefined => {
    if (directory === undefined || /^[/~]/.test(path)) return undefined;
    const found = join(root, directory, path);
    return hasFile(snapshot, found) ? { file: found, start: 0, end: 0 } : undefined;
  };
  switch (meaning.kind) {
    case "application":
    case "attribute": {
      const { application, from } = meaning;
      const roots = [...from.map((directory) => join(root, directory)), project.root, root];
      const path = roots
        .map((base) => moduleFile(snapshot, base, application.module))
        .find((found) => found !== undefined);
      return path === undefined
        ? undefined
        : placeIn(snapshot, path, meaning.kind === "attribute" ? application.attribute : undefined);
    }
    case "manage.py":
    case "script":
      return file(meaning.command.directory, meaning.path);
    case "settings": {
      const path = moduleFile(snapshot, project.root, meaning.name);
      return path === undefined ? undefined : placeIn(snapshot, path);
    }
    case "management command": {
      const path = managementCommands(snapshot, report).find(({ name }) => name === meaning.name)?.path;
      return path === undefined ? undefined : placeIn(snapshot, path, "Command");
    }
    case "value": {
      const { option, text: value, command } = meaning;
      if (option.name === "--config") return file(command.directory, value.replace(/^file:/, ""));
      if (option.name === "--app") {
        const [module, attribute] = value.split(/[:]/);
        const known = celeryModules(snapshot, project).find(
          ({ name, path }) => name === module || path.endsWith(`${module!.replaceAll(".", "/")}.py`),
        );
        const path = known?.path ?? moduleFile(snapshot, project.root, module!);
        return path === undefined ? undefined : placeIn(snapshot, path, attribute);
      }
      return undefined;
    }
    default:
      return undefined;
  }
}
