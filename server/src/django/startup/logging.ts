/**
 * `configure_logging` of django/utils/log.py and `logging.config.dictConfig` of Python 3.8 to 3.14: the mistakes that surely
 * end the start. Where something is not known, it is taken to work.
 */
import { dirname } from "../../paths";
import { entry, isTrue, type Plain, truthy } from "../../settings/plain";
import type { Codebase } from "../codebase";
import { pathText } from "../paths";
import { type Python, raise, typeName, unknownReason } from "../python";

const LEVELS: ReadonlySet<string> = new Set([
  "CRITICAL",
  "DEBUG",
  "ERROR",
  "FATAL",
  "INFO",
  "NOTSET",
  "WARN",
  "WARNING",
]);

const FILE_PARAMETERS = ["filename", "mode", "encoding", "delay", "errors"];

/** The classes of handlers whose parameters are known. */
const HANDLERS: Readonly<Record<string, readonly string[]>> = {
  "logging.StreamHandler": ["stream", "strm"],
  "logging.NullHandler": [],
  "logging.FileHandler": FILE_PARAMETERS,
  "logging.handlers.WatchedFileHandler": FILE_PARAMETERS,
  "logging.handlers.RotatingFileHandler": [...FILE_PARAMETERS, "maxBytes", "backupCount"],
  "logging.handlers.TimedRotatingFileHandler": [
    ...FILE_PARAMETERS.filter((name) => name !== "mode"),
    ..."when interval backupCount utc atTime".split(" "),
  ],
};

/** Names in Python's logging package that a configuration may give. */
const LOGGING_NAMES =
  /^logging\.(?:Formatter|Filter|StreamHandler|FileHandler|NullHandler|LoggerAdapter|handlers\.(?:WatchedFile|RotatingFile|TimedRotatingFile|Socket|Datagram|SysLog|NTEventLog|SMTP|Memory|HTTP|Queue|Buffering)Handler)$/;
const DJANGO_NAMES =
  /^django\.utils\.log\.(?:AdminEmailHandler|CallbackFilter|RequireDebugFalse|RequireDebugTrue|ServerFormatter)$/;

/** Configures logging. Throws `Raised` where that surely fails. */
export function configureLogging(python: Python, config: Plain, logging: Plain, codebase: Codebase): void {
  if (!python.truthy(config)) return;
  const configurer = python.string(config, "rsplit");
  if (configurer === undefined) return;
  if (!configurer.includes(".")) raise("ImportError", `${configurer} doesn't look like a module path`);
  if (configurer !== "logging.config.dictConfig") {
    const { kind } = codebase.find(configurer);
    if (kind === "missing") raise("ImportError", `${configurer} cannot be imported`);
    return;
  }
  if (!python.truthy(logging)) return;
  if (logging.kind === "dict") new DictConfigurator(logging, codebase).configure();
  else if (unknownReason(logging) === undefined || logging.kind === "list" || logging.kind === "tuple") {
    if (["str", "bytes", "list", "tuple", "set"].includes(logging.kind))
      raise("ValueError", "dictionary update sequence element #0 has length 1; 2 is required");
    raise("TypeError", `'${typeName(logging)}' object is not iterable`);
  }
}

/** Thrown inside, where Python's code catches every exception and raises another that says where. */
class Failure {}

class DictConfigurator {
  constructor(
    private readonly config: Plain & { readonly kind: "dict" },
    private readonly codebase: Codebase,
  ) {}

  configure(): void {
    const version = entry(this.config, "version");
    if (version === null) raise("ValueError", "dictionary doesn't specify a version");
    if (version !== undefined && isOne(version) === false)
      raise("ValueError", `Unsupported version: ${"value" in version ? version.value : version.kind}`);
    const incremental = entry(this.config, "incremental");
    // Then everything refers to what there is already.
    if (incremental !== null && (incremental === undefined || truthy(incremental) !== false)) return;
    this.section("formatters", "formatter", (formatter) => this.formatter(formatter));
    this.section("filters", "filter", (filter) => this.filter(filter));
    this.section("handlers", "handler", (handler) => this.handler(handler));
    this.section("loggers", "logger", (logger) => this.logger(logger));
    const root = entry(this.config, "root");
    if (root && truthy(root) === true) attempt("Unable to configure root logger", () => this.logger(root));
  }

  /** Configures everything of one kind. */
  private section(name: string, what: string, configure: (item: Plain) => void): void {
    const section = entry(this.config, name);
    if (!section) return;
    if (section.kind !== "dict") {
      if (section.kind === "none") raise("TypeError", "'NoneType' object is not iterable");
      return;
    }
    const entries = [...section.entries];
    // Handlers may refer to each other, so their order is that of their names.
    if (what === "handler") entries.sort(([a], [b]) => (text(a) < text(b) ? -1 : 1));
    for (const [key, item] of entries)
      attempt(`Unable to configure ${what} '${text(key)}'`, () => configure(item));
  }

  private formatter(formatter: Plain): void {
    const config = dict(formatter);
    if (config === undefined) return;
    const factory = entry(config, "()");
    const className = entry(config, "class");
    const made =
      factory ?? (className !== null && (!className || truthy(className) !== false) ? className : null);
    if (factory !== null || made !== null) {
      this.resolve(made ?? undefined);
      return;
    }
    const [format, style] = [entry(config, "format"), entry(config, "style")];
    const validate = entry(config, "validate");
    if (format === undefined || style === undefined || validate === undefined) return;
    if (style !== null && style.kind === "str" && !["%", "{", "$"].includes(style.value)) fail();
    if (validate !== null && truthy(validate) !== true) return;
    if (format?.kind !== "str" || format.value === "") return;
    const kind = style === null ? "%" : style.kind === "str" ? style.value : undefined;
    if (kind !== undefined && hasFields(format.value, kind) === false) fail();
  }

  private filter(filter: Plain): void {
    const config = dict(filter);
    const factory = config && entry(config, "()");
    if (factory) this.resolve(factory);
  }

  private handler(handler: Plain): void {
    const config = dict(handler);
    if (config === undefined) return;
    const formatter = entry(config, "formatter");
    if (formatter?.kind === "str" && formatter.value !== "") this.need("formatters", formatter.value);
    const factory = entry(config, "()");
    if (factory === undefined) return;
    const className = factory ?? entry(config, "class");
    if (className === null) fail();
    this.resolve(className);
    if (factory === null && className?.kind === "str") this.parameters(className.value, config);
    this.level(entry(config, "level"));
    this.references(entry(config, "filters"), "filters");
  }

  /** The parameters of a handler of Python's own. */
  private parameters(className: string, config: Plain & { readonly kind: "dict" }): void {
    const parameters = Object.hasOwn(HANDLERS, className) ? HANDLERS[className]! : undefined;
    if (parameters === undefined) return;
    const common = ["class", "formatter", "filters", "level", "."];
    for (const [key] of config.entries) {
      // What is no identifier is left out.
      if (key.kind !== "str" || !/^[a-z_]\w*$/i.test(key.value) || common.includes(key.value)) continue;
      if (!parameters.includes(key.value)) fail();
    }
    if (!parameters.includes("filename")) return;
    const file = entry(config, "filename");
    if (file === null) fail();
    const delay = entry(config, "delay");
    if (file === undefined || delay === undefined || (delay !== null && truthy(delay) !== false)) return;
    if (file.kind === "none" || file.kind === "list" || file.kind === "dict") fail();
    const path = file.kind === "str" || file.kind === "path" ? pathText(file) : undefined;
    if (path === undefined) return;
    const absolute = this.codebase.absolute(path);
    if (this.codebase.isDirectory(absolute).exists === true) fail();
    if (this.codebase.isDirectory(dirname(absolute) || "/").exists === false) fail();
  }

  private logger(logger: Plain): void {
    const config = dict(logger);
    if (config === undefined) return;
    this.level(entry(config, "level"));
    this.references(entry(config, "handlers"), "handlers");
    this.references(entry(config, "filters"), "filters");
  }

  /** `_checkLevel(level)`; other names may have been added. */
  private level(level: Plain | null | undefined): void {
    if (!level || level.kind === "none" || unknownReason(level) !== undefined) return;
    if (level.kind === "int" || level.kind === "bool") return;
    if (level.kind !== "str") fail();
    const { value } = level as { readonly value: string };
    if (LEVELS.has(value)) return;
    if (value === "" || LEVELS.has(value.trim().toUpperCase())) fail();
  }

  /** Names of handlers or filters, which must be configured. */
  private references(names: Plain | null | undefined, section: "handlers" | "filters"): void {
    if (!names || truthy(names) !== true) return;
    if (names.kind === "int" || names.kind === "bool" || names.kind === "float") fail();
    const items =
      names.kind === "str"
        ? [...names.value]
        : names.kind === "list" || names.kind === "tuple" || names.kind === "set"
          ? names.items.flatMap((item) => (item.kind === "str" ? [item.value] : []))
          : [];
    for (const item of items) this.need(section, item);
  }

  private need(section: string, name: string): void {
    const items = entry(this.config, section);
    if (items === null || (items !== undefined && entry(items, name) === null)) fail();
  }

  /** Imports the class or function that a string names. */
  private resolve(name: Plain | undefined): void {
    if (name === undefined || unknownReason(name) !== undefined) return;
    if (name.kind !== "str") fail();
    const { value } = name as { readonly value: string };
    if (value.startsWith("logging.")) {
      if (/^logging\.(?:handlers\.)?[A-Z]\w*$/.test(value) && !LOGGING_NAMES.test(value)) fail();
    } else if (value.startsWith("django.utils.log.")) {
      if (!DJANGO_NAMES.test(value)) fail();
    } else if (!value.includes(".")) {
      if (this.codebase.module(value) === null) fail();
    } else if (this.codebase.find(value).kind === "missing") fail();
  }
}

function fail(): never {
  throw new Failure();
}

/** `try: … except Exception as e: raise ValueError(message) from e` */
function attempt(message: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    raise("ValueError", message);
  }
}

/** A dict, undefined where nobody knows; anything else fails. */
function dict(value: Plain): (Plain & { readonly kind: "dict" }) | undefined {
  if (value.kind === "dict") return value;
  return value.kind === "unknown" || value.kind === "env" ? undefined : fail();
}

function isOne(value: Plain): boolean | undefined {
  if (value.kind === "int") return value.value === 1n;
  if (value.kind === "float") return value.value === 1;
  if (value.kind === "bool") return isTrue(value);
  return unknownReason(value) === undefined ? false : undefined;
}

/** Whether a format has fields in its style, as Formatter wants it; undefined where its details matter. */
function hasFields(format: string, style: string): boolean | undefined {
  switch (style) {
    case "%":
      return /%\(\w+\)[#0+ -]*(?:\*|\d+)?(?:\.(?:\*|\d+))?[diouxefgcrsa%]/i.test(format);
    case "{":
      return format.replaceAll("{{", "").includes("{") ? undefined : false;
    default:
      return format.includes("$") ? undefined : false;
  }
}

function text(value: Plain): string {
  return value.kind === "str" ? value.value : value.kind;
}
