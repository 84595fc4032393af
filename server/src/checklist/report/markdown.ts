/** The launch report as Markdown, the way GitHub and GitLab render it. */
import type { Status } from "../status";
import {
  applicable,
  type LaunchReport,
  obstacles,
  type ReportedItem,
  type ReportedProject,
  type ReportedSection,
} from "./launchReport";
import { barOf, doneText, factsOf, leftText, STATUS_TITLES } from "./words";

const SQUARES: Readonly<Record<Status, string>> = {
  done: "🟩",
  problem: "🟥",
  unknown: "🟧",
  found: "🟨",
  open: "⬜",
  "not-applicable": "",
};

const MARKS: Readonly<Record<Status, string>> = {
  done: "✅",
  problem: "❌",
  unknown: "❔",
  found: "🔎",
  open: "⬜",
  "not-applicable": "➖",
};

/** How many squares a bar has. */
const WIDTH = 10;

export function launchReportMarkdown({ date, toolVersion, projects }: LaunchReport): string {
  const [only] = projects.length === 1 ? projects : [];
  return `${[
    `# Launch report${only === undefined ? "" : `: ${escapeMarkdown(only.name)}`}`,
    ...projects.flatMap((project) => projectBlocks(project, only === undefined)),
    "---",
    `Made by Django Preflight ${toolVersion} on ${date}. What the files decide is read from the files; what people decide is in \`.preflight/checklist.json\`.`,
  ].join("\n\n")}\n`;
}

function projectBlocks(project: ReportedProject, named: boolean): string[] {
  const left = leftText(project.count);
  const problems = obstacles(project);
  return [
    ...(named ? [`## ${escapeMarkdown(project.name)}`] : []),
    `**${doneText(project.count)}**${left === "" ? "." : `: ${left}.`}`,
    ...(project.doesNotStart === undefined
      ? []
      : [`> **Django does not start**: ${escapeMarkdown(project.doesNotStart)}`]),
    ...(project.answersProblem === undefined
      ? []
      : [`> **Note**: ${escapeMarkdown(project.answersProblem)}`]),
    factsOf(project)
      .map(([name, value]) => `- ${name}: ${escapeMarkdown(value)}`)
      .join("\n"),
    "### Progress",
    progressTable(project),
    ...(problems.length === 0 ? [] : ["### What stands in the way", problems.map(task).join("\n")]),
    ...project.sections.flatMap(sectionBlocks),
  ];
}

function progressTable({ sections }: ReportedProject): string {
  const rows = sections.map(({ title, count }) => {
    if (applicable(count) === 0) return `| ${escapeMarkdown(title)} | | not applicable | |`;
    const bar = barOf(count, WIDTH)
      .map(({ status, parts }) => SQUARES[status].repeat(parts))
      .join("");
    return `| ${escapeMarkdown(title)} | ${bar} | ${count.done} of ${applicable(count)} | ${leftText(count)} |`;
  });
  return ["| Section | | Done | Left |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function sectionBlocks({ title, items, count }: ReportedSection): string[] {
  const rows = items.map(
    (item) =>
      `| ${MARKS[item.status]} ${STATUS_TITLES[item.status].replaceAll(" ", "&nbsp;")} | ${linked(item)} | ${remarks(item).join("<br>")} |`,
  );
  const heading = `### ${escapeMarkdown(title)} (${applicable(count) === 0 ? "not applicable" : doneText(count)})`;
  return [heading, ["| Status | Item | |", "| --- | --- | --- |", ...rows].join("\n")];
}

/** A task for what one place causes. */
function task(items: readonly ReportedItem[]): string {
  const [first] = items;
  const said = items.flatMap((item) => (item.said === undefined ? [] : [emphasized(item.said)]));
  const titles = items.map((item) => `**${linked(item)}**`).join(", ");
  return [`- [ ] ${titles}`, ...remarks({ ...first!, said: undefined }), ...said].join("<br>");
}

function linked({ title, link }: ReportedItem): string {
  return `[${escapeMarkdown(title)}](${link})`;
}

function remarks({ status, kind, evidence, place, said, why }: ReportedItem): string[] {
  const where = place === undefined ? "" : ` (${escapeMarkdown(`${place.file}:${place.line}`)})`;
  return [
    ...(evidence === undefined ? [] : [`${escapeMarkdown(evidence)}${where}`]),
    ...(kind === "manual" && status === "open" ? [escapeMarkdown(why)] : []),
    ...(said === undefined ? [] : [emphasized(said)]),
  ];
}

function emphasized(text: string): string {
  return `*${escapeMarkdown(text)}*`;
}

/**
 * A text from files or people, for the middle of a line: nothing in it is Markdown, HTML, mathematics or the end of a
 * table's cell. Characters that mean nothing in the middle of a line stay, so that the source is read easily too.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*[\]<>|~$]/g, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/&(?=#?\w+;)/g, "&amp;")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
}
