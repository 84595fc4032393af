/** The command line's words. */
import { parseArgs } from "node:util";
import { ALL_ENVIRONMENTS } from "../config/read";
import type { DjangoVersion } from "../project/project";
import type { Severity } from "../rules/rule";

export const USAGE = `Usage:
  django-preflight check [PATH...] [--settings MODULE] [--django VERSION] [--env-file FILE]
                         [--format concise|full|json|sarif|github|gitlab|junit]
                         [--fail-on error|warning|info] [--exit-zero] [--select NAME]... [--ignore NAME]...
                         [--baseline FILE [--prune]] [--write-baseline FILE] [--diff FILE] [--compare]
                         [--environment NAME|all]...
  django-preflight explain [SETTING...] [--project PATH] [--settings MODULE] [--django VERSION]
                           [--env-file FILE] [--environment NAME] [--format text|json]
  django-preflight checklist [PATH...] [--format text|json|markdown|html] [--output FILE]
                             [--fail-on problem|open] [--settings MODULE] [--django VERSION] [--env-file FILE]
                             [--environment NAME]
  django-preflight fix [PATH] [--safe|--all] [--dry-run] [--settings MODULE] [--django VERSION]
  django-preflight new [PATH] [--container] [--dry-run] [--settings MODULE]
  django-preflight probe URL [PATH] [--record] [--format text|json] [--fail-on error|warning|info]
                         [--settings MODULE] [--django VERSION] [--env-file FILE]
                         [--environment NAME]
  django-preflight server --stdio
  django-preflight --version | --help

check     reports problems that production would have. Exit status: 0 if there are none at or above
          --fail-on (default: warning), 1 if there are some, 2 for wrong usage, mistakes in the
          configuration file, or an internal error.
          --exit-zero: exit status 0 even if there are problems.
          --select, --ignore: report only, or leave out, these rules or groups of rules; repeat the
          option, or write several names with commas between them.
          --write-baseline FILE: save today's problems; --baseline FILE: report only problems that are
          not in FILE; --prune: also remove from FILE the problems that are gone.
          --diff FILE: report only problems on lines that a unified diff changes; "-" is standard input.
          --compare: report only what would change with the Django of --django VERSION.
checklist prints the launch report: what of the production checklist is done, open or wrong, from the files and
          from the answers in .preflight/checklist.json. --output: writes it to FILE. Exit status: 0; with --fail-on
          problem 1 if something is wrong, with --fail-on open 1 if anything is left to do; 2 as above.
explain   shows the values that settings have in production, and the lines that set them.
fix       corrects problems: with --safe (the default) only where nothing can break, with --all also
          where the site may behave differently. Prints the changes as a unified diff; with --dry-run
          no file is changed. Exit status: 0; with --dry-run 1 if there is something to change; 2 as above.
new       writes the files that deploy the project to Heroku: Procfile, .python-version and app.json;
          with --container heroku.yml and Dockerfile. Files that exist stay as they are.
probe     looks at a deployed site: the redirect to HTTPS, certificate, headers, cookies, static files, pages.
          The only command that uses the network, and only the host of URL, with a dozen requests.
          With PATH, the project's folder, it compares what the settings say; with --record it also ticks
          the checklist's items that it proves. Exit status as for check.
server    is the language server for editors: it speaks the Language Server Protocol over --stdio,
          --socket=PORT, --pipe=NAME or --node-ipc.

--settings MODULE  production's settings module. Without it, it is found from the project's files.
--django VERSION   the Django version to check for. Without it, it is the one that the dependencies ask for.
--env-file FILE    production's config vars, as \`heroku config -s\` prints them; all others count as
                   not set. Without it, only what the repository shows counts.
--environment NAME an environment that the configuration file names; check takes several, or all. Without it,
                   the configuration's default-environment, if it has one.

Django Preflight is configured by django-preflight.toml, or by [tool.django-preflight] in pyproject.toml.`;

/** What is wrong with the command line, in one line of plain words. */
export class UsageError extends Error {}

const CHECK_FORMATS = ["concise", "full", "json", "sarif", "github", "gitlab", "junit"] as const;

export type CheckFormat = (typeof CHECK_FORMATS)[number];

const REPORT_FORMATS = ["text", "json", "markdown", "html"] as const;

interface Common {
  readonly settings?: string;
  readonly django?: DjangoVersion;
  readonly envFile?: string;
  /** Names of environments of the configuration; empty: its default one. */
  readonly environments: readonly string[];
}

export type Command =
  | { readonly name: "help" | "version" | "server" }
  | (Common & {
      readonly name: "check";
      readonly paths: readonly string[];
      readonly format: CheckFormat;
      readonly failOn: Exclude<Severity, "hint">;
      readonly exitZero: boolean;
      /** Names of rules and of groups. */
      readonly select: readonly string[];
      readonly ignore: readonly string[];
      readonly baseline?: string;
      readonly prune: boolean;
      readonly writeBaseline?: string;
      readonly diff?: string;
      readonly compare: boolean;
    })
  | (Common & {
      readonly name: "checklist";
      readonly paths: readonly string[];
      readonly format: (typeof REPORT_FORMATS)[number];
      /** The file to write instead of standard output. */
      readonly output?: string;
      /** undefined: the report never fails. */
      readonly failOn?: "problem" | "open";
    })
  | (Common & {
      readonly name: "explain";
      readonly settingNames: readonly string[];
      readonly project: string;
      readonly format: "text" | "json";
    })
  | (Common & {
      readonly name: "fix";
      readonly path: string;
      readonly safety: "safe" | "all";
      readonly dryRun: boolean;
    })
  | (Common & {
      readonly name: "new";
      readonly path: string;
      readonly container: boolean;
      readonly dryRun: boolean;
    })
  | (Common & {
      readonly name: "probe";
      readonly url: string;
      /** The project's folder; without it settings are not compared. */
      readonly path?: string;
      readonly record: boolean;
      readonly format: "text" | "json";
      readonly failOn: Exclude<Severity, "hint">;
    });

const OPTIONS = {
  settings: { type: "string" },
  django: { type: "string" },
  "env-file": { type: "string" },
  environment: { type: "string", multiple: true },
  format: { type: "string" },
  "fail-on": { type: "string" },
  "exit-zero": { type: "boolean" },
  select: { type: "string", multiple: true },
  ignore: { type: "string", multiple: true },
  baseline: { type: "string" },
  prune: { type: "boolean" },
  "write-baseline": { type: "string" },
  output: { type: "string" },
  diff: { type: "string" },
  project: { type: "string" },
  compare: { type: "boolean" },
  safe: { type: "boolean" },
  all: { type: "boolean" },
  "dry-run": { type: "boolean" },
  container: { type: "boolean" },
  record: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

const COMMANDS = ["check", "checklist", "explain", "fix", "new", "probe"] as const;

/** The commands of options that not every command has. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  "fail-on": ["check", "checklist", "probe"],
  "exit-zero": ["check"],
  select: ["check"],
  ignore: ["check"],
  baseline: ["check"],
  prune: ["check"],
  "write-baseline": ["check"],
  diff: ["check"],
  compare: ["check"],
  output: ["checklist"],
  project: ["explain"],
  safe: ["fix"],
  all: ["fix"],
  "dry-run": ["fix", "new"],
  container: ["new"],
  record: ["probe"],
  format: ["check", "checklist", "explain", "probe"],
  "env-file": ["check", "checklist", "explain", "probe"],
  environment: ["check", "checklist", "explain", "probe"],
};

/** How a language server's client says where it listens: https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#implementationConsiderations */
const TRANSPORT = /^--(stdio|node-ipc|socket|pipe)(=|$)/;

/** Reads the arguments after the program's name. Throws UsageError. */
export function parseCommand(argv: readonly string[]): Command {
  if (argv[0] === "server") {
    // The rest is the protocol library's: clients add options of their own, such as --clientProcessId.
    if (argv.some((word) => TRANSPORT.test(word))) return { name: "server" };
    if (argv.includes("--help") || argv.includes("-h")) return { name: "help" };
    throw new UsageError("server needs --stdio (or --socket=PORT, --pipe=NAME, --node-ipc)");
  }
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    throw new UsageError((error as Error).message.split(/\. |\n/)[0]);
  }
  const { values, positionals } = parsed;
  if (values.version) return { name: "version" };
  const [word, ...rest] = positionals;
  if (values.help || word === "help") return { name: "help" };
  if (word === undefined) throw new UsageError("no command given; try django-preflight --help");
  const name = COMMANDS.find((known) => known === word);
  if (name === undefined) throw new UsageError(`there is no command "${word}"; try django-preflight --help`);
  for (const [option, owners] of Object.entries(OWNERS)) {
    if (option in values && !owners.includes(name))
      throw new UsageError(`--${option} belongs to the command ${owners.join(" or ")}`);
  }
  const common = {
    settings: values.settings,
    django: djangoVersion(values.django),
    envFile: values["env-file"],
    environments: [...new Set(names(values.environment))],
  };
  if (name !== "check" || values.compare) {
    const [first, second] = common.environments;
    if (first === ALL_ENVIRONMENTS || second !== undefined)
      throw new UsageError(`${values.compare ? "--compare" : name} takes one environment`);
  }
  if (name === "explain") {
    const format = oneOf("--format", values.format ?? "text", ["text", "json"]);
    return { name, ...common, settingNames: rest, project: values.project ?? ".", format };
  }
  if (name === "checklist") {
    const failOn = values["fail-on"];
    return {
      name,
      ...common,
      paths: rest.length > 0 ? rest : ["."],
      format: oneOf("--format", values.format ?? "text", REPORT_FORMATS),
      output: values.output,
      failOn: failOn === undefined ? undefined : oneOf("--fail-on", failOn, ["problem", "open"] as const),
    };
  }
  if (name === "fix") {
    if (rest.length > 1) throw new UsageError("fix takes one path");
    if (values.safe && values.all) throw new UsageError("either --safe or --all");
    const safety = values.all ? "all" : "safe";
    return { name, ...common, path: rest[0] ?? ".", safety, dryRun: values["dry-run"] ?? false };
  }
  if (name === "new") {
    if (rest.length > 1) throw new UsageError("new takes one path");
    return {
      name,
      ...common,
      path: rest[0] ?? ".",
      container: values.container ?? false,
      dryRun: values["dry-run"] ?? false,
    };
  }
  if (name === "probe") {
    const [url, path, ...more] = rest;
    if (url === undefined) throw new UsageError("probe needs the address of the site");
    if (more.length > 0) throw new UsageError("probe takes one address and one path");
    if (path === undefined) {
      const lost = (["record", "settings", "django", "env-file", "environment"] as const).find(
        (option) => option in values,
      );
      if (lost !== undefined)
        throw new UsageError(`--${lost} needs the path of the project behind the address`);
    }
    return {
      name,
      ...common,
      url,
      path,
      record: values.record ?? false,
      format: oneOf("--format", values.format ?? "text", ["text", "json"]),
      failOn: oneOf("--fail-on", values["fail-on"] ?? "warning", ["error", "warning", "info"]),
    };
  }
  if (values.compare && common.django === undefined) throw new UsageError("--compare needs --django VERSION");
  if (values.prune && values.baseline === undefined) throw new UsageError("--prune needs --baseline FILE");
  const format = oneOf("--format", values.format ?? "concise", CHECK_FORMATS);
  if (values.compare && format !== "concise" && format !== "json")
    throw new UsageError("--compare prints concise or json");
  return {
    name,
    ...common,
    compare: values.compare ?? false,
    paths: rest.length > 0 ? rest : ["."],
    format,
    exitZero: values["exit-zero"] ?? false,
    select: names(values.select),
    ignore: names(values.ignore),
    baseline: values.baseline,
    prune: values.prune ?? false,
    writeBaseline: values["write-baseline"],
    diff: values.diff,
    failOn: oneOf("--fail-on", values["fail-on"] ?? "warning", ["error", "warning", "info"]),
  };
}

function parse(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
}

/** `--select a,b --select c` */
function names(values: readonly string[] | undefined): string[] {
  return (values ?? []).flatMap((value) => value.split(",")).map((name) => name.trim());
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((known) => known === value);
  if (found === undefined) throw new UsageError(`${option} must be ${allowed.join(" or ")}, not "${value}"`);
  return found;
}

/** "5.2" and "5.2.8" are both Django 5.2. */
function djangoVersion(text: string | undefined): DjangoVersion | undefined {
  if (text === undefined) return undefined;
  const match = /^(\d+\.\d+)(?:\.\d+)?$/.exec(text);
  if (match === null) throw new UsageError(`--django must be a version such as 5.2, not "${text}"`);
  return match[1] as DjangoVersion;
}
