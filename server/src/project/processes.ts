/** The commands that a deployment starts, from whichever file decides: Procfile, heroku.yml or Dockerfile. */
import { parseDockerfile } from "../files/dockerfile";
import type { Snapshot } from "../snapshot";
import type { ShellCommand, ShellScript } from "../syntax/shell";
import type { Location } from "../syntax/text";
import type { Deployment } from "./project";

export interface Process {
  /** "web", "release", "worker"... */
  readonly name: string;
  /** "Procfile", "heroku.yml" or the Dockerfile's path: shown to the user. */
  readonly source: string;
  /** Of the command. */
  readonly at: Location;
  readonly text: string;
  readonly shell: ShellScript;
  /** False for a Dockerfile's JSON form: `$PORT` is text there. */
  readonly expandsVariables: boolean;
  /** What a Dockerfile's ENTRYPOINT runs before it starts the command. */
  readonly entrypoint?: ShellScript;
}

/**
 * All processes, in file order. On the container stack heroku.yml's `run` replaces the Procfile, and without `run` the
 * Dockerfile's CMD is the web process.
 */
export function processesOf(snapshot: Snapshot, deployment: Deployment): readonly Process[] {
  const { target, procfile, herokuYml } = deployment;
  if (target === "docker") return dockerProcesses(snapshot, deployment);
  if (target === "container") {
    const run = herokuYml?.run;
    return [
      ...releaseProcesses(deployment),
      ...(run === undefined ? dockerProcesses(snapshot, deployment) : runProcesses(deployment)),
    ];
  }
  if (procfile !== undefined) {
    // The last of a name counts.
    const last = new Map(procfile.processes.map((entry) => [entry.name, entry]));
    return procfile.processes
      .filter((entry) => last.get(entry.name) === entry)
      .map((entry) => ({
        name: entry.name,
        source: "Procfile",
        at: { file: procfile.path, ...entry.commandRange },
        text: entry.command,
        get shell() {
          return entry.shell;
        },
        expandsVariables: true,
      }));
  }
  return [...releaseProcesses(deployment), ...runProcesses(deployment)];
}

function releaseProcesses({ herokuYml }: Deployment): Process[] {
  return (herokuYml?.release?.commands ?? []).map((command) =>
    herokuProcess("release", herokuYml!.path, command),
  );
}

function runProcesses({ herokuYml }: Deployment): Process[] {
  return (herokuYml?.run ?? []).flatMap(({ name, commands }) =>
    commands.map((command) => herokuProcess(name, herokuYml!.path, command)),
  );
}

function herokuProcess(
  name: string,
  file: string,
  command: {
    readonly text: string;
    readonly range: { start: number; end: number };
    readonly shell: ShellScript;
  },
): Process {
  return {
    name,
    source: "heroku.yml",
    at: { file, ...command.range },
    text: command.text,
    get shell() {
      return command.shell;
    },
    expandsVariables: true,
  };
}

function dockerProcesses(snapshot: Snapshot, { dockerfile }: Deployment): Process[] {
  const document = dockerfile && snapshot.file(dockerfile.path);
  if (document === undefined || document.problem !== undefined) return [];
  const { cmd, entrypoint } = parseDockerfile(document);
  // With both, the entry point is a script that ends in `exec "$@"`, and CMD is what it starts.
  const command = cmd ?? entrypoint;
  if (command === undefined) return [];
  return [
    {
      name: "web",
      source: document.path,
      at: { file: document.path, ...command.range },
      text: command.text,
      get shell() {
        return command.shell;
      },
      expandsVariables: command.form === "shell",
      get entrypoint() {
        return cmd === undefined ? undefined : entrypoint?.shell;
      },
    },
  ];
}

/** A call of manage.py (or django-admin): `python manage.py migrate --noinput`. */
export interface ManageCall {
  /** "migrate" */
  readonly command: string;
  /** The path of manage.py as written; undefined for django-admin and `python -m django`. */
  readonly script: string | undefined;
  readonly args: ShellCommand["args"];
}

/** Commands of manage.py that start a server for development: Django's own and those of well-known packages. */
export const DEVELOPMENT_SERVERS: readonly string[] = ["runserver", "runserver_plus", "runsslserver"];

/** What a command asks of Django, if it runs manage.py or django-admin. */
export function manageCall({ program, programWord, args }: ShellCommand): ManageCall | undefined {
  let rest = args;
  let script: string | undefined;
  if (program === "python") {
    script = rest[0]?.text;
    if (script === undefined || !/(^|\/)manage\.py$/.test(script)) return undefined;
    rest = rest.slice(1);
  } else if (program === "manage.py") {
    script = programWord?.text;
  } else if (program !== "django-admin" && program !== "django") {
    return undefined;
  }
  const [command] = rest;
  if (command === undefined || command.dynamic || command.text.startsWith("-")) return undefined;
  return { command: command.text, script, args: rest.slice(1) };
}

/** Whether a call changes the database to fit the code: `migrate --check` and `migrate --plan` only look. */
export function isMigration(call: ManageCall | undefined): boolean {
  return (
    call !== undefined &&
    /^migrate(?:_schemas)?$/.test(call.command) &&
    !call.args.some(({ text }) => text === "--check" || text === "--plan")
  );
}
