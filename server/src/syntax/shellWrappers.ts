/** Programs that only start another program, so that `newrelic-admin run-program gunicorn site.wsgi` is about gunicorn. */
import type { ShellAssignment, ShellWord } from "./shell";

/** A wrapper of a command, and what it starts. */
export interface ShellLayer {
  /** Without its directory: "poetry". */
  readonly name: string;
  readonly word: ShellWord;
  /** The first word of the command that it starts, which may be another wrapper. */
  readonly inner: ShellWord;
}

/** What a command runs in the end. */
export interface Unwrapped {
  readonly wrappers: readonly string[];
  readonly layers: readonly ShellLayer[];
  readonly assignments: readonly ShellAssignment[];
  readonly program: string | undefined;
  readonly programWord: ShellWord | undefined;
  readonly asModule: boolean;
  readonly args: readonly ShellWord[];
  /** The script of `sh -c`, to be parsed as a shell would. */
  readonly script?: ShellWord;
}

/** How to get from a wrapper's arguments to the command that it starts. */
interface Wrapper {
  /** Words that must come first: the subcommand. */
  readonly subcommand?: string;
  /** Options that take the next word as their value. */
  readonly valued?: readonly string[];
  /** Options without a value. */
  readonly flags?: readonly string[];
  /** True if `NAME=value` words may stand before the command. */
  readonly environment?: boolean;
}

const WRAPPERS: Readonly<Record<string, Wrapper>> = {
  exec: { valued: ["-a"], flags: ["-c", "-l"] },
  command: { flags: ["-p"] },
  env: { valued: ["-u", "--unset"], flags: ["-i", "-", "--ignore-environment"], environment: true },
  nohup: {},
  time: { flags: ["-p"] },
  nice: { valued: ["-n", "--adjustment"] },
  tini: { flags: ["-g", "-s", "-v", "--"] },
  "dumb-init": { flags: ["--", "-c", "--single-child", "-v", "--verbose"] },
  sudo: { valued: ["-u", "--user", "-g", "--group"], flags: ["-E", "-H", "-n", "--"], environment: true },
  "newrelic-admin": { subcommand: "run-program" },
  "ddtrace-run": { flags: ["-d", "--debug", "-p", "--profiling"] },
  "opentelemetry-instrument": {
    valued: ["--traces_exporter", "--metrics_exporter", "--logs_exporter", "--service_name"],
    flags: ["--"],
  },
  "start-nginx": {},
  "start-nginx-debug": {},
  "start-nginx-solo": {},
  "start-pgbouncer": {},
  "start-pgbouncer-stunnel": {},
  "start-stunnel": {},
  qgtunnel: {},
  "jemalloc.sh": {},
  honcho: { subcommand: "run", valued: ["-e", "--env", "-d", "--app-root", "-f", "--procfile"] },
  poetry: { subcommand: "run", flags: ["-q", "-n", "--no-interaction", "--quiet", "--"] },
  pipenv: { subcommand: "run", flags: ["--"] },
  pdm: { subcommand: "run", flags: ["-q", "-v", "--"] },
  rye: { subcommand: "run", flags: ["--"] },
  hatch: { subcommand: "run", flags: ["--"] },
  uv: {
    subcommand: "run",
    valued: [
      "-p",
      "--python",
      "--env-file",
      "--with",
      "--extra",
      "--group",
      "--no-group",
      "--package",
      "--directory",
    ],
    flags: [
      "--frozen",
      "--locked",
      "--no-sync",
      "--no-dev",
      "--all-extras",
      "-q",
      "--quiet",
      "--offline",
      "--",
    ],
  },
};

const PYTHON = /^(?:python|pypy)[\d.]*$/;
const PYTHON_VALUED = new Set(["-W", "-X", "--check-hash-based-pycs"]);
const SHELLS = new Set(["sh", "bash", "dash", "ash", "zsh"]);

/** Looks through wrappers. Total: what is not understood leaves `program` undefined. */
export function unwrap(words: readonly ShellWord[]): Unwrapped {
  const wrappers: string[] = [];
  const layers: ShellLayer[] = [];
  const assignments: ShellAssignment[] = [];
  let rest = words;
  let asModule = false;
  const stop = (program: string | undefined, args: readonly ShellWord[], script?: ShellWord): Unwrapped => ({
    wrappers,
    layers,
    assignments,
    program,
    programWord: program === undefined ? undefined : rest[0],
    asModule,
    args,
    script,
  });

  for (;;) {
    const head = rest[0];
    if (head === undefined || head.dynamic) return stop(undefined, []);
    const name = asModule ? head.text : head.text.slice(head.text.lastIndexOf("/") + 1);

    if (SHELLS.has(name)) {
      const script = shellScript(rest);
      return script === undefined ? stop(name, rest.slice(1)) : stop(undefined, [], script);
    }
    if (PYTHON.test(name)) {
      const after = skipOptions(rest.slice(1), PYTHON_VALUED);
      if (after[0]?.text === "-m" && after[1] !== undefined) {
        asModule = true;
        rest = after.slice(1);
        continue;
      }
      return stop("python", after);
    }
    const wrapper = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined;
    const inner = wrapper === undefined ? undefined : through(wrapper, rest.slice(1), assignments);
    if (inner === undefined) return stop(name, rest.slice(1));
    if (inner === "unknown") return stop(undefined, []);
    wrappers.push(name);
    if (inner[0] !== undefined) layers.push({ name, word: head, inner: inner[0] });
    asModule = false;
    rest = inner;
  }
}

/** The words that a wrapper starts; undefined if it is not used as a wrapper here, "unknown" if that cannot be told. */
function through(
  wrapper: Wrapper,
  args: readonly ShellWord[],
  assignments: ShellAssignment[],
): readonly ShellWord[] | "unknown" | undefined {
  let i = 0;
  let subcommand = wrapper.subcommand;
  for (; i < args.length; i++) {
    const word = args[i]!;
    if (word.dynamic && !word.text.includes("=")) return "unknown";
    if (subcommand !== undefined && word.text === subcommand) {
      subcommand = undefined;
    } else if (wrapper.valued?.includes(word.text)) {
      i++;
    } else if (wrapper.flags?.includes(word.text) || /^--[\w-]+=/.test(word.text)) {
      // A flag, or an option with its value: skipped.
    } else if (word.text.startsWith("-")) {
      return "unknown";
    } else if (subcommand !== undefined) {
      return undefined;
    } else if (wrapper.environment && /^[A-Za-z_]\w*=/.test(word.text)) {
      assignments.push(assignmentOf(word));
    } else {
      return args.slice(i);
    }
  }
  return undefined;
}

/** `NAME=value` as one word. */
function assignmentOf(word: ShellWord): ShellAssignment {
  const equals = word.text.indexOf("=");
  const exact = word.raw === word.text && word.raw.length === word.end - word.start;
  const value = {
    ...word,
    text: word.text.slice(equals + 1),
    raw: word.raw.slice(word.raw.indexOf("=") + 1),
  };
  return {
    start: word.start,
    end: word.end,
    name: word.text.slice(0, equals),
    value: exact ? { ...value, start: word.start + equals + 1 } : value,
  };
}

/** The script of `sh -c script`, `bash -lc script`, `bash -o pipefail -c script`. */
function shellScript(words: readonly ShellWord[]): ShellWord | undefined {
  for (let i = 1; i < words.length; i++) {
    const text = words[i]!.text;
    if (/^-[a-z]*c$/.test(text)) return words[i + 1];
    if (text === "-o") i++;
    else if (!text.startsWith("-")) return undefined;
  }
  return undefined;
}

function skipOptions(words: readonly ShellWord[], valued: ReadonlySet<string>): readonly ShellWord[] {
  let i = 0;
  while (i < words.length) {
    const { text } = words[i]!;
    if (!text.startsWith("-") || text === "-" || text === "-m" || text === "-c") break;
    i += valued.has(text) ? 2 : 1;
  }
  return words.slice(i);
}
