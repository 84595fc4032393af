/** The command `checklist`. */
import { version } from "../../../package.json";
import { ANSWERS_FILE, DamagedAnswers } from "../checklist/answers";
import { answersIn } from "../checklist/folderAnswers";
import { launchReportHtml } from "../checklist/report/html";
import {
  type LaunchReport,
  type ReportedProject,
  reportedProject,
  unsettled,
} from "../checklist/report/launchReport";
import { launchReportMarkdown } from "../checklist/report/markdown";
import { type Command, UsageError } from "../cli/arguments";
import { launchReportJson } from "../cli/checklistJson";
import { launchReportText } from "../cli/checklistText";
import { painter } from "../cli/colours";
import { projectKey } from "../cli/findings";
import { join, relative } from "../paths";
import type { ProjectReport } from "../report";
import type { Preflight } from "../service";
import type { Snapshot } from "../snapshot";
import {
  isJudged,
  openFolder,
  print,
  readEnvironment,
  requireProjects,
  useEnvironment,
  WASM,
  writeOutput,
} from "./commandFolder";
import { nodeGrammars } from "./nodeGrammars";

type ChecklistCommand = Extract<Command, { name: "checklist" }>;

export async function checklist(command: ChecklistCommand): Promise<number> {
  const environment = await readEnvironment(command.envFile);
  const grammars = await nodeGrammars(WASM);
  const projects: ReportedProject[] = [];
  const notes: string[] = [];
  const seen = new Set<string>();
  for (const path of command.paths) {
    const folder = await openFolder(path, command, environment, grammars);
    const { preflight, show } = folder;
    await requireProjects(folder, path);
    await useEnvironment(folder, command.environments[0]);
    const found = await preflight.use((report, snapshot) =>
      report.projects
        .filter((each) => isJudged(each, command.environments[0]))
        // One folder may be in another: what is in both counts once.
        .filter(({ project }) => !seen.has(projectKey(project, show)))
        .map((each) => projectOf(each, preflight, snapshot, show, command)),
    );
    for (const { key } of found) seen.add(key);
    preflight.dispose();
    projects.push(...found.map(({ project }) => project));
    notes.push(...found.flatMap((each) => each.notes));
  }
  for (const note of notes) console.error(note);
  const report = { date: today(process.env.SOURCE_DATE_EPOCH), toolVersion: version, projects };
  const text = output(command, report);
  if (command.output === undefined) await print(text.trimEnd());
  else {
    await writeOutput(command.output, `${text.trimEnd()}\n`);
    console.error(`wrote ${command.output}`);
  }
  return projects.some((project) => fails(project, command)) ? 1 : 0;
}

function projectOf(
  report: ProjectReport,
  preflight: Preflight,
  snapshot: Snapshot,
  show: (path: string) => string,
  { format }: ChecklistCommand,
) {
  const { root } = report.project;
  const file = show(join(root, ANSWERS_FILE));
  let read: ReturnType<typeof answersIn>;
  try {
    read = answersIn(snapshot, root);
  } catch (error) {
    if (!(error instanceof DamagedAnswers)) throw error;
    // A report without people's answers would say that they gave none.
    throw new UsageError(`${file} cannot be used: ${error.message}`);
  }
  const project = reportedProject({
    report,
    sections: preflight.checklist(report, snapshot),
    snapshot,
    answers: read.answers,
    // In JSON paths are relative to the project, as in that of the other commands.
    show: format === "json" ? (path) => (path === root ? path : relative(root, path)) : show,
  });
  return {
    key: projectKey(report.project, show),
    project,
    notes: read.unknown.map((entry) => `${file}: ${entry}`),
  };
}

function output({ format }: ChecklistCommand, report: LaunchReport): string {
  switch (format) {
    case "text":
      return launchReportText(report, painter(process.stdout, process.env));
    case "json":
      return launchReportJson(report);
    case "markdown":
      return launchReportMarkdown(report);
    case "html":
      return launchReportHtml(report);
  }
}

function fails({ count, doesNotStart }: ReportedProject, { failOn }: ChecklistCommand): boolean {
  if (failOn === undefined) return false;
  return doesNotStart !== undefined || (failOn === "open" ? unsettled(count) : count.problem) > 0;
}

/** The day of the report; a build that is to be the same again gives it: https://reproducible-builds.org/docs/source-date-epoch/ */
function today(sourceDateEpoch: string | undefined): string {
  const date = /^\d{1,11}$/.test(sourceDateEpoch ?? "")
    ? new Date(Number(sourceDateEpoch) * 1000)
    : new Date();
  return date.toISOString().slice(0, 10);
}
