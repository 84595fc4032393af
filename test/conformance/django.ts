/** Runs real Django and our command on the same project, and compares what they say. */
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "../support/root";

/** A Django version in a virtual environment, as venvs.mjs lists it. */
export interface Venv {
  /** "4.2", "5.2" or "newest" */
  readonly name: string;
  /** "6.1"; undefined if this machine cannot have it. */
  readonly version?: string;
  /** The line of a requirements.txt that asks for this Django. */
  readonly requirement: string;
  /** The interpreter of the virtual environment, and the one that made it. */
  readonly python: string;
  readonly base: string;
  /** What this machine lacks; then nothing is installed. */
  readonly needs?: string;
}

export function readVenvs(): readonly Venv[] {
  return JSON.parse(readFileSync(path.join(root, ".cache/venvs/ready.json"), "utf8"));
}

export type Variables = Readonly<Record<string, string>>;

/** What `check --deploy` says: the ids of Django's security checks, or the class of the exception at start-up. */
export type CheckOutcome =
  | { readonly state: "starts"; readonly reported: readonly string[] }
  | { readonly state: "raises"; readonly exception: string };

const temporary: string[] = [];

/** A new empty directory; `removeTemporary` removes all of them. */
export function temporaryDirectory(): string {
  const directory = realpathSync(mkdtempSync(path.join(tmpdir(), "preflight-")));
  temporary.push(directory);
  return directory;
}

export function removeTemporary(): void {
  for (const directory of temporary.splice(0)) rmSync(directory, { recursive: true, force: true });
}

/** A copy of a project in a new directory of the same name, because the name may be part of what the tool reports. */
export function copyOf(project: string): string {
  const copy = path.join(temporaryDirectory(), path.basename(project));
  cpSync(project, copy, { recursive: true });
  return copy;
}

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program with these environment variables and no others. */
export function execute(
  program: string,
  args: readonly string[],
  cwd: string,
  variables: Variables,
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...variables }, maxBuffer: 1 << 26 };
    execFile(program, [...args], options, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== "number") reject(error);
      else resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

/** Runs a program of the machine (pip, django-admin), which must succeed. */
export async function mustExecute(program: string, args: readonly string[], cwd: string): Promise<string> {
  const { PATH = "", HOME = "" } = process.env;
  const { code, stdout, stderr } = await execute(program, args, cwd, { PATH, HOME });
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} failed:\n${stdout}${stderr}`);
  return stdout;
}

/** `django-admin startproject mysite`; gives the directory of manage.py. */
export async function startProject(venv: Venv): Promise<string> {
  const project = path.join(temporaryDirectory(), "site");
  await mustExecute("mkdir", [project], "/");
  await mustExecute(venv.python, ["-m", "django", "startproject", "mysite", project], project);
  return project;
}

/** A project and the settings module that production uses. */
export interface Site {
  readonly directory: string;
  readonly settings: string;
}

/** What real Django's `manage.py check --deploy` prints under exactly these variables. */
export async function djangoCheck(venv: Venv, site: Site, variables: Variables): Promise<CheckOutcome> {
  const environment = { ...variables, DJANGO_SETTINGS_MODULE: site.settings };
  const python = (...args: string[]) => execute(venv.python, ["-B", ...args], site.directory, environment);
  const checked = await python("manage.py", "check", "--deploy");
  const printed = checked.stdout + checked.stderr;
  if (printed.includes("System check identified")) {
    const ids = [...printed.matchAll(/\((security\.[A-Z]\d+)\)/g)].map((match) => match[1]!);
    return { state: "starts", reported: [...new Set(ids)].sort() };
  }
  // manage.py holds back some exceptions of the settings and then fails on something else.
  const loaded = await python("-c", `import ${site.settings}`);
  return { state: "raises", exception: exceptionOf(loaded.stderr || printed) };
}

/** The class of the exception that ends a traceback, without its package. */
function exceptionOf(traceback: string): string {
  const last =
    traceback.split("\n").findLast((line) => /^[\w.]+(:|$)/.test(line) && line !== "") ?? traceback;
  return /^[\w.]+/.exec(last)?.[0].split(".").pop() ?? last;
}

/** The part of `check --format json` that these tests read. */
export interface CommandReport {
  readonly projects: readonly {
    readonly settings: string | null;
    readonly startup: { readonly state: string; readonly exception?: string | null };
    readonly checks: readonly {
      readonly id: string;
      readonly state: string;
      readonly silenced: boolean;
      readonly reason?: string | null;
    }[];
  }[];
}

const command = path.join(root, "dist/cli.js");

/** What `django-preflight check` prints as JSON for a project under exactly these variables. */
export async function preflightCheck(
  directory: string,
  variables: Variables,
  options: readonly string[] = [],
): Promise<CommandReport> {
  const file = path.join(temporaryDirectory(), "env");
  const quoted = Object.entries(variables).map(
    ([name, value]) => `${name}='${value.replaceAll("'", "'\\''")}'\n`,
  );
  writeFileSync(file, quoted.join(""));
  const args = [command, "check", directory, "--format", "json", "--env-file", file, ...options];
  const { code, stdout, stderr } = await execute(process.execPath, args, directory, {});
  if (code !== 0 && code !== 1) throw new Error(`django-preflight check exited with ${code}: ${stderr}`);
  return JSON.parse(stdout) as CommandReport;
}

/** Every way in which our report differs from what Django said, in words. Empty: they agree. */
export function differences(django: CheckOutcome, site: Site, report: CommandReport): string[] {
  if (report.projects.length !== 1) return [`found ${report.projects.length} projects instead of 1`];
  const { settings, startup, checks } = report.projects[0]!;
  const out: string[] = [];
  if (settings !== site.settings)
    out.push(`settings: production uses ${site.settings}, ours says ${settings}`);

  const ours = `"${startup.state}" ${startup.exception ?? ""}`.trimEnd();
  if (django.state === "starts") {
    if (startup.state !== "ok") out.push(`startup: Django starts, ours says ${ours}`);
  } else if (startup.state !== "raises" || !startup.exception?.startsWith(django.exception)) {
    out.push(`startup: Django raises ${django.exception}, ours says ${ours}`);
  }

  const expected = django.state === "starts" ? django.reported : [];
  const security = checks.filter((check) => check.id.startsWith("security."));
  const reported = security
    .filter((check) => check.state === "reported" && !check.silenced)
    .map(({ id }) => id);
  for (const id of expected.filter((id) => !reported.includes(id))) {
    const check = security.find((check) => check.id === id);
    const state = check?.silenced ? "silenced" : (check?.state ?? "nothing");
    out.push(`${id}: Django reports it, ours says "${state}" ${check?.reason ?? ""}`.trimEnd());
  }
  for (const id of reported.filter((id) => !expected.includes(id))) {
    out.push(`${id}: ours reports it, Django does not`);
  }
  return out;
}

/** Runs both on one project and gives their differences. */
export async function compare(
  venv: Venv,
  site: Site,
  variables: Variables,
  options: readonly string[] = [],
): Promise<string[]> {
  const [django, report] = await Promise.all([
    djangoCheck(venv, site, variables),
    preflightCheck(site.directory, variables, options),
  ]);
  return differences(django, site, report);
}

/** The variables of a file as `heroku config -s` prints it. */
export function readVariables(file: string): Variables {
  const lines = readFileSync(file, "utf8").matchAll(/^(\w+)='(.*)'$/gm);
  return Object.fromEntries([...lines].map(([, name, value]) => [name!, value!]));
}
