/**
 * The launch report as a page of its own: no script, nothing from the network, readable on a phone, on paper and in the
 * dark.
 */
import type { Status } from "../status";
import { STYLE } from "./htmlStyle";
import {
  applicable,
  type Count,
  type LaunchReport,
  obstacles,
  type ReportedItem,
  type ReportedProject,
  type ReportedSection,
  STATUS_ORDER,
  unsettled,
} from "./launchReport";
import { barOf, doneText, factsOf, leftText, STATUS_TITLES } from "./words";

/** Shapes that tell the statuses apart without their colours. */
const MARKS: Readonly<Record<Status, string>> = {
  problem: "✕",
  unknown: "?",
  found: "◎",
  open: "○",
  done: "✓",
  "not-applicable": "–",
};

export function launchReportHtml({ date, toolVersion, projects }: LaunchReport): string {
  const [only] = projects.length === 1 ? projects : [];
  const title = only === undefined ? "Launch report" : `Launch report: ${only.name}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Django Preflight ${escapeHtml(toolVersion)}">
<title>${escapeHtml(title)}</title>
<style>
${STYLE}</style>
</head>
<body>
<header>
<p class="kind">Launch report, <time datetime="${escapeHtml(date)}">${escapeHtml(date)}</time></p>
<h1>${only === undefined ? `${projects.length} Django projects` : bdi(only.name)}</h1>
</header>
<main>
${projects.map((project, n) => projectHtml(project, `p${n + 1}`, only === undefined)).join("\n")}
</main>
<footer>
<p>Made by Django Preflight ${escapeHtml(toolVersion)}. What the files decide is read from the files, without running the project; what people decide is in <code>.preflight/checklist.json</code>.</p>
</footer>
</body>
</html>
`;
}

function projectHtml(project: ReportedProject, id: string, named: boolean): string {
  const problems = obstacles(project);
  const sections = project.sections.map((section, n) => ({ section, id: `${id}-s${n + 1}` }));
  return [
    `<article aria-labelledby="${id}">`,
    `<h2 id="${id}"${named ? "" : ' class="unseen"'}>${named ? bdi(project.name) : "Summary"}</h2>`,
    headHtml(project),
    `<h3>Progress by section</h3>`,
    `<table class="progress" role="table">`,
    `<thead class="unseen" role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Section</th><th scope="col" role="columnheader">Done</th><th scope="col" role="columnheader">Picture</th><th scope="col" role="columnheader">Left</th></tr></thead>`,
    `<tbody role="rowgroup">`,
    ...sections.map(({ section, id }) => progressRow(section, id)),
    `</tbody></table>`,
    ...(problems.length === 0 ? [] : [`<h3>What stands in the way</h3>`, listHtml(problems)]),
    ...sections.map(({ section, id }) => sectionHtml(section, id)),
    "</article>",
  ].join("\n");
}

function headHtml(project: ReportedProject): string {
  const { count } = project;
  const verdict =
    project.doesNotStart !== undefined
      ? "Not ready: Django does not start"
      : count.problem > 0
        ? `Not ready: ${count.problem} ${count.problem === 1 ? "item has a problem" : "items have problems"}`
        : unsettled(count) > 0
          ? `No problems, ${unsettled(count)} ${unsettled(count) === 1 ? "item" : "items"} left`
          : "Everything is settled";
  const tone =
    count.problem > 0 || project.doesNotStart !== undefined
      ? "problem"
      : unsettled(count) > 0
        ? "open"
        : "done";
  return [
    `<p class="verdict ${tone}">${escapeHtml(verdict)}</p>`,
    ...(project.doesNotStart === undefined ? [] : [`<p class="warning">${bdi(project.doesNotStart)}</p>`]),
    ...(project.answersProblem === undefined
      ? []
      : [`<p class="warning">${bdi(project.answersProblem)}</p>`]),
    `<p class="total"><strong>${count.done}</strong> of ${applicable(count)} done</p>`,
    barSvg(count, "whole"),
    `<ul class="legend">${STATUS_ORDER.filter((status) => count[status] > 0)
      .map((status) => `<li>${badge(status)} ${count[status]}</li>`)
      .join("")}</ul>`,
    `<dl>${factsOf(project)
      .map(([name, value]) => `<div><dt>${name}</dt><dd>${bdi(value)}</dd></div>`)
      .join("")}</dl>`,
  ].join("\n");
}

function progressRow({ title, count }: ReportedSection, id: string): string {
  return [
    `<tr role="row"><th scope="row" role="rowheader"><a href="#${id}">${escapeHtml(title)}</a></th>`,
    `<td class="done" role="cell">${applicable(count) === 0 ? "–" : `${count.done} of ${applicable(count)}`}</td>`,
    `<td class="bar" role="cell">${barSvg(count, "row")}</td>`,
    `<td class="left" role="cell">${applicable(count) === 0 ? "Not applicable" : leftText(count)}</td></tr>`,
  ].join("");
}

/** The parts of a count, drawn side by side: stretched to any width, without text. */
function barSvg(count: Count, size: "whole" | "row"): string {
  const left = leftText(count);
  const label = `${doneText(count)}${left === "" ? "" : `, ${left}`}`;
  let x = 0;
  const parts = barOf(count, 1000).map(({ status, parts }) => {
    const rect = `<rect class="${status}" x="${x}" width="${parts}" height="10"/>`;
    x += parts;
    return rect;
  });
  return `<svg class="${size}" role="img" aria-label="${escapeHtml(label)}" viewBox="0 0 1000 10" preserveAspectRatio="none"><rect class="none" width="1000" height="10"/>${parts.join("")}</svg>`;
}

function sectionHtml({ title, count, items }: ReportedSection, id: string): string {
  const left = leftText(count);
  return [
    `<section aria-labelledby="${id}">`,
    `<h3 id="${id}">${escapeHtml(title)} <small>${applicable(count) === 0 ? "not applicable" : doneText(count)}${left === "" ? "" : `: ${left}`}</small></h3>`,
    listHtml(items.map((item) => [item])),
    "</section>",
  ].join("\n");
}

/** Entries of one item each, or of several that the same place causes. */
function listHtml(entries: readonly (readonly ReportedItem[])[]): string {
  return `<ul class="items">\n${entries.map(entryHtml).join("\n")}\n</ul>`;
}

function entryHtml(items: readonly ReportedItem[]): string {
  const { status, kind, why, evidence, place } = items[0]!;
  const settled = status === "done" || status === "not-applicable";
  const where = place === undefined ? "" : ` <code>${escapeHtml(`${place.file}:${place.line}`)}</code>`;
  return [
    `<li class="${status}">${badge(status)}<div>`,
    ...items.map(
      ({ title, link }) =>
        `<p class="title">${escapeHtml(title)} <a href="${escapeHtml(link)}" aria-label="Documentation: ${escapeHtml(title)}">docs</a></p>`,
    ),
    ...(evidence === undefined ? [] : [`<p>${withCode(bdi(evidence))}${where}</p>`]),
    ...(settled || (evidence !== undefined && kind !== "manual") ? [] : [`<p>${escapeHtml(why)}</p>`]),
    ...items.flatMap(({ said }) => (said === undefined ? [] : [`<p class="said">${bdi(said)}</p>`])),
    "</div></li>",
  ].join("");
}

function badge(status: Status): string {
  return `<span class="badge ${status}"><span aria-hidden="true">${MARKS[status]}</span> ${STATUS_TITLES[status]}</span>`;
}

/** Words of files and people: their direction is their own. */
function bdi(text: string): string {
  return `<bdi>${escapeHtml(text)}</bdi>`;
}

/** Commands are in backticks. */
function withCode(html: string): string {
  return html.replace(/`([^`<]+)`/g, "<code>$1</code>");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for an element or an attribute in quotes. Control characters, which HTML does not allow, become spaces. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!).replace(/\p{Cc}/gu, " ");
}
