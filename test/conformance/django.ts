/** Runs real Django and our command on the same project, and compares what they say. */
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { DjangoCheck } from "../../server/src/django/checks/check";
import { djangoChecks } from "../../server/src/django/checks/index";
import { compareVersions } from "../../server/src/django/defaults";
import type { DjangoVersion } from "../../server/src/project/project";
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

/** The environment that the web servers are in. */
export function readServers(): Venv {
  return JSON.parse(readFileSync(path.join(root, ".cache/venvs/servers.json"), "utf8"));
}

export type Variables = Readonly<Record<string, string>>;

/** What `check --deploy` says: the ids that it reports, or the class of the exception at start-up. */
export type CheckOutcome =
  | {
      readonly state: "starts";
      readonly reported: readonly string[];
      /** The check functions that raise themselves, with the class of the exception. */
      readonly crashes: Readonly<Record<string, string>>;
    }
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
    const ids = [...printed.matchAll(/\((\w+\.[CEWI]\d+)\)/g)].map((match) => match[1]!);
    return { state: "starts", reported: [...new Set(ids)].sort(), crashes: {} };
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
    readonly django: string | null;
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
async function preflightCheck(
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
export function differences(
  django: CheckOutcome,
  site: Site,
  report: CommandReport,
  version: DjangoVersion,
): string[] {
  if (report.projects.length !== 1) return [`found ${report.projects.length} projects instead of 1`];
  const { settings, startup, checks, django: range } = report.projects[0]!;
  const out: string[] = [];
  if (settings !== site.settings)
    out.push(`settings: production uses ${site.settings}, ours says ${settings}`);

  const ours = `"${startup.state}" ${startup.exception ?? ""}`.trimEnd();
  if (django.state === "starts") {
    if (startup.state !== "ok") out.push(`startup: Django starts, ours says ${ours}`);
  } else if (startup.state !== "raises" || !startup.exception?.startsWith(django.exception)) {
    out.push(`startup: Django raises ${django.exception}, ours says ${ours}`);
  }
  // Where one of them does not start there are no checks to compare.
  if (out.some((difference) => difference.startsWith("startup:"))) return out;
  for (const check of checks) {
    const expected = expectedState(django, check, version);
    const { state, reason } = check;
    const same = expected.raises === undefined || reason?.startsWith(expected.raises);
    // Of a range of versions some may have the check.
    const absent = expected.state === "not-applicable" && state === "clear" && django.state === "starts";
    if ((state === expected.state && same) || (absent && range?.includes("-"))) continue;
    const shown = `${expected.state} ${expected.raises ?? ""}`.trimEnd();
    out.push(`${check.id}: Django says "${shown}", ours says "${state}" ${reason ?? ""}`.trimEnd());
  }
  return out;
}

/** The state that our check must have. Silenced messages are not printed, so that their checks may be reported or clear. */
export function expectedState(
  django: CheckOutcome,
  { id, state, silenced }: CommandReport["projects"][number]["checks"][number],
  version: DjangoVersion,
): { readonly state: string; readonly raises?: string } {
  if (django.state === "raises") return { state: "not-applicable" };
  const check = djangoChecks.find((check) => check.ids.includes(id) && isIn(check, version));
  if (check === undefined) return { state: "not-applicable" };
  const raises = django.crashes[check.function];
  if (raises !== undefined) return { state: "raises", raises };
  if (django.reported.includes(id)) return { state: silenced ? "not silenced" : "reported" };
  return { state: silenced && state === "reported" ? "reported" : "clear" };
}

function isIn({ since, until }: DjangoCheck, version: DjangoVersion): boolean {
  return (
    (since === undefined || compareVersions(version, since) >= 0) &&
    (until === undefined || compareVersions(version, until) < 0)
  );
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
  return differences(django, site, report, venv.version as DjangoVersion);
}

/** The variables of a file as `heroku config -s` prints it. */
export function readVariables(file: string): Variables {
  const lines = readFileSync(file, "utf8").matchAll(/^(\w+)='(.*)'$/gm);
  return Object.fromEntries([...lines].map(([, name, value]) => [name!, value!]));
}
