/** What the repository keeps for running a site: commands in scripts, CI and Heroku's files, and what its documents tell to run. */
import { join } from "../../paths";
import { composeFiles, workflowsOf } from "../../project/containers";
import type { Project } from "../../project/project";
import { isShell, scriptOf, startedCommands } from "../../project/startScripts";
import { FolderTree, isInside } from "../../project/tree";
import type { Snapshot } from "../../snapshot";
import { perDocument, type SourceDocument } from "../../syntax/document";
import type { ShellCommand } from "../../syntax/shell";
import type { Location } from "../../syntax/text";
import type { ChecklistContext } from "../item";

/** A command that is kept in a file. */
export interface Operation {
  readonly command: ShellCommand;
  readonly at: Location;
}

/** Directories whose files without an extension are scripts. */
const SCRIPTS = /(?:^|\/)(?:bin|scripts?|deploy|deployment|ops|tools|maintenance)$/;
/** After so many scripts no more are read. */
const MAX_SCRIPTS = 60;
const MAX_DOCUMENTS = 20;

/** The commands of the scripts of the repository, of its CI, of app.json and of all processes. */
export function operations({ recall, project }: ChecklistContext): readonly Operation[] {
  return recall("operations", (snapshot) => [
    ...startedCommands(snapshot, project.deployment).map(({ command, file }) => placed(command, file)),
    ...(project.deployment.appJson?.scripts ?? []).flatMap(({ shell }) =>
      shell.commands.map((command) => placed(command, project.deployment.appJson!.path)),
    ),
    ...workflowsOf(snapshot, project.deployment).flatMap(({ path, commands }) =>
      commands.flatMap(({ shell }) => shell.commands.map((command) => placed(command, path))),
    ),
    ...composeFiles(snapshot, project.deployment).flatMap(({ path, services, purpose }) =>
      purpose === "development"
        ? []
        : services.flatMap(({ command }) =>
            (command?.shell.commands ?? []).map((each) => placed(each, path)),
          ),
    ),
    ...scripts(snapshot, project).flatMap((document) =>
      scriptOf(document).commands.map((command) => placed(command, document.path)),
    ),
  ]);
}

function placed(command: ShellCommand, file: string): Operation {
  return { command, at: { file, start: command.start, end: command.end } };
}

function scripts(snapshot: Snapshot, { deployment }: Project): readonly SourceDocument[] {
  const tree = new FolderTree(snapshot);
  return tree.directories
    .filter((directory) => isInside(directory, deployment.root))
    .flatMap((directory) =>
      [...tree.files(directory)]
        .filter((name) => /\.(?:sh|bash)$/.test(name) || (SCRIPTS.test(directory) && /^[^.]+$/.test(name)))
        .map((name) => join(directory, name)),
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
 * Where a document of the repository (README, notes on deployment) tells to run something.
 * @param pattern matches within a line
 */
export function documented({ recall, project }: ChecklistContext, pattern: RegExp): Location | undefined {
  const documents = recall("documents", (snapshot) =>
    paths(snapshot, project.deployment.root)
      .slice(0, MAX_DOCUMENTS)
      .flatMap((path) => snapshot.file(path) ?? []),
  );
  for (const document of documents) {
    const match = pattern.exec(visible(document));
    if (match !== null)
      return { file: document.path, start: match.index, end: match.index + match[0].length };
  }
  return undefined;
}

/** A document's text with its hidden comments blanked. */
const visible = perDocument(({ text }) =>
  text.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, " ")),
);

function paths(snapshot: Snapshot, root: string): string[] {
  const inDirectory = (directory: string, names: RegExp) =>
    (snapshot.directory(directory) ?? [])
      .filter(({ name, kind }) => kind === "file" && names.test(name))
      .map(({ name }) => join(directory, name));
  return [...new Set(["", root])].flatMap((directory) => [
    ...inDirectory(directory, /^(?:readme|deploy\w*|heroku|operations|runbook)\.(?:md|rst|txt)$/i),
    ...["doc", "docs"].flatMap((name) =>
      inDirectory(
        join(directory, name),
        /(?:deploy|heroku|operations|runbook|backup|production).*\.(?:md|rst|txt)$/i,
      ),
    ),
  ]);
}
