/** What rules ask of collectstatic: whether anything runs it where its files stay, and how an image can. */
import type { FileChange } from "../edits/edit";
import { parseDockerfile } from "../files/dockerfile";
import { join, relative } from "../paths";
import { ignoredFiles } from "../project/ignored";
import { manageCall, processesOf } from "../project/processes";
import type { Answer, Judgement } from "../settings/settings";
import type { ShellCommand } from "../syntax/shell";
import { lineBreakOf } from "../syntax/text";
import { editOf } from "./commands";
import { directoryOf, insideFolder } from "./directories";
import type { RuleContext, Severity } from "./rule";
import { isLocalStorage, servesStatic, usesStaticFiles } from "./staticFiles";
import { judgeStorage } from "./storages";
import { notApplicable, reasonOf, undecided } from "./verdicts";

/** Whether a command collects static files. */
export function collects(command: ShellCommand): boolean {
  const call = manageCall(command);
  // A dry run writes nothing.
  const dry = call?.args.some(({ text }) => text === "--dry-run" || text === "-n") ?? false;
  return call?.command === "collectstatic" && !dry;
}

/** What production has where nothing runs collectstatic, by the storage that would look for its files. */
export interface Uncollected {
  readonly judgement: Judgement;
  readonly consequence: string;
  readonly severity: Severity;
}

/** Violated if the site has static files, and needs collectstatic for them. */
export function needsCollecting(context: RuleContext): Uncollected {
  let manifest = false;
  const judgement = judgeStorage(
    context,
    "staticfiles",
    ({ backend }, apps): Answer => {
      if (!isLocalStorage(backend)) return notApplicable("static files are not kept in STATIC_ROOT");
      const used = usesStaticFiles(apps);
      if (used === undefined) return undecided(reasonOf(apps));
      if (!used) return notApplicable("django.contrib.staticfiles is not installed");
      manifest = backend.includes("Manifest");
      return { state: "violated" };
    },
    ["INSTALLED_APPS"],
  );
  return {
    judgement,
    consequence: manifest
      ? "every page that links one fails with ValueError, because the list of hashed names is missing."
      : "every one of them is a 404, the admin's included.",
    // With WhiteNoise they are wanted for sure.
    severity: manifest || servesStatic(context.settings.value("MIDDLEWARE")) === true ? "error" : "warning",
  };
}

/** Why STATIC_ROOT may be filled in another way than by the build itself; undefined if nothing looks like it. */
export function collectedOtherwise(context: RuleContext): string | undefined {
  const { project, snapshot, settings } = context;
  const { deployment } = project;
  const running = processesOf(snapshot, deployment).filter(({ name }) => name !== "release");
  if (running.some(({ text }) => text.includes("collectstatic"))) return "a process runs collectstatic";
  if (running.some(({ shell }) => shell.broken || shell.commands.some(runsScript)))
    return "a process starts with a script, which may run collectstatic";
  const files = (directory: string) => snapshot.directory(directory)?.map(({ name }) => name) ?? [];
  if (files(join(deployment.root, "bin")).some((name) => name === "pre_compile" || name === "post_compile"))
    return "a hook of the build may run collectstatic";
  if ((deployment.appJson?.buildpacks.length ?? 0) > 1) return "another buildpack may run collectstatic";
  if (files(deployment.root).includes("package.json")) {
    const text = snapshot.file(join(deployment.root, "package.json"))?.text ?? "";
    if (text.includes("collectstatic")) return "package.json mentions collectstatic";
  }
  const root = directoryOf(context, settings.value("STATIC_ROOT"));
  const inside = root && insideFolder(context, root);
  if (inside === undefined) return "nobody knows what is in STATIC_ROOT";
  const committed = files(inside).length > 0 && !ignoredFiles(snapshot, project.root)(`${inside}/file`);
  return committed ? "STATIC_ROOT holds files that may be committed" : undefined;
}

/** Whether a command starts what the project wrote itself. */
function runsScript({ program, programWord, args, asModule }: ShellCommand): boolean {
  if (program === undefined) return true;
  if (program === "python") return !asModule && !/(?:^|\/)manage\.py$/.test(args[0]?.text ?? "manage.py");
  if (/^(?:ba|da|z)?sh$|\.sh$|^(?:make|just|invoke|npm|yarn|pnpm|honcho|foreman|supervisord)$/.test(program))
    return true;
  return /^\.?\.?\/(?!usr\/|bin\/|opt\/venv\/)/.test(programWord?.text ?? "");
}

/**
 * `RUN ... collectstatic` before the image's CMD or ENTRYPOINT; nothing if the image runs it already.
 * @param variables what the command needs of the environment: `SECRET_KEY=build `
 */
export function collectInDockerfile(
  { snapshot, project }: RuleContext,
  variables = "",
): FileChange[] | undefined {
  const { managePy, deployment } = project;
  const document = deployment.dockerfile && snapshot.file(deployment.dockerfile.path);
  if (document === undefined || managePy === undefined) return undefined;
  const { runs, cmd, entrypoint } = parseDockerfile(document);
  if (runs.some(({ text }) => text.includes("collectstatic"))) return [];
  const { text, lines } = document;
  const eol = lineBreakOf(text);
  const line = `RUN ${variables}python ${relative(deployment.root, managePy)} collectstatic --noinput`;
  const places = [cmd, entrypoint].flatMap((command) => command?.range.start ?? []);
  if (places.length === 0) {
    const complete = /[\r\n]$/.test(text);
    return [
      editOf(document.path, {
        start: text.length,
        end: text.length,
        text: complete ? line + eol : eol + line,
      }),
    ];
  }
  const at = lines.lineStart(lines.positionAt(Math.min(...places)).line);
  return [editOf(document.path, { start: at, end: at, text: line + eol })];
}
