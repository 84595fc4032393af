/** logging: its levels. What it does besides does not change the settings. */
import { pureFunction } from "../../callables";
import { int, NONE, native, type ObjectValue, str, unknown, type Value } from "../../values";

const LEVELS = { CRITICAL: 50, ERROR: 40, WARNING: 30, INFO: 20, DEBUG: 10, NOTSET: 0 } as const;

const logger: ObjectValue = {
  kind: "object",
  name: "a logger",
  truthy: true,
  attribute: (name) =>
    /^(?:debug|info|warning|warn|error|exception|critical|log|setLevel|addHandler|removeHandler|addFilter)$/.test(
      name,
    )
      ? native(`Logger.${name}`, () => NONE)
      : undefined,
  setAttribute: () => {},
};

/** Functions that leave their arguments and the settings alone. */
const silent = [
  "debug",
  "info",
  "warning",
  "warn",
  "error",
  "exception",
  "critical",
  "log",
  "basicConfig",
  "disable",
  "captureWarnings",
  "addLevelName",
];

const getLevelName = pureFunction("getLevelName", "level", ([level], { at }) => {
  for (const [name, number] of Object.entries(LEVELS)) {
    if (level!.kind === "int" && level!.value === BigInt(number)) return str(name, at);
    if (level!.kind === "str" && level!.value === name) return int(number, at);
  }
  return unknown("logging.getLevelName()", at);
});

export const logging: Readonly<Record<string, Value>> = {
  ...Object.fromEntries(Object.entries(LEVELS).map(([name, number]) => [name, int(number)])),
  FATAL: int(50),
  WARN: int(30),
  getLogger: native("logging.getLogger", () => logger),
  getLevelName,
  ...Object.fromEntries(silent.map((name) => [name, native(`logging.${name}`, () => NONE)])),
};

export const loggingConfig: Readonly<Record<string, Value>> = {
  // It takes the handlers' formatters from the dict, but puts them back.
  dictConfig: native("logging.config.dictConfig", ({ interpreter: i, pc, at }) => {
    i.mayRaise("logging.config.dictConfig()", pc, at);
    return NONE;
  }),
};
