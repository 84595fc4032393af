/** "New Heroku deployment": the files that bring a project to Heroku as it is. What exists already stays as it is. */

import { applyEdits } from "../edits/edit";
import { addRequirement } from "../edits/requirements";
import type { ChangedFile } from "../fixPlan";
import { basename, join } from "../paths";
import { celeryWorkerWords, migrateWords, webCommand } from "../project/startCommands";
import type { ProjectReport } from "../report";
import type { Snapshot } from "../snapshot";
import { loadingVariables } from "../trials";
import { appJson } from "./appJson";
import { cannotCollect, DOCKERIGNORE, dockerfile, herokuYml } from "./container";
import { pythonVersion } from "./pythonVersion";

/** buildpack: Heroku builds from the source; container: from a Dockerfile. */
export type DeploymentKind = "buildpack" | "container";

export interface NewDeployment {
  readonly files: readonly ChangedFile[];
  /** What people should know, in whole sentences. */
  readonly notes: readonly string[];
}

/** What the files are made of: the project, and the commands that start it. */
export interface Plan {
  readonly report: ProjectReport;
  readonly snapshot: Snapshot;
  readonly web: readonly string[];
  readonly migrate: readonly string[] | undefined;
  readonly worker: readonly string[] | undefined;
  /** Variables with which the settings load where nothing else is set; undefined if none were found. */
  readonly loading: ReadonlyMap<string, string> | undefined;
  /** "3.14" */
  readonly python: string;
}

/** The kind that the project's files speak for: a Dockerfile, or none. */
export function usualKind({ project }: ProjectReport): DeploymentKind {
  return project.deployment.dockerfile === undefined ? "buildpack" : "container";
}

/** Plans the files. Changes nothing. */
export function newDeployment(
  report: ProjectReport,
  snapshot: Snapshot,
  kind: DeploymentKind,
): NewDeployment {
  const { project } = report;
  const { deployment } = project;
  const { root } = deployment;
  const web = webCommand(project, root);
  if (web === undefined)
    return {
      files: [],
      notes: ["The project has neither wsgi.py nor asgi.py, so there is nothing to serve."],
    };
  const plan: Plan = {
    report,
    snapshot,
    web: web.words,
    migrate: migrateWords(project),
    worker: celeryWorkerWords(snapshot, project),
    loading: loadingVariables(snapshot, report),
    python: pythonVersion(snapshot, project),
  };
  const wanted: readonly (readonly [name: string, text: string | undefined])[] =
    kind === "buildpack"
      ? [
          ["Procfile", procfile(plan)],
          [".python-version", deployment.runtimeTxt === undefined ? `${plan.python}\n` : undefined],
          ["app.json", appJson(plan)],
        ]
      : [
          ["heroku.yml", herokuYml(plan)],
          ["Dockerfile", deployment.dockerfile === undefined ? dockerfile(plan) : undefined],
          [".dockerignore", DOCKERIGNORE],
        ];
  const there = new Set(snapshot.directory(root)?.map(({ name }) => name));
  const files = wanted.flatMap(([name, text]): ChangedFile[] =>
    text === undefined || there.has(name) ? [] : [{ path: join(root, name), before: undefined, after: text }],
  );
  const kept = wanted.map(([name]) => name).filter((name) => there.has(name));
  const notes = kept.map((name) => `${name} is there already and stays as it is.`);
  const uncollected = kind === "container" ? cannotCollect(plan) : undefined;
  if (uncollected !== undefined && files.some(({ path }) => basename(path) === "Dockerfile"))
    notes.push(`The Dockerfile collects no static files: ${uncollected}.`);
  const added = addRequirement(snapshot, deployment.dependencies, web.packages);
  if (added === undefined) notes.push(`Add ${web.packages.join(" and ")} to the dependencies.`);
  for (const change of added ?? []) {
    const before = snapshot.file(change.path)?.text;
    if (change.kind !== "edit" || before === undefined) continue;
    files.push({ path: change.path, before, after: applyEdits(before, change.edits) });
    const { source } = deployment.dependencies;
    if (source !== undefined && source !== change.path)
      notes.push(`Update ${basename(source)} after the change of ${basename(change.path)}.`);
  }
  return { files, notes };
}

function procfile({ web, migrate, worker }: Plan): string {
  const lines = [
    ...(migrate === undefined ? [] : [`release: ${migrate.join(" ")}`]),
    `web: ${web.join(" ")}`,
    // Celery's own shutdown needs SIGQUIT, and Heroku sends SIGTERM: https://devcenter.heroku.com/articles/celery-heroku
    ...(worker === undefined ? [] : [`worker: REMAP_SIGTERM=SIGQUIT ${worker.join(" ")}`]),
  ];
  return `${lines.join("\n")}\n`;
}
