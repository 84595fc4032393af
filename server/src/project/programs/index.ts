/** The programs whose command lines are understood, and what a command says to one of them. */
import type { ShellCommand } from "../../syntax/shell";
import { type Arguments, readArguments } from "./arguments";
import { gunicornOptions } from "./gunicorn";
import type { ProgramTable } from "./options";
import {
  daphneOptions,
  granianOptions,
  hypercornOptions,
  uwsgiOptions,
  waitressOptions,
} from "./otherServers";
import { uvicornOptions } from "./uvicorn";
import { celeryBeatOptions, celeryOptions, celeryWorkerOptions, rqWorkerOptions } from "./workers";

export type { Arguments, Flag, OptionValue } from "./arguments";
export type { ProgramOption, ProgramTable } from "./options";

/** The web servers that can run Django. */
export const SERVER_NAMES = [
  "gunicorn",
  "uvicorn",
  "daphne",
  "hypercorn",
  "granian",
  "waitress-serve",
  "uwsgi",
] as const;

export type ServerName = (typeof SERVER_NAMES)[number];

const TABLES: Readonly<Record<string, () => ProgramTable>> = {
  gunicorn: gunicornOptions,
  uvicorn: uvicornOptions,
  daphne: daphneOptions,
  hypercorn: hypercornOptions,
  granian: granianOptions,
  "waitress-serve": waitressOptions,
  uwsgi: uwsgiOptions,
  celery: celeryOptions,
  "celery worker": celeryWorkerOptions,
  "celery beat": celeryBeatOptions,
  "rq worker": rqWorkerOptions,
};

/**
 * The options of a program; undefined for a program that is not known.
 * @param subcommand "worker" and "beat" of celery, "worker" of rq
 */
export function programTable(program: string, subcommand?: string): ProgramTable | undefined {
  const name = subcommand === undefined ? program : `${program} ${subcommand}`;
  return Object.hasOwn(TABLES, name) ? TABLES[name]!() : undefined;
}

/** `celery -A proj worker -c 2`: what a worker program is told to do. */
export interface WorkerCall extends Arguments {
  readonly program: "celery" | "rq";
  /** "worker", "beat", "flower"...; undefined if there is none. */
  readonly subcommand: string | undefined;
  readonly command: ShellCommand;
}

/** What a command asks of Celery or RQ, if it starts one of them. Options before the subcommand are read too. */
export function workerCall(command: ShellCommand): WorkerCall | undefined {
  const { program, args } = command;
  if (program !== "celery" && program !== "rq") return undefined;
  const before = program === "celery" ? readArguments(celeryOptions(), args).positional[0] : args[0];
  const subcommand = before?.dynamic ? undefined : before?.text;
  const table = subcommand === undefined ? undefined : programTable(program, subcommand);
  const read = readArguments(
    table ?? celeryOptions(),
    args.filter((word) => word !== before),
  );
  return { ...read, program, subcommand, command, understood: read.understood && table !== undefined };
}
