/** The launch report for terminals. */
import {
  applicable,
  type LaunchReport,
  type ReportedItem,
  type ReportedProject,
  type ReportedSection,
  unsettled,
} from "../checklist/report/launchReport";
import { barOf, doneText, factsOf, leftText, STATUS_TITLES } from "../checklist/report/words";
import type { Status } from "../checklist/status";
import type { Severity } from "../rules/rule";
import type { Painter } from "./colours";

const PAINT: Readonly<Partial<Record<Status, Severity>>> = {
  problem: "error",
  unknown: "warning",
  found: "warning",
  "not-applicable": "hint",
};

const BAR: Readonly<Record<Status, string>> = {
  done: "#",
  problem: "!",
  unknown: "?",
  found: "?",
  open: ".",
  "not-applicable": "",
};

/** Where the text of an item starts: behind the longest status. */
const COLUMN = Math.max(...Object.values(STATUS_TITLES).map(({ length }) => length)) + 4;

export function launchReportText({ projects }: LaunchReport, paint: Painter): string {
  return projects.map((project) => projectText(project, paint)).join("\n\n\n");
}

function projectText(project: ReportedProject, paint: Painter): string {
  const width = Math.max(0, ...project.sections.map(({ title }) => title.length));
  const facts = factsOf(project);
  const column = Math.max(...facts.map(([name]) => name.length));
  const head = [
    `${oneLine(project.name)}: ${countText(project)}`,
    ...facts.map(([name, value]) => `  ${name.padEnd(column)}  ${oneLine(value)}`),
    ...(project.doesNotStart === undefined
      ? []
      : [`  ${paint("error", "Django does not start")}: ${oneLine(project.doesNotStart)}`]),
    ...(project.answersProblem === undefined
      ? []
      : [`  ${paint("warning", oneLine(project.answersProblem))}`]),
  ];
  return [...head, ...project.sections.map((section) => sectionText(section, width, paint))].join("\n");
}

function sectionText(section: ReportedSection, width: number, paint: Painter): string {
  const bar = barOf(section.count, 10)
    .map(({ status, parts }) => BAR[status].repeat(parts))
    .join("");
  const head = `${section.title.padEnd(width)}  [${bar.padEnd(10)}]  ${countText(section)}`;
  return ["", head, ...section.items.flatMap((item) => itemText(item, paint))].join("\n");
}

function countText({ count }: Pick<ReportedSection, "count">): string {
  if (applicable(count) === 0) return "not applicable";
  return unsettled(count) === 0 ? doneText(count) : `${doneText(count)} (${leftText(count)})`;
}

function itemText({ status, title, evidence, place, said }: ReportedItem, paint: Painter): string[] {
  const word = STATUS_TITLES[status];
  const painted = PAINT[status] === undefined ? word : paint(PAINT[status], word);
  const gap = " ".repeat(COLUMN - 2 - word.length);
  // What is done by the files needs no more words; why something does not apply, people may doubt.
  const details = [
    ...(evidence === undefined || status === "done" ? [] : [placed(evidence, place)]),
    ...(said === undefined ? [] : [said]),
  ];
  return [`  ${painted}${gap}${title}`, ...details.map((line) => " ".repeat(COLUMN) + oneLine(line))];
}

/** "mysite/urls.py:3: The admin is ..."; a sentence that begins with the file's name goes on after the place. */
function placed(evidence: string, place: ReportedItem["place"]): string {
  if (place === undefined) return evidence;
  const [first = ""] = evidence.split(" ", 1);
  const where = `${place.file}:${place.line}`;
  return place.file === first || place.file.endsWith(`/${first}`)
    ? `${where}${evidence.slice(first.length)}`
    : `${where}: ${evidence}`;
}

/** What came from files must not move the cursor of a terminal. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken away
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
}
