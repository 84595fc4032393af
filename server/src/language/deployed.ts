/** What a file that deploys a project may name: its modules, its scripts, its management commands. */
import { dependencyState } from "../files/dependencies";
import { dirname, join, relative } from "../paths";
import type { ModuleRef, Project } from "../project/project";
import { isInside } from "../project/tree";
import type { ProjectReport } from "../report";
import { isListed, type Snapshot } from "../snapshot";
import type { Location } from "../syntax/text";
import type { LanguageContext } from "./features";

/** The project that a file beside the Procfile is about: the one deployed from there, else the first one below. */
export function deployedBy({ projects }: LanguageContext, path: string): ProjectReport | undefined {
  const directory = dirname(path);
  const near = projects.filter(
    ({ project }) => project.deployment.root === directory || isInside(project.root, directory),
  );
  const deployed = (report: ProjectReport) =>
    report.project.deployment.root === directory && report.project.deployment.target !== "none";
  return near.find(deployed) ?? near[0];
}

/** Whether production surely installs a package. */
export function installs({ deployment }: Project, name: string): boolean {
  return dependencyState(deployment.dependencies, name) === "present";
}

/** The file of a module of the project: a module, or a package's `__init__.py`. */
export function moduleFile(snapshot: Snapshot, root: string, name: string): string | undefined {
  if (!/^[^\W\d]\w*(\.[^\W\d]\w*)*$/u.test(name)) return undefined;
  const path = join(root, name.replaceAll(".", "/"));
  return [join(path, "__init__.py"), `${path}.py`].find((file) => hasFile(snapshot, file));
}

export function hasFile(snapshot: Snapshot, path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const entries = snapshot.directory(dirname(path));
  return entries?.some((entry) => entry.kind === "file" && entry.name === name) ?? false;
}

/** The start of a file, or where it binds a name, if it does so in a line of its own. */
export function placeIn(snapshot: Snapshot, file: string, name?: string): Location {
  if (name !== undefined && /^\w+$/.test(name)) {
    const match = new RegExp(`^(?:def |class )?(${name})\\b`, "m").exec(snapshot.file(file)?.text ?? "");
    if (match !== null) {
      const end = match.index + match[0].length;
      return { file, start: end - name.length, end };
    }
  }
  return { file, start: 0, end: 0 };
}

/** The settings modules of a project, production's first. */
export function settingsModules({ settings }: Project): readonly ModuleRef[] {
  return [
    ...(settings.module === undefined ? [] : [settings.module]),
    ...settings.candidates.filter(({ name }) => name !== settings.module?.name),
  ];
}

/** The modules with a Celery application in a package right below the project's root, as `-A` takes them. */
export function celeryModules(snapshot: Snapshot, { root }: Project): readonly ModuleRef[] {
  const packages = snapshot.directory(root)?.filter(({ kind }) => kind === "directory") ?? [];
  return packages.flatMap(({ name }): ModuleRef[] => {
    const files = snapshot.directory(join(root, name)) ?? [];
    const has = (file: string) => files.some((entry) => entry.name === file);
    // `-A mysite` finds mysite.celery by itself.
    if (has("celery.py")) return [{ name, path: join(root, name, "celery.py") }];
    if (has("celery_app.py"))
      return [{ name: `${name}.celery_app`, path: join(root, name, "celery_app.py") }];
    return [];
  });
}

export interface ManagementCommand {
  readonly name: string;
  /** One sentence, for people. */
  readonly description: string | undefined;
  /** Its file, if it is the project's own. */
  readonly path?: string;
  /** Arguments that it needs where nobody answers questions. */
  readonly args?: string;
}

/** Commands of Django that deployments run, with the application that brings them. */
const DJANGO_COMMANDS: readonly (ManagementCommand & { readonly app?: string })[] = [
  {
    name: "migrate",
    args: "--noinput",
    description: "Runs the migrations that have not run on the database yet.",
  },
  {
    name: "collectstatic",
    args: "--noinput",
    app: "django.contrib.staticfiles",
    description:
      "Copies all static files into STATIC_ROOT. Heroku's Python buildpack runs it during the build.",
  },
  {
    name: "check",
    args: "--deploy",
    description: "Runs Django's system checks; with --deploy also those for production.",
  },
  { name: "createcachetable", description: "Creates the table of the database cache." },
  {
    name: "clearsessions",
    app: "django.contrib.sessions",
    description: "Deletes expired sessions. Meant to run once a day.",
  },
  { name: "compilemessages", description: "Compiles .po files of translations into .mo files." },
  { name: "loaddata", description: "Loads fixtures into the database." },
  { name: "sendtestemail", description: "Sends a test mail to the given addresses." },
  {
    name: "createsuperuser",
    args: "--noinput",
    app: "django.contrib.auth",
    description:
      "Creates a superuser; with --noinput from the environment variables DJANGO_SUPERUSER_USERNAME, _EMAIL and _PASSWORD.",
  },
  { name: "showmigrations", description: "Lists migrations and which of them have run." },
  { name: "shell", description: "Starts Python with Django set up." },
  { name: "runserver", description: "Django's development server, which is not made for production." },
];

/** Commands that packages bring for processes that keep running. */
const PACKAGE_COMMANDS: readonly (ManagementCommand & { readonly package: string })[] = [
  { name: "rqworker", package: "django-rq", description: "Works on the jobs of Django-RQ's queues." },
  { name: "rqscheduler", package: "django-rq", description: "Starts the scheduled jobs of Django-RQ." },
  { name: "qcluster", package: "django-q2", description: "Works on the tasks of Django Q." },
  { name: "qcluster", package: "django-q", description: "Works on the tasks of Django Q." },
  { name: "run_huey", package: "huey", description: "Works on the tasks of Huey." },
  { name: "rundramatiq", package: "django-dramatiq", description: "Works on the tasks of Dramatiq." },
  {
    name: "db_worker",
    package: "django-tasks",
    description: "Works on the tasks that are kept in the database.",
  },
  {
    name: "db_worker",
    package: "django-tasks-db",
    description: "Works on the tasks that are kept in the database.",
  },
  {
    name: "procrastinate",
    args: "worker",
    package: "procrastinate",
    description: "Procrastinate: `worker` works on its jobs.",
  },
];

/** The management commands of a project: its own, its packages' and Django's. */
export function managementCommands(
  snapshot: Snapshot,
  { project, settings }: ProjectReport,
): readonly ManagementCommand[] {
  const apps = settings.value("INSTALLED_APPS");
  const named =
    apps.kind === "list" || apps.kind === "tuple"
      ? apps.items.flatMap((item) => (item.kind === "str" ? [item.value] : []))
      : [];
  // An open list may hold any app.
  const mayHave = (app: string | undefined) =>
    app === undefined || named.includes(app) || !("items" in apps) || apps.open !== undefined;
  const own = new Map(
    appDirectories(snapshot, project, named).flatMap((directory) => ownCommands(snapshot, directory)),
  );
  const all: ManagementCommand[] = [
    ...own.values(),
    ...PACKAGE_COMMANDS.filter((command) => installs(project, command.package)),
    ...DJANGO_COMMANDS.filter(({ app }) => mayHave(app)),
  ];
  return all.filter(({ name }, n) => all.findIndex((other) => other.name === name) === n);
}

/** Directories of the project's apps: packages below its root that have commands, and those in INSTALLED_APPS. */
function appDirectories(snapshot: Snapshot, { root }: Project, apps: readonly string[]): readonly string[] {
  const below = (snapshot.directory(root) ?? [])
    .filter(({ kind, name }) => kind === "directory" && /^[^\W\d]\w*$/u.test(name))
    .map(({ name }) => join(root, name));
  const installed = apps.flatMap((app) => {
    if (app.startsWith("django.")) return [];
    const parts = app.split(".");
    // "blog.apps.BlogConfig"
    if (/^[A-Z]/.test(parts[parts.length - 1]!)) parts.splice(-2);
    return parts.length < 2 ? [] : [join(root, ...parts)];
  });
  return [...new Set([...below, ...installed])];
}

function ownCommands(snapshot: Snapshot, app: string): readonly (readonly [string, ManagementCommand])[] {
  if (!isListed(snapshot, join(app, "management"))) return [];
  const directory = join(app, "management/commands");
  return (snapshot.directory(directory) ?? []).flatMap(({ kind, name }) => {
    if (kind !== "file" || !/^[^\W\d_]\w*\.py$/u.test(name)) return [];
    const path = join(directory, name);
    const command = name.slice(0, -".py".length);
    return [[command, { name: command, description: helpOf(snapshot, path), path }] as const];
  });
}

/** The `help` of a command's class, where it is one string. */
function helpOf(snapshot: Snapshot, path: string): string | undefined {
  for (const { statement } of snapshot.file(path)?.python().body ?? []) {
    if (statement.type !== "ClassDef" || statement.name !== "Command") continue;
    for (const each of statement.body) {
      if (each.type !== "Assign" || each.value.type !== "Constant" || each.value.constant.kind !== "str")
        continue;
      if (each.targets.some((target) => target.type === "Name" && target.id === "help"))
        return each.value.constant.value;
    }
  }
  return undefined;
}

/** The scripts that the directory of a deployment holds, relative to it: bin/start.sh. */
export function scripts(snapshot: Snapshot, root: string): readonly string[] {
  const inBin = (snapshot.directory(join(root, "bin")) ?? []).map((entry) => ({
    ...entry,
    name: `bin/${entry.name}`,
  }));
  const here = (snapshot.directory(root) ?? []).filter(({ name }) => /\.(?:sh|bash)$/.test(name));
  return [...inBin, ...here]
    .filter(({ kind, name }) => kind === "file" && !/^bin\/(?:pre|post)_compile$/.test(name))
    .map(({ name }) => name);
}

/** manage.py as seen from the directory of the deployment. */
export function managePath({ managePy, deployment }: Project): string | undefined {
  return managePy === undefined ? undefined : relative(deployment.root, managePy);
}
