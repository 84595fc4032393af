/**
 * What a web server is told in the end: by its command line, by environment variables and by its configuration file, in the
 * order of precedence that each server has.
 */
import { parseDockerfile } from "../files/dockerfile";
import { basename } from "../paths";
import { shellWords } from "../settings/shlex";
import type { Snapshot } from "../snapshot";
import type { ShellWord } from "../syntax/shell";
import type { Location, Range } from "../syntax/text";
import { type Process, processesOf } from "./processes";
import {
  type Arguments,
  type OptionValue,
  type ProgramTable,
  programTable,
  type ServerName,
} from "./programs";
import { readArguments } from "./programs/arguments";
import type { Project } from "./project";
import { gunicornFile, unknownLayer, uwsgiFile } from "./serverFiles";
import { type StartedCommand, startedBy } from "./startScripts";
import { type ServerCommand, serverCommand } from "./webServer";

/** The value that an option has, and what gives it. */
export interface ServerValue {
  /** As text, with `$PORT` for the port that Heroku chooses; undefined if nobody knows. */
  readonly text: string | undefined;
  /** Why it is not known, for people. */
  readonly reason?: string;
  /** What says it, for people: "the Procfile", "GUNICORN_CMD_ARGS", "gunicorn.conf.py". */
  readonly source: string;
  readonly kind: "command" | "variable" | "file";
  /** Of the value; undefined where no file says it. */
  readonly at: Location | undefined;
  /** The words of the command line that give it; none for a flag. */
  readonly option?: OptionValue;
}

/** A web server as a process starts it. */
export interface WebServer {
  readonly name: ServerName;
  readonly process: Process;
  readonly command: ServerCommand;
  /** Where the command stands and runs: in the file that says what the process is, or in a start script. */
  readonly started: StartedCommand;
  /** The values that an option is given, all that count; none where it has its default. */
  values(name: string): readonly ServerValue[];
  /** The value that counts; undefined where the option has its default. */
  value(name: string): ServerValue | undefined;
  /** The configuration file that it reads. */
  readonly configuration: string | undefined;
}

/** Where servers are looked for. */
export interface Place {
  readonly project: Project;
  readonly snapshot: Snapshot;
}

/** The web servers that processes of a name start, "web" for one; none of a script that is not understood. */
export function webServers(place: Place, processName = "web"): readonly WebServer[] {
  return processesOf(place.snapshot, place.project.deployment)
    .filter(({ name }) => name === processName)
    .flatMap((process) => serversOf(place, process));
}

/** The web servers that a process starts. */
export function serversOf(place: Place, process: Process): readonly WebServer[] {
  if (process.shell.broken) return [];
  return startedBy(place.snapshot, place.project.deployment, process).flatMap((started) => {
    const command = started.understood ? serverCommand(started.command) : undefined;
    return command === undefined ? [] : [readServer(place, started, command)];
  });
}

/** What may give values to options, the strongest first. */
export interface Layer {
  /** undefined: it says nothing about the option. */
  values(name: string): readonly ServerValue[] | undefined;
}

function readServer(place: Place, started: StartedCommand, command: ServerCommand): WebServer {
  const { process } = started;
  const table = programTable(command.server)!;
  const layers: Layer[] = [argumentsLayer(command, table, commandSource(started))];
  let configuration: string | undefined;
  switch (command.server) {
    case "gunicorn": {
      const variable = commandArguments(place, started, table);
      if (variable !== undefined) layers.push(variable);
      const file = gunicornFile(place, started, command, layers, table);
      if (file !== undefined) layers.push(file);
      configuration = file?.path;
      break;
    }
    case "uvicorn":
    case "granian":
      layers.push(variablesLayer(place, started, command, table));
      break;
    case "hypercorn":
      if (command.options.some(({ name }) => name === "--config"))
        layers.push(unknownLayer("its configuration file is not read", "its configuration file"));
      break;
    case "uwsgi": {
      layers.push(variablesLayer(place, started, command, table));
      const ini = uwsgiFile(place, started, command);
      if (ini !== undefined) layers.push(ini);
      configuration = ini?.path;
      break;
    }
  }
  const values = (name: string): readonly ServerValue[] => {
    // uWSGI adds its sources up; the others take the strongest.
    if (command.server === "uwsgi") return layers.flatMap((layer) => layer.values(name) ?? []);
    for (const layer of layers) {
      const found = layer.values(name);
      if (found !== undefined) return found;
    }
    return [];
  };
  return {
    name: command.server,
    process,
    command,
    started,
    values,
    value: (name) => values(name).at(-1),
    configuration,
  };
}

// ------------------------------------------------------------ the command line

interface Source {
  readonly source: string;
  readonly kind: "command" | "variable";
  /** Where an option of it stands. */
  readonly at: (range: Range) => Location;
  readonly expands: boolean;
}

function commandSource({ file, expandsVariables }: StartedCommand): Source {
  const name = basename(file);
  return {
    source: name === "Procfile" ? "the Procfile" : name,
    kind: "command",
    at: ({ start, end }) => ({ file, start, end }),
    expands: expandsVariables,
  };
}

function argumentsLayer(args: Arguments, table: ProgramTable, from: Source): Layer {
  const { source, kind } = from;
  return {
    values(name) {
      const option = table.byName.get(name);
      const given = args.options
        .filter((each) => each.name === name)
        .map((each): ServerValue => {
          const text = valueText(each.text, each.dynamic, from.expands);
          const at = from.at(each.range);
          const reason = text === undefined ? "it depends on variables" : undefined;
          return { text, reason, source, kind, at, option: kind === "command" ? each : undefined };
        });
      const flags = args.flags
        .filter((each) => each.name === name)
        .map(({ word }): ServerValue => ({ text: "true", source, kind, at: from.at(word) }));
      const found = [...given, ...flags];
      const last = found.slice(-1);
      if (found.length > 0) return option?.repeated ? found : last;
      if (args.complete && args.understood) return undefined;
      const reason = args.complete ? "an option is not understood" : "a variable may hold more options";
      return [{ text: undefined, reason, source, kind, at: undefined }];
    },
  };
}

/** A value with `$PORT` as the one variable; undefined if it depends on others. */
function valueText(text: string, dynamic: boolean, expands: boolean): string | undefined {
  if (!dynamic) return !expands && text.includes("$") ? undefined : text;
  const plain = text.replace(/\$\{PORT(?::?[-=?][^}]*)?\}|\$PORT\b/g, "\u0000");
  return /[$`\\"']/.test(plain) ? undefined : plain.replaceAll("\u0000", "$PORT");
}

// --------------------------------------------------------------- the variables

interface GivenVariable {
  /** undefined: it is set, and nobody knows to what. */
  readonly value: string | undefined;
  readonly source: string;
  readonly at: Location | undefined;
  readonly dynamic: boolean;
}

/** An environment variable of a process as the repository gives it; undefined if nothing does. */
export function givenVariable(
  { project, snapshot }: Place,
  { file, command }: Pick<StartedCommand, "file" | "command">,
  name: string,
): GivenVariable | undefined {
  const { appJson, herokuYml, dockerfile, target } = project.deployment;
  const assigned = command.assignments.findLast((each) => each.name === name);
  if (assigned !== undefined) {
    const { value } = assigned;
    const text = valueText(value.text, value.dynamic, true);
    const at = { file, start: value.start, end: value.end };
    return { value: text, source: name, at, dynamic: value.dynamic };
  }
  const inJson = appJson?.env.findLast((each) => each.name === name);
  if (
    inJson !== undefined &&
    (inJson.value !== undefined || inJson.required || inJson.generator !== undefined)
  ) {
    const at = { file: appJson!.path, ...(inJson.valueRange ?? inJson.nameRange) };
    return { value: inJson.value, source: `${name} in app.json`, at, dynamic: false };
  }
  const inYaml = herokuYml?.setup.config.findLast((each) => each.name === name);
  if (inYaml !== undefined) {
    const at = { file: herokuYml!.path, ...inYaml.range };
    return { value: inYaml.value, source: `${name} in heroku.yml`, at, dynamic: false };
  }
  const image = target === "container" || target === "docker" ? dockerfile : undefined;
  const docker = image && snapshot.file(image.path);
  const inImage = docker && parseDockerfile(docker).env.findLast((each) => each.name === name);
  if (inImage === undefined) return undefined;
  const value = inImage.value?.includes("$") ? undefined : inImage.value;
  const at = { file: docker!.path, ...inImage.range };
  return { value, source: `${name} in ${basename(docker!.path)}`, at, dynamic: false };
}

/** GUNICORN_CMD_ARGS; Heroku's classic buildpack sets it where nobody else does. */
function commandArguments(place: Place, started: StartedCommand, table: ProgramTable): Layer | undefined {
  const byBuildpack = place.project.deployment.target === "classic" ? "--access-logfile -" : undefined;
  const given = givenVariable(place, started, "GUNICORN_CMD_ARGS");
  if (given === undefined && byBuildpack === undefined) return undefined;
  const source = given?.source ?? "Heroku's buildpack";
  const words = shellWords(given === undefined ? byBuildpack! : (given.value ?? "'"), " \t\r\n");
  if (words === undefined) return unknownLayer(`${source} is not known`, source);
  const range = given?.at ?? { start: 0, end: 0 };
  const read = readArguments(
    table,
    words.map((text): ShellWord => ({ ...range, text, raw: text, dynamic: text.includes("$PORT") })),
  );
  const at = given?.at;
  const layer = argumentsLayer(read, table, { source, kind: "variable", at: () => at!, expands: true });
  return { values: (name) => layer.values(name)?.map((value) => ({ ...value, at })) };
}

/** Options that variables give, by the name of the server and of the option: UVICORN_PORT, GRANIAN_HOST. */
function variablesLayer(
  place: Place,
  started: StartedCommand,
  command: ServerCommand,
  table: ProgramTable,
): Layer {
  return {
    values(name) {
      const option = table.byName.get(name);
      const variable = `${command.server}_${(option?.setting ?? name).replaceAll("-", "_")}`.toUpperCase();
      const given = givenVariable(place, started, variable);
      if (given === undefined) return undefined;
      const { value: text, source, at } = given;
      return [{ text, source, kind: "variable", at, reason: `${variable} is not known` }];
    },
  };
}
