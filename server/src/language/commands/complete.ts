/** Completions inside a command that a deployment runs. */

import { relative } from "../../paths";
import {
  type ProgramOption,
  type ProgramTable,
  programTable,
  SERVER_NAMES,
  type ServerName,
} from "../../project/programs";
import { readArguments } from "../../project/programs/arguments";
import type { ModuleRef, Project } from "../../project/project";
import {
  celeryWorkerWords,
  mainAsgi,
  mainWsgi,
  manageWords,
  migrateWords,
  webCommand,
} from "../../project/startCommands";
import type { ProjectReport } from "../../report";
import type { Snapshot } from "../../snapshot";
import type { SourceDocument } from "../../syntax/document";
import type { ShellWord } from "../../syntax/shell";
import type { Range } from "../../syntax/text";
import {
  celeryModules,
  installs,
  managementCommands,
  managePath,
  scripts,
  settingsModules,
} from "../deployed";
import type { Completion } from "../features";
import { variableCompletions } from "../variables/known";
import { optionText, PROGRAMS, programText } from "./describe";
import { type CommandPlace, commandPlace } from "./place";

/** A command in a file: where it stands, and which process it starts. */
export interface CommandText {
  readonly document: SourceDocument;
  readonly snapshot: Snapshot;
  /** Of the command; the file holds it as it is. */
  readonly range: Range;
  /** "web"; undefined for scripts that are no process. */
  readonly process: string | undefined;
  readonly report: ProjectReport | undefined;
  /** The character that made the editor ask for completions, if it did. */
  readonly trigger?: string;
}

export function completeCommand(text: CommandText, offset: number): readonly Completion[] {
  const place = commandPlace(text.document, text.range, offset);
  if (place === undefined) return [];
  switch (place.kind) {
    case "variable":
      return variableCompletions(text.snapshot, text.report, place);
    case "assignment":
      return assigned(text, place);
    case "program":
      return place.asModule ? modulePrograms(text, place.range) : programs(text, place.range);
    case "argument":
      // Options may follow any space, and Enter would take the first of them: they come with a dash, or when asked for.
      return argument(text, place).filter(({ kind }) => text.trigger !== " " || kind !== "option");
  }
}

type Argument = CommandPlace & { readonly kind: "argument" };

/** What a server's package is called, where its name is another one. */
const PACKAGES: Partial<Record<ServerName, string>> = { "waitress-serve": "waitress" };

function installedServers({ report }: CommandText): readonly ServerName[] {
  return SERVER_NAMES.filter(
    (server) => report !== undefined && installs(report.project, PACKAGES[server] ?? server),
  );
}

/** Process types that get no requests, by Heroku or by custom. */
const NO_SERVERS: ReadonlySet<string> = new Set(["release", "worker", "beat", "clock"]);

/** Whole commands that fit the process, then the programs that they start with. */
function programs(text: CommandText, range: Range): readonly Completion[] {
  const { report, snapshot, process } = text;
  const commands = report === undefined ? [] : wholeCommands(text, report);
  const celery = report !== undefined && installs(report.project, "celery");
  const names = [
    ...(NO_SERVERS.has(process ?? "") ? [] : installedServers(text)),
    ...(celery && process !== "web" && process !== "release" ? ["celery"] : []),
    "python",
  ];
  const items: Completion[] = commands.map(({ words, detail }) => ({
    label: words,
    kind: "command",
    range,
    detail,
    documentation: programText(words.split(" ")[0]!),
  }));
  for (const name of names) {
    items.push({
      label: name,
      kind: "command",
      range,
      text: `${name} `,
      detail: PROGRAMS[name]?.detail,
      documentation: programText(name),
      more: true,
    });
  }
  const root = report?.project.deployment.root ?? "";
  for (const script of scripts(snapshot, root))
    items.push({ label: script, kind: "file", range, detail: "a script" });
  return items;
}

/** Whole commands for a process, the most likely first. */
function wholeCommands(
  { snapshot, process }: CommandText,
  report: ProjectReport,
): readonly { readonly words: string; readonly detail: string }[] {
  const { project } = report;
  const command = (words: readonly string[] | undefined, detail: string) =>
    words === undefined ? [] : [{ words: words.join(" "), detail }];
  const web = webCommand(project, project.deployment.root);
  const serve = command(
    web?.words,
    web === undefined || web.packages.length === 0
      ? "serves the site"
      : `serves the site; install ${web.packages.join(" and ")}`,
  );
  const asgi = mainAsgi(project)?.name;
  const asynchronous =
    asgi !== undefined && project.root === project.deployment.root && installs(project, "uvicorn-worker")
      ? command(["gunicorn", asgi, "-k", "uvicorn_worker.UvicornWorker"], "serves the site with ASGI").filter(
          ({ words }) => words !== serve[0]?.words,
        )
      : [];
  const migrate = command(migrateWords(project), "brings the database up to date");
  const worker = workerWords(snapshot, project);
  const work = installs(project, "celery") ? command(worker, "runs Celery's tasks") : [];
  const beat =
    worker && installs(project, "celery")
      ? command(
          worker
            .map((word) => (word === "worker" ? "beat" : word))
            .filter((word) => !word.startsWith("--concurrency")),
          "starts Celery's periodic tasks",
        )
      : [];
  const others = managementCommands(snapshot, report).flatMap(({ name, args, description, path }) =>
    path === undefined && !WORKING.test(name)
      ? []
      : command(
          manageWords(project, name, ...(args === undefined ? [] : [args])),
          description ?? "a command of the project",
        ),
  );
  switch (process) {
    case "web":
      return [...serve, ...asynchronous];
    case "release":
      return [...migrate, ...others];
    case "beat":
    case "clock":
      return [...beat, ...others];
    default:
      return [...work, ...others, ...(process === undefined ? migrate : [])];
  }
}

/** The words that start a Celery worker, for an application in celery_app.py too. */
function workerWords(snapshot: Snapshot, project: Project): readonly string[] | undefined {
  const words = celeryWorkerWords(snapshot, project);
  const [module] = celeryModules(snapshot, project);
  if (words !== undefined || module === undefined || project.root !== project.deployment.root) return words;
  return ["celery", "-A", module.name, "worker", "--loglevel=info", "--concurrency=2"];
}

/** Management commands that keep running. */
const WORKING = /^(?:rqworker|rqscheduler|qcluster|run_huey|rundramatiq|db_worker|procrastinate)$/;

/** Behind `python -m`. */
function modulePrograms(text: CommandText, range: Range): readonly Completion[] {
  const names: readonly string[] = ["gunicorn", "uvicorn", "hypercorn", "daphne", "celery"].filter(
    (name) => text.report !== undefined && installs(text.report.project, name),
  );
  return names.map((name) => ({
    label: name,
    kind: "module",
    range,
    text: `${name} `,
    detail: PROGRAMS[name]?.detail,
    more: true,
  }));
}

function argument(text: CommandText, place: Argument): readonly Completion[] {
  const { program } = place;
  if ((SERVER_NAMES as readonly string[]).includes(program))
    return serverArgument(text, place, program as ServerName);
  if (program === "celery") return celeryArgument(text, place);
  if (program === "rq") {
    const table = place.before.length > 0 ? programTable("rq", place.before[0]!.text) : undefined;
    return table === undefined
      ? [{ label: "worker", kind: "command", range: place.range, detail: "works on jobs" }]
      : (valuesAt(text, place, table) ?? options(place, table));
  }
  if (program === "python" || program === "manage.py" || program === "django-admin")
    return manageArgument(text, place);
  if (/^(?:sh|bash|source|\.)$/.test(program)) {
    const root = text.report?.project.deployment.root ?? "";
    return scripts(text.snapshot, root).map((label) => ({ label, kind: "file", range: place.range }));
  }
  return [];
}

function serverArgument(text: CommandText, place: Argument, server: ServerName): readonly Completion[] {
  const table = programTable(server)!;
  const value = valuesAt(text, place, table);
  if (value !== undefined) return value;
  const written = readArguments(table, place.before);
  const hasApplication = written.positional.length > 0;
  const applications =
    hasApplication || place.typed.startsWith("-") ? [] : applicationsOf(text, place, server);
  return [...applications, ...options(place, table)];
}

/** wsgi and asgi modules, those first that the server runs. */
function applicationsOf(
  { report }: CommandText,
  { range }: { readonly range: Range },
  server: ServerName,
): readonly Completion[] {
  if (report === undefined) return [];
  const { project } = report;
  const main = [mainWsgi(project), mainAsgi(project)];
  const sorted = (modules: readonly ModuleRef[]) =>
    modules.toSorted((a, b) => Number(main.includes(b)) - Number(main.includes(a)));
  const item = ({ name }: ModuleRef, detail: string): Completion => ({
    label: server === "gunicorn" ? name : `${name}:application`,
    kind: "module",
    range,
    detail,
  });
  const wsgi = sorted(project.wsgi).map((module) => item(module, "WSGI application"));
  const asgi = sorted(project.asgi).map((module) => item(module, "ASGI application"));
  switch (server) {
    case "waitress-serve":
    case "uwsgi":
      return wsgi;
    case "uvicorn":
    case "daphne":
      return asgi;
    case "hypercorn":
    case "granian":
      return [...asgi, ...wsgi];
    case "gunicorn":
      return [...wsgi, ...asgi];
  }
}

function celeryArgument(text: CommandText, place: Argument): readonly Completion[] {
  const top = programTable("celery")!;
  const subcommand = readArguments(top, place.before).positional[0]?.text;
  const table = (subcommand !== undefined && programTable("celery", subcommand)) || top;
  const value = valuesAt(text, place, table);
  if (value !== undefined) return value;
  if (subcommand !== undefined || place.typed.startsWith("-")) return options(place, table);
  const hasApp = readArguments(top, place.before).options.some(({ name }) => name === "--app");
  const flower = text.report !== undefined && installs(text.report.project, "flower");
  const subcommands: readonly (readonly [string, string])[] = [
    ["worker", "runs tasks"],
    ["beat", "starts periodic tasks: run exactly one"],
    ...(flower ? [["flower", "a web page about the workers"] as const] : []),
  ];
  const offered: Completion[] = subcommands.map(([label, detail]) => ({
    label,
    kind: "command",
    range: place.range,
    detail,
  }));
  if (hasApp || text.report === undefined) return [...offered, ...options(place, table)];
  const apps = celeryModules(text.snapshot, text.report.project).map(
    ({ name }): Completion => ({
      label: `-A ${name}`,
      kind: "module",
      range: place.range,
      text: `-A ${name} `,
      detail: "the Celery application",
      more: true,
    }),
  );
  return [...apps, ...options(place, table), ...offered];
}

/** The options of a program that are not there yet. */
function options({ typed, range, before }: Argument, table: ProgramTable): readonly Completion[] {
  const written = readArguments(table, before);
  const given = new Set([...written.options, ...written.flags].map(({ name }) => name));
  return table.options
    .filter((option) => option.repeated || !given.has(option.name))
    .flatMap((option) => {
      // The name in the form that is being typed: -b or --bind.
      const names = /^-\w?$/.test(typed) ? option.names : [option.name];
      return names.map(
        (name): Completion => ({
          label: name,
          kind: "option",
          range,
          text: option.value === undefined ? name : `${name} `,
          detail: option.description.replace(/\.$/, ""),
          documentation: optionText(option),
          more: option.value !== undefined,
        }),
      );
    });
}

/** The values of the option before the cursor, or of `--option=`; undefined if the cursor is at no value. */
function valuesAt(
  text: CommandText,
  place: Argument,
  table: ProgramTable,
): readonly Completion[] | undefined {
  const attached = /^(--[\w-]+)=(.*)$/s.exec(place.typed);
  if (attached !== null) {
    const option = table.byName.get(attached[1]!);
    if (option === undefined) return [];
    const range = { start: place.range.start + attached[1]!.length + 1, end: place.range.end };
    return optionValues(text, place, option, range);
  }
  const previous = place.before[place.before.length - 1]?.text;
  const option = previous === undefined ? undefined : table.byName.get(previous);
  if (option?.value === undefined || isValue(place.before, table)) return undefined;
  return optionValues(text, place, option, place.range);
}

/** True if the last word is itself the value of an option: `--name -b`. */
function isValue(before: readonly ShellWord[], table: ProgramTable): boolean {
  const last = before[before.length - 1];
  return readArguments(table, before).options.some(
    ({ words }) => words.length > 1 && words[words.length - 1] === last,
  );
}

function optionValues(
  text: CommandText,
  { program }: Argument,
  option: ProgramOption,
  range: Range,
): readonly Completion[] {
  const value = (label: string, detail?: string): Completion => ({ label, kind: "value", range, detail });
  const { report, snapshot } = text;
  const directory = report?.project.deployment.root ?? "";
  switch (option.name) {
    case "--bind":
    case "--listen":
    case "--http":
    case "--http-socket":
      // daphne's --bind is a host alone.
      return program === "daphne"
        ? [value("0.0.0.0", "all addresses")]
        : [value("0.0.0.0:$PORT", "Heroku's port, on all addresses")];
    case "--host":
      return [value("0.0.0.0", "all addresses")];
    case "--port":
      return [value("$PORT", "Heroku's port")];
    case "--worker-class": {
      const uvicorn = report !== undefined && installs(report.project, "uvicorn-worker");
      return [
        ...option.choices,
        ...(program === "gunicorn" && uvicorn ? ["uvicorn_worker.UvicornWorker"] : []),
      ].map((label) => value(label));
    }
    case "--config":
      return (snapshot.directory(directory) ?? [])
        .filter(({ kind, name }) => kind === "file" && /(?:gunicorn|hypercorn).*\.(?:py|toml)$/.test(name))
        .map(({ name }): Completion => ({ label: name, kind: "file", range }));
    case "--chdir":
    case "--app-dir":
    case "--pythonpath":
    case "--working-dir":
    case "--workdir": {
      const below = report && relative(directory, report.project.root);
      return below ? [{ label: below, kind: "file", range, detail: "where manage.py is" }] : [];
    }
    case "--app":
      return report === undefined
        ? []
        : celeryModules(snapshot, report.project).map(
            ({ name }): Completion => ({ label: name, kind: "module", range }),
          );
    case "--scheduler":
      return program === "celery" && report !== undefined && installs(report.project, "django-celery-beat")
        ? [value("django_celery_beat.schedulers:DatabaseScheduler", "keeps its state in the database")]
        : [];
    default:
      return option.choices.map((label) => value(label, label === option.byDefault ? "default" : undefined));
  }
}

/** Options that all management commands have. */
const MANAGE_OPTIONS: readonly (readonly [name: string, detail: string])[] = [
  ["--settings=", "the settings module"],
  ["--noinput", "asks nothing: nobody answers on a dyno"],
  ["--verbosity=", "how much it prints: 0 to 3"],
  ["--traceback", "shows where an error comes from"],
  ["--skip-checks", "does not run the system checks first"],
];

function manageArgument(text: CommandText, place: Argument): readonly Completion[] {
  const { range, program, before } = place;
  const { report, snapshot } = text;
  if (report === undefined) return [];
  const script = managePath(report.project);
  if (program === "python" && before.length === 0) {
    const start: Completion[] =
      script === undefined
        ? []
        : [
            {
              label: script,
              kind: "file",
              range,
              text: `${script} `,
              detail: "Django's commands",
              more: true,
            },
          ];
    return [
      ...start,
      { label: "-m", kind: "option", range, text: "-m ", detail: "a module as a program", more: true },
    ];
  }
  const words = program === "python" ? before.slice(1) : before;
  if (program === "python" && !/(?:^|\/)manage\.py$/.test(before[0]!.text)) return [];
  const settings = /^--settings=/.exec(place.typed);
  if (settings !== null) {
    return moduleItems(report, { start: range.start + settings[0].length, end: range.end });
  }
  if (words[words.length - 1]?.text === "--settings") return moduleItems(report, range);
  if (words.some(({ text: word }) => !word.startsWith("-"))) {
    return MANAGE_OPTIONS.map(([label, detail]) => ({
      label,
      kind: "option",
      range,
      detail,
      more: label.endsWith("="),
    }));
  }
  return managementCommands(snapshot, report).map(({ name, description, path, args }) => ({
    label: name,
    kind: "command",
    range,
    text: args === undefined ? name : `${name} ${args}`,
    detail: description?.replace(/\.$/, "") ?? (path && relative(report.project.root, path)),
    documentation: description,
  }));
}

function moduleItems({ project }: ProjectReport, range: Range): readonly Completion[] {
  return settingsModules(project).map(({ name }) => ({
    label: name,
    kind: "module",
    range,
    detail: name === project.settings.module?.name ? "production's settings" : "settings",
  }));
}

/** Behind `NAME=` before a command. */
function assigned(
  { report }: CommandText,
  { name, range }: CommandPlace & { readonly kind: "assignment" },
): readonly Completion[] {
  if (report === undefined || name !== "DJANGO_SETTINGS_MODULE") return [];
  return moduleItems(report, range);
}
