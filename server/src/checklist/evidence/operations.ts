/** What the repository keeps for running a site: commands in scripts, CI and Heroku's files, and what its documents tell to run. */
import { withoutHtmlComments } from "../../files/templateHtml";
import type { Project } from "../../project/project";
import { isShell, scriptOf } from "../../project/startScripts";
import type { Snapshot } from "../../snapshot";
import { perDocument, type SourceDocument } from "../../syntax/document";
import type { ShellCommand } from "../../syntax/shell";
import type { Location } from "../../syntax/text";
import type { ChecklistContext } from "../item";
import { type CiCommand, ciCommands } from "./ci";
import { containerCommands, isForDevelopment, placeOf } from "./containers";
import { documentsOf } from "./documents";
import { isAside, listFiles } from "./files";

/** A command that is kept in a file. */
type Operation = Pick<CiCommand, "command" | "at">;

/** Files without an extension that are scripts, by their directories. */
const SCRIPTS = /(?:^|\/)(?:bin|scripts?|deploy|maintenance)\/[^./]+$/;
/** After so many scripts no more are read. */
const MAX_SCRIPTS = 60;

/** The commands of the scripts of the repository, of its CI, of app.json and of what containers and processes start. */
export function operations(context: ChecklistContext): readonly Operation[] {
  return [
    ...containerCommands(context),
    ...context.recall("operations", (snapshot) => writtenCommands(snapshot, context.project)),
    ...ciCommands(context),
  ];
}

function writtenCommands(snapshot: Snapshot, project: Project): readonly Operation[] {
  const { appJson } = project.deployment;
  return [
    ...(appJson?.scripts ?? []).flatMap(({ shell }) =>
      shell.commands.map((command) => ({ command, at: placeOf(command, appJson!.path) })),
    ),
    ...scripts(snapshot, project).flatMap((document) =>
      scriptOf(document).commands.map((command) => ({ command, at: placeOf(command, document.path) })),
    ),
  ];
}

function scripts(snapshot: Snapshot, project: Project): readonly SourceDocument[] {
  return listFiles(snapshot, project)
    .paths.filter(
      (path) =>
        (/\.(?:sh|bash)$/.test(path) || SCRIPTS.test(path)) && !isAside(path) && !isForDevelopment(path),
    )
    .slice(0, MAX_SCRIPTS)
    .flatMap((path) => snapshot.file(path) ?? [])
    .filter((document) => document.problem === undefined && isShell(document));
}

/** `heroku pg:backups:schedule` and `heroku pg:backups schedule`, with any options. */
export function isHerokuCommand({ program, args }: ShellCommand, name: string): boolean {
  if (program !== "heroku") return false;
  const words = args.map(({ text }) => text).filter((text) => !text.startsWith("-"));
  return `${words[0]}:${words[1]}`.startsWith(`${name}:`) || words[0] === name;
}

/**
 * Where a document of the repository tells to run something; looked for once in each version of a document.
 * @param pattern matches within a line
 */
export function documented(pattern: RegExp): (context: ChecklistContext) => Location | undefined {
  const find = perDocument((document): Location | undefined => {
    const match = pattern.exec(withoutHtmlComments(document.text));
    return match === null
      ? undefined
      : { file: document.path, start: match.index, end: match.index + match[0].length };
  });
  return (context) => {
    for (const document of documentsOf(context)) {
      const found = find(document);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}
