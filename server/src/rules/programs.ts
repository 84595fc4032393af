/** Programs of Python packages that processes start. */
import type { Process } from "../project/processes";
import { startedCommands } from "../project/startScripts";
import type { ShellCommand, ShellWord } from "../syntax/shell";
import type { Location } from "../syntax/text";
import type { RuleContext } from "./rule";

/** Program -> the package that installs it, and others that do so too. */
const PACKAGES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  gunicorn: ["gunicorn"],
  uvicorn: ["uvicorn"],
  daphne: ["daphne"],
  hypercorn: ["hypercorn"],
  granian: ["granian"],
  "waitress-serve": ["waitress"],
  uwsgi: ["uwsgi", "pyuwsgi", "uwsgi-binary"],
  celery: ["celery"],
  rq: ["rq"],
  rqworker: ["rq"],
  rqscheduler: ["rq-scheduler"],
  dramatiq: ["dramatiq"],
  "dramatiq-gevent": ["dramatiq"],
  "huey_consumer.py": ["huey"],
  huey_consumer: ["huey"],
  honcho: ["honcho"],
  "newrelic-admin": ["newrelic"],
  "ddtrace-run": ["ddtrace"],
};

export interface StartedProgram {
  readonly process: Process;
  /** "gunicorn" */
  readonly program: string;
  /** The packages that install it, the usual one first. */
  readonly packages: readonly [string, ...string[]];
  readonly at: Location;
}

/** The known programs that surely run, each where it is started first. */
export function startedPrograms({ snapshot, project }: RuleContext): readonly StartedProgram[] {
  const found = new Map<string, StartedProgram>();
  for (const { process, command, file, understood } of startedCommands(snapshot, project.deployment)) {
    if (!understood) continue;
    for (const [program, word] of programsOf(command)) {
      if (found.has(program)) continue;
      const at = { file, start: word.start, end: word.end };
      found.set(program, { process, program, packages: PACKAGES[program]!, at });
    }
  }
  return [...found.values()];
}

/** The known programs of a command, wrappers included. A path (`bin/gunicorn`) is the project's own business. */
function programsOf({ words, programWord, program, conditional }: ShellCommand): [string, ShellWord][] {
  if (conditional) return [];
  const end = programWord === undefined ? 0 : programWord.start;
  const before = words.filter((word) => word.start < end && !word.dynamic);
  const last = programWord !== undefined && program === programWord.text ? [programWord] : [];
  return [...before, ...last]
    .filter(({ text }) => Object.hasOwn(PACKAGES, text))
    .map((word) => [word.text, word]);
}
