/** What the words of a command mean, in words. */
import { parseAppJson } from "../../files/appJson";
import { programTable } from "../../project/programs";
import { readArguments } from "../../project/programs/arguments";
import { type WebServer, webServers } from "../../project/serverOptions";
import { startedCommands } from "../../project/startScripts";
import type { ProjectReport } from "../../report";
import type { Snapshot } from "../../snapshot";
import type { ShellCommand, ShellScript } from "../../syntax/shell";
import type { Range } from "../../syntax/text";
import { managementCommands } from "../deployed";
import type { HoverText } from "../features";
import { DYNO_SIZES } from "../platform";
import { variableText } from "../variables/known";
import type { CommandText } from "./complete";
import { optionText, programText } from "./describe";
import { variablesIn } from "./place";
import { type Meaning, meaningfulWords } from "./words";

export function commandHover(text: CommandText, script: ShellScript, offset: number): HoverText | undefined {
  const { document, range, snapshot, report } = text;
  const holds = (place: { start: number; end: number }) => place.start <= offset && offset <= place.end;
  const variable = variablesIn(document.text.slice(range.start, range.end), range.start).find((found) =>
    holds(found.range),
  );
  if (variable !== undefined) {
    const found = variableText(snapshot, report, variable.name);
    return found === undefined ? undefined : { text: found, range: variable.range };
  }
  // The narrowest word: a module inside a word, an option inside `--option=value`.
  const words = meaningfulWords(script)
    .filter((word) => holds(word.range))
    .sort((a, b) => a.range.end - a.range.start - (b.range.end - b.range.start));
  for (const word of words) {
    const found = textOf(text, word.meaning, word.range);
    if (found !== undefined) return { text: found, range: word.range };
  }
  return undefined;
}

function textOf(text: CommandText, meaning: Meaning, range: Range): string | undefined {
  const { snapshot, report } = text;
  switch (meaning.kind) {
    case "program": {
      const known = programText(meaning.name);
      const workers = meaning.name === "gunicorn" ? workersText(text, meaning.command) : undefined;
      return known === undefined || workers === undefined ? known : `${workers}\n\n${known}`;
    }
    case "option":
      return optionText(meaning.option);
    case "value":
      return undefined;
    case "application":
    case "attribute": {
      const { module, attribute } = meaning.application;
      const kind = /(?:^|\.)asgi$/.test(module) ? "ASGI" : /(?:^|\.)wsgi$/.test(module) ? "WSGI" : "web";
      const settings = report?.project.settings.module?.name;
      const lines = [
        `The ${kind} application \`${attribute ?? "application"}\` in the module \`${module}\`.`,
      ];
      if (settings !== undefined)
        lines.push(`Production's settings: \`${settings}\` (${report!.project.settings.reason}).`);
      return lines.join("\n\n");
    }
    case "manage.py":
      return "Runs a management command of Django.";
    case "management command":
      return (
        report && managementCommands(snapshot, report).find(({ name }) => name === meaning.name)?.description
      );
    case "settings":
      return "The settings module that Django loads.";
    case "assignment":
      return variableText(snapshot, report, meaning.name);
    case "script":
      return report && scriptText(text, report, range);
  }
}

/** More commands than these are no hover any more. */
const MAX_COMMANDS = 8;

/** What a script of the repository runs; undefined where it is not followed. */
function scriptText(
  { document, snapshot }: CommandText,
  { project }: ProjectReport,
  range: Range,
): string | undefined {
  const started = startedCommands(snapshot, project.deployment).filter(({ calls: [call] }) => {
    return (
      call !== undefined && call.file === document.path && call.start < range.end && range.start < call.end
    );
  });
  if (started.length === 0) return undefined;
  const lines = started.map(
    ({ file, command: { start, end } }) => snapshot.file(file)?.text.slice(start, end) ?? "",
  );
  const shown = lines.slice(0, MAX_COMMANDS);
  if (lines.length > MAX_COMMANDS) shown.push("...");
  return `Runs:\n\n\`\`\`shellscript\n${shown.join("\n")}\n\`\`\``;
}

/** How many worker processes gunicorn starts; undefined where that depends on what nobody knows. */
function workersText(text: CommandText, command: ShellCommand): string | undefined {
  const { report, snapshot, process } = text;
  const { options, complete } = readArguments(programTable("gunicorn")!, command.args);
  if (report === undefined || !report.project.deployment.heroku || !complete) return undefined;
  if (options.some(({ name }) => name === "--workers")) return undefined;
  const { deployment } = report.project;
  const server = webServer(report, snapshot, process, command);
  const configured = server?.value("--workers");
  if (configured !== undefined) {
    const { text: number, source, reason } = configured;
    return number === undefined
      ? `Workers: ${source} decides. ${reason ?? ""}`.trim()
      : `Workers: ${number}, set in ${source}.`;
  }
  const given = command.assignments.find(({ name }) => name === "WEB_CONCURRENCY");
  if (given !== undefined) return `Workers: WEB_CONCURRENCY, which this command sets to ${given.value.text}.`;
  const manifest = deployment.appJson && snapshot.file(deployment.appJson.path);
  const variable = manifest && parseAppJson(manifest).env.find(({ name }) => name === "WEB_CONCURRENCY");
  if (variable?.value !== undefined)
    return `Workers: WEB_CONCURRENCY, to which app.json gives new apps the value ${variable.value}.`;
  if (deployment.target !== "classic") {
    return `Workers: 1, as nothing on this kind of app sets WEB_CONCURRENCY; a config var of that name changes it.`;
  }
  const size =
    manifest && process !== undefined ? sizeOf(parseAppJson(manifest).formation, process) : undefined;
  const known = DYNO_SIZES.find(({ name }) => name === size?.toLowerCase());
  if (known !== undefined) {
    return `Workers: ${known.concurrency} on the ${known.name} dynos that app.json asks for. The Python buildpack sets WEB_CONCURRENCY from the dyno's memory and processors; a config var of that name changes it.`;
  }
  const rows = DYNO_SIZES.map(({ name, memory, concurrency }) => `| ${name} | ${memory} | ${concurrency} |`);
  return [
    `Workers: as many as WEB_CONCURRENCY says, which the Python buildpack sets from the size of the dyno. A config var of that name changes it.`,
    ["| dyno | memory | workers |", "| --- | --- | --- |", ...rows].join("\n"),
  ].join("\n\n");
}

/** What is known of the server that a command starts; undefined if it is no process's. */
function webServer(
  { project }: ProjectReport,
  snapshot: Snapshot,
  process: string | undefined,
  { start }: ShellCommand,
): WebServer | undefined {
  if (process === undefined) return undefined;
  return webServers({ project, snapshot }, process).find(({ command }) => command.command.start === start);
}

/** The size that app.json gives a process. */
function sizeOf(
  formation: readonly { readonly process: string; readonly size: unknown }[],
  process: string,
): string | undefined {
  const size = formation.find((each) => each.process === process)?.size;
  if (typeof size === "string") return size;
  return typeof size === "object" && size !== null && "value" in size ? String(size.value) : undefined;
}
