/** What the rules on LOGGING share: where the log lines of a request that raised go in production. */

import { dependencyState } from "../files/dependencies";
import { join } from "../paths";
import { DEVELOPMENT_SERVERS, manageCall } from "../project/processes";
import { serversOf } from "../project/serverOptions";
import { startedBy } from "../project/startScripts";
import { entry, isTrue, type Plain, type PlainDict, type Tri, truthy } from "../settings/plain";
import type { Answer, Judgement } from "../settings/settings";
import { perDocument, type SourceDocument } from "../syntax/document";
import { webProcesses } from "./commands";
import type { RuleContext } from "./rule";
import { SENTRY_CALL } from "./sentry";
import { notApplicable, reasonOf, satisfied, undecided } from "./verdicts";

export const STREAM_HANDLER = "logging.StreamHandler";
export const ROOT = "";

/** stream: stdout or stderr. elsewhere: another machine, or a handler that is not known. */
export type HandlerKind = "stream" | "file" | "mail" | "null" | "elsewhere";

export interface Handler {
  readonly name: string;
  readonly kind: HandlerKind;
  /** Whether it works with DEBUG only. */
  readonly debugOnly: Tri;
  /** undefined for Django's own, which LOGGING leaves in place. */
  readonly config: PlainDict | undefined;
}

const FILE_HANDLER =
  /^logging\.(?:FileHandler|handlers\.(?:WatchedFile|RotatingFile|TimedRotatingFile)Handler)$/;
const STANDARD_STREAM = /^(?:\/dev\/(?:stdout|stderr|fd\/[12])|\/proc\/(?:1|self)\/fd\/[12])$/;

/** Why something is not known; thrown inside. */
class NotKnown {
  constructor(readonly reason: string) {}
}

/** The dict LOGGING as `dictConfig` reads it, after Django's own configuration. Methods throw where it is not known. */
export class LoggingConfig {
  static readonly #read = new WeakMap<PlainDict, LoggingConfig>();
  readonly #handlers = new Map<string, Handler>();
  readonly #routes = new Map<string, Route>();

  /** What LOGGING comes to in one world: every rule on logging asks, for each world, at every key press. */
  static of(config: PlainDict): LoggingConfig {
    let found = LoggingConfig.#read.get(config);
    if (found === undefined) {
      found = new LoggingConfig(config);
      LoggingConfig.#read.set(config, found);
    }
    return found;
  }

  private constructor(readonly config: PlainDict) {
    const incremental = entry(config, "incremental");
    if (incremental !== null && (incremental === undefined || truthy(incremental) !== false))
      throw new NotKnown("LOGGING only changes what is configured elsewhere");
  }

  /** Whether loggers that LOGGING does not name are disabled, as they are where it does not say. */
  get disablesOthers(): boolean {
    const value = entry(this.config, "disable_existing_loggers");
    const disables = value === null ? true : value && value.kind !== "env" ? truthy(value) : undefined;
    return disables ?? notKnown("disable_existing_loggers is not known");
  }

  /** The configuration of a logger; undefined where LOGGING does not name it. */
  logger(name: string): PlainDict | undefined {
    const found = name === ROOT ? this.root() : this.named(name);
    if (found === undefined) return undefined;
    return found.kind === "dict" ? found : notKnown(reasonOf(found));
  }

  private root(): Plain | undefined {
    const root = this.get(this.config, "root");
    return root && truthy(root) !== false ? root : (this.named("root") ?? this.named(ROOT));
  }

  private named(name: string): Plain | undefined {
    const loggers = this.get(this.config, "loggers");
    return loggers && this.get(loggers, name);
  }

  private get(dict: Plain, key: string): Plain | undefined {
    const found = entry(dict, key);
    if (found === undefined) notKnown(`LOGGING is not fully known: ${reasonOf(dict)}`);
    return found ?? undefined;
  }

  /** The names in a logger's or handler's list. */
  private names(of: PlainDict, key: "handlers" | "filters"): readonly string[] {
    const list = this.get(of, key);
    if (list === undefined || list.kind === "none") return [];
    if ((list.kind !== "list" && list.kind !== "tuple") || list.open !== undefined) notKnown(reasonOf(list));
    const { items } = list as { readonly items: readonly Plain[] };
    return items.map((item) => (item.kind === "str" ? item.value : notKnown(reasonOf(item))));
  }

  /** The handlers of a logger of its own. */
  handlersOf(logger: PlainDict): readonly Handler[] {
    return this.names(logger, "handlers").map((name) => this.handler(name));
  }

  /** A handler of LOGGING. */
  handler(name: string): Handler {
    let found = this.#handlers.get(name);
    if (found === undefined) {
      const handlers = this.get(this.config, "handlers");
      const config = handlers && this.get(handlers, name);
      if (config?.kind !== "dict") return notKnown(`the handler ${name} is not known`);
      found = { name, config, kind: kindOf(config), debugOnly: this.isDebugOnly(config) };
      this.#handlers.set(name, found);
    }
    return found;
  }

  private isDebugOnly(handler: PlainDict): Tri {
    const filters = this.get(this.config, "filters");
    const found = this.names(handler, "filters").map((name): Tri => {
      const filter = filters && entry(filters, name);
      const factory = filter ? entry(filter, "()") : undefined;
      if (factory?.kind !== "str") return undefined;
      if (factory.value === "django.utils.log.RequireDebugTrue") return true;
      return factory.value === "django.utils.log.RequireDebugFalse" ? false : undefined;
    });
    return found.includes(true) ? true : found.includes(undefined) ? undefined : false;
  }

  /** Whether what a logger is told goes to its parents as well. */
  propagates(logger: PlainDict | undefined): boolean {
    const value = logger && this.get(logger, "propagate");
    if (value === undefined || value.kind === "none") return true;
    return truthy(value) ?? notKnown(reasonOf(value));
  }

  /** The loggers that LOGGING names, the root logger as "". */
  get loggers(): readonly string[] {
    const names = keysOf(this.get(this.config, "loggers")).filter((name) => name !== "root");
    return [...new Set([...names, ...(this.root() === undefined ? [] : [ROOT])])];
  }

  /** The names of handlers that LOGGING has. */
  get handlerNames(): readonly string[] {
    return keysOf(this.get(this.config, "handlers"));
  }

  /** The handlers that get what a logger is told. */
  route(name: string): Route {
    let found = this.#routes.get(name);
    if (found === undefined) {
      found = this.follow(name);
      this.#routes.set(name, found);
    }
    return found;
  }

  private follow(name: string): Route {
    const handlers: Handler[] = [];
    for (let current = name; ; current = parentOf(current)) {
      const config = this.logger(current);
      if (config !== undefined) handlers.push(...this.handlersOf(config));
      else if (current === "django") handlers.push(...DEFAULTS);
      if (current === ROOT) return { handlers, rootIsSet: config !== undefined };
      if (!this.propagates(config)) return { handlers, rootIsSet: true };
    }
  }

  /** Whether the logger of failed requests is switched off. */
  get disablesErrors(): boolean {
    const named = ["django.request", "django"].some((name) => this.logger(name) !== undefined);
    return !named && this.disablesOthers;
  }

  /** The handlers that get the traceback of a failed request. */
  get errors(): Route {
    return this.route("django.request");
  }
}

/** The keys of a dict that are strings. */
function keysOf(dict: Plain | undefined): readonly string[] {
  const keys = dict?.kind === "dict" ? dict.entries.map(([key]) => key) : [];
  return keys.flatMap((key) => (key.kind === "str" ? [key.value] : []));
}

function parentOf(logger: string): string {
  return logger.slice(0, Math.max(logger.lastIndexOf("."), 0));
}

export interface Route {
  /** With none at all, Python writes to stderr. */
  readonly handlers: readonly Handler[];
  /** False where the root logger has the handlers, if any, that other code gave it. */
  readonly rootIsSet: boolean;
}

/** The handlers that Django gives to its logger. */
const DEFAULTS: readonly Handler[] = [
  { name: "console", kind: "stream", debugOnly: true, config: undefined },
  { name: "mail_admins", kind: "mail", debugOnly: false, config: undefined },
];

function kindOf(config: PlainDict): HandlerKind {
  if (entry(config, "()") !== null) return "elsewhere";
  const name = entry(config, "class");
  if (name?.kind !== "str") return "elsewhere";
  if (name.value === STREAM_HANDLER) {
    const stream = entry(config, "stream");
    if (stream === null) return "stream";
    return stream?.kind === "str" && /^ext:\/\/sys\.std(?:out|err)$/.test(stream.value)
      ? "stream"
      : "elsewhere";
  }
  if (FILE_HANDLER.test(name.value)) {
    const file = entry(config, "filename");
    if (file?.kind !== "str" && file?.kind !== "path") return "elsewhere";
    return STANDARD_STREAM.test(file.value) ? "stream" : "file";
  }
  if (name.value === "logging.NullHandler") return "null";
  return name.value === "django.utils.log.AdminEmailHandler" ? "mail" : "elsewhere";
}

function notKnown(reason: string): never {
  throw new NotKnown(reason);
}

/** Puts a question about LOGGING where Django hands it to `dictConfig`, and where it says anything. */
export function judgeLogging(
  { settings }: RuleContext,
  question: (logging: LoggingConfig) => Answer,
): Judgement {
  if (!settings.defines("LOGGING")) return satisfied("LOGGING is not set");
  return settings.judge(["LOGGING_CONFIG", "LOGGING"], (configurer, logging) => {
    if (truthy(configurer) === false)
      return notApplicable("LOGGING_CONFIG is off, so Django leaves LOGGING alone");
    if (configurer.kind !== "str" || configurer.value !== "logging.config.dictConfig")
      return undecided("LOGGING_CONFIG is another function");
    if (logging.kind !== "dict") return undecided(reasonOf(logging));
    if (truthy(logging) === false) return notApplicable("LOGGING is empty");
    try {
      return question(LoggingConfig.of(logging));
    } catch (error) {
      if (error instanceof NotKnown) return undecided(error.reason);
      throw error;
    }
  });
}

/** The answer of rules on what production logs where DEBUG is on: Django's own console handler works then. */
export function withDebug({ settings }: RuleContext): Answer | undefined {
  return isTrue(settings.value("DEBUG")) ? notApplicable("DEBUG is on") : undefined;
}

// ---------------------------------------------------------------- other code

/** Packages that report exceptions to a service. */
const TRACKERS = [
  "sentry-sdk",
  "rollbar",
  "bugsnag",
  "honeybadger",
  "newrelic",
  "elastic-apm",
  "scout-apm",
  "airbrake",
  "ddtrace",
];

/** A package that reports exceptions to a service, where production installs one. */
export function errorTracker({ project, settings }: RuleContext): string | undefined {
  const installed = TRACKERS.find(
    (name) => dependencyState(project.deployment.dependencies, name) === "present",
  );
  return installed ?? (settings.value(SENTRY_CALL).kind === "dict" ? "sentry-sdk" : undefined);
}

/** What gives handlers to loggers. */
const CONFIGURES =
  /\b(?:basicConfig|dictConfig|fileConfig|addHandler|lastResort|setup_logging|configure_logging)\b/;
const LIBRARIES =
  /\b(?:structlog|loguru|logfire|coloredlogs|opentelemetry|logging_tree|django_guid|watchtower)\b/;
/** Imports of modules of the project that are about logging; Python's own is no sign. */
const IMPORTS = /^[ \t]*(?:from|import)[ \t]+(?!logging\b)[\w.]*log/m;

/** Whether a module calls something that gives handlers to loggers. */
const configuresLogging = perDocument(({ text }) => CONFIGURES.test(text));
/** Whether a settings module, or one that starts the application, has to do with logging in any way. */
const mayConfigureLogging = perDocument(
  ({ text }) => CONFIGURES.test(text) || LIBRARIES.test(text) || IMPORTS.test(text),
);

/** Why something else than LOGGING may give the root logger a handler; undefined if nothing looks like it. */
export function loggingElsewhere(context: RuleContext): string | undefined {
  const server = serverLogs(context);
  if (server !== undefined) return server;
  const { project, settings, snapshot } = context;
  const own = [
    ...project.wsgi,
    ...project.asgi,
    ...(project.settings.module ? [project.settings.module] : []),
  ];
  const modules = new Set([
    ...own.map(({ path }) => path),
    ...settings.names.map((name) => settings.location(name).file),
  ]);
  const says = (path: string, test: (document: SourceDocument) => boolean) => {
    const document = snapshot.file(path);
    return document !== undefined && test(document);
  };
  const found =
    [...modules].find((path) => says(path, mayConfigureLogging)) ??
    applicationModules(context).find((path) => says(path, configuresLogging));
  return found && `${found} may configure logging itself`;
}

/** Where applications of the project run code at the start. */
function applicationModules({ project, settings, snapshot }: RuleContext): readonly string[] {
  const apps = settings.value("INSTALLED_APPS");
  if (apps.kind !== "list" && apps.kind !== "tuple") return [];
  const directories = apps.items.flatMap((app) => {
    if (app.kind !== "str") return [];
    const path = join(project.root, ...app.value.replace(/\.apps\.\w+$/, "").split("."));
    return snapshot.directory(path.split("/")[0]!) === undefined ? [] : [path];
  });
  return directories.flatMap((directory) => [`${directory}/apps.py`, `${directory}/__init__.py`]);
}

/** Options with which a server configures Python's logging. */
const LOG_OPTIONS = [
  "--log-config",
  "--log-config-json",
  "--logger-class",
  "--log-syslog-to",
  "--log-syslog",
  "logconfig_dict",
];

/** Why the web server may configure Python's logging; undefined if it leaves the root logger alone. */
function serverLogs(context: RuleContext): string | undefined {
  const { snapshot, project } = context;
  const web = webProcesses(context);
  const commands = web.flatMap((process) => startedBy(snapshot, project.deployment, process));
  const servers = web.flatMap((process) => serversOf(context, process));
  const known =
    commands.length === 0 ||
    commands.some(({ command }) => DEVELOPMENT_SERVERS.includes(manageCall(command)?.command ?? ""));
  if (servers.length === 0 && !known) return "nothing says which web server starts the app";
  for (const server of servers) {
    const { name } = server;
    if (name !== "gunicorn" && name !== "uvicorn") return `${name} may configure logging`;
    if (LOG_OPTIONS.some((option) => server.value(option) !== undefined))
      return `${name} is told to configure logging, or may be`;
    const file = server.configuration && context.snapshot.file(server.configuration);
    if (file && /\blogging\b/.test(file.text)) return `${server.configuration} may configure logging`;
  }
  return undefined;
}
