/** The commands that start a project as it is: its web server, its migrations, its Celery worker. */
import { dependencyState } from "../files/dependencies";
import { join, relative } from "../paths";
import { listedFile, type Snapshot } from "../snapshot";
import type { ModuleRef, Project } from "./project";

export interface StartCommand {
  /** "gunicorn", "mysite.wsgi": nothing in them needs quotes. */
  readonly words: readonly string[];
  /** What has to be installed for it and may not be yet. */
  readonly packages: readonly string[];
}

/** The wsgi.py that belongs to the settings module's package, else the first one. */
export function mainWsgi({ wsgi, settings }: Project): ModuleRef | undefined {
  return mainOf(wsgi, settings.module);
}

/** The same for asgi.py. */
export function mainAsgi({ asgi, settings }: Project): ModuleRef | undefined {
  return mainOf(asgi, settings.module);
}

function mainOf(modules: readonly ModuleRef[], settings: ModuleRef | undefined): ModuleRef | undefined {
  const top = settings?.name.split(".")[0];
  return modules.find(({ name }) => name.split(".")[0] === top) ?? modules[0];
}

/**
 * The words that start gunicorn for a project: `gunicorn mysite.wsgi`. It listens on $PORT by itself.
 * @param from the directory that it is started in, relative to the workspace folder.
 */
export function gunicornWords(project: Project, from: string): readonly string[] | undefined {
  const wsgi = mainWsgi(project);
  const directory = directoryOption(project, from, "--chdir");
  return wsgi && directory && ["gunicorn", ...directory, wsgi.name];
}

/**
 * The command that serves a project with the server that it has installed, on $PORT; gunicorn where it has none.
 * @param from the directory that it is started in, relative to the workspace folder.
 */
export function webCommand(project: Project, from: string): StartCommand | undefined {
  const { dependencies } = project.deployment;
  const has = (name: string) => dependencyState(dependencies, name) === "present";
  const wsgi = mainWsgi(project)?.name;
  const asgi = mainAsgi(project)?.name;
  const asynchronous = asgi !== undefined && (wsgi === undefined || has("channels") || !has("gunicorn"));
  const candidates: readonly (readonly [name: string, words: () => readonly string[] | undefined])[] = [
    ...(asynchronous ? asgiServers(project, asgi, from) : []),
    ...(wsgi === undefined ? [] : wsgiServers(project, wsgi, from)),
  ];
  const found = candidates.find(([name]) => has(name));
  const words = found?.[1]();
  if (words !== undefined) return { words, packages: [] };
  if (wsgi !== undefined) {
    const otherwise = gunicornWords(project, from);
    return otherwise && { words: otherwise, packages: ["gunicorn"] };
  }
  const [first] = candidates;
  const otherwise = first?.[1]();
  return otherwise && { words: otherwise, packages: ["gunicorn", "uvicorn-worker"] };
}

type Candidate = readonly [name: string, words: () => readonly string[] | undefined];

/** Servers for ASGI by their package, the best first. */
function asgiServers(project: Project, asgi: string, from: string): readonly Candidate[] {
  const spec = `${asgi}:application`;
  const at = (option: string) => directoryOption(project, from, option);
  // Daphne and Hypercorn import from where they start.
  const here = (words: readonly string[]) => (relative(from, project.root) === "" ? words : undefined);
  return [
    [
      "uvicorn-worker",
      () => {
        const directory = at("--chdir");
        return directory && ["gunicorn", ...directory, asgi, "-k", "uvicorn_worker.UvicornWorker"];
      },
    ],
    [
      "uvicorn",
      () => {
        const directory = at("--app-dir");
        return directory && ["uvicorn", ...directory, spec, "--host", "0.0.0.0", "--port", "$PORT"];
      },
    ],
    ["daphne", () => here(["daphne", "-b", "0.0.0.0", "-p", "$PORT", spec])],
    ["hypercorn", () => here(["hypercorn", "-b", "0.0.0.0:$PORT", spec])],
  ];
}

function wsgiServers(project: Project, wsgi: string, from: string): readonly Candidate[] {
  const here = relative(from, project.root) === "";
  return [
    ["gunicorn", () => gunicornWords(project, from)],
    ["waitress", () => (here ? ["waitress-serve", "--port=$PORT", `${wsgi}:application`] : undefined)],
  ];
}

/** The option that makes a server import from the project's root; none if it starts there. */
function directoryOption(project: Project, from: string, option: string): readonly string[] | undefined {
  const below = relative(from, project.root);
  if (/[^\w./-]/.test(below)) return undefined;
  return below === "" ? [] : [option, below];
}

/** The words that run migrate in production: with the production settings, where manage.py defaults to other ones. */
export function migrateWords(project: Project): readonly string[] | undefined {
  return manageWords(project, "migrate", "--noinput");
}

/** The words that run a command of manage.py in production, from the deployment root. */
export function manageWords(
  { managePy, deployment, settings }: Project,
  ...command: readonly string[]
): readonly string[] | undefined {
  if (managePy === undefined) return undefined;
  const path = relative(deployment.root, managePy);
  if (/[^\w./-]/.test(path)) return undefined;
  const module =
    settings.shared || settings.module === undefined ? [] : [`--settings=${settings.module.name}`];
  return ["python", path, ...command, ...module];
}

/**
 * The words that start a worker for the project's Celery application, which stands in celery.py beside the settings, as
 * Celery's own guide has it; undefined if there is none, or if it cannot be started from the deployment root.
 * https://docs.celeryq.dev/en/stable/django/first-steps-with-django.html
 */
export function celeryWorkerWords(snapshot: Snapshot, project: Project): readonly string[] | undefined {
  const { settings, wsgi, asgi, root, deployment } = project;
  const names = [settings.module, mainOf(wsgi, settings.module), mainOf(asgi, settings.module)];
  const tops = new Set(names.flatMap((module) => (module === undefined ? [] : [module.name.split(".")[0]!])));
  const below = relative(deployment.root, root);
  if (/[^\w./-]/.test(below)) return undefined;
  for (const top of tops) {
    const module = listedFile(snapshot, join(root, top, "celery.py"));
    if (!/\bCelery\(/.test(module?.text ?? "")) continue;
    const directory = below === "" ? [] : [`--workdir=${below}`];
    return ["celery", "-A", top, ...directory, "worker", "--loglevel=info", "--concurrency=2"];
  }
  return undefined;
}
