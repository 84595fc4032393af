/** What the checklist view shows, as plain data: no `vscode` in here, so that all of it is tested without an editor. */
import type { Answers, ChecklistAnswer } from "../../../server/src/checklist/answers";
import {
  answerText,
  isSettled,
  STATUS_WORDS,
  type Status,
  statusOf,
  tickable,
} from "../../../server/src/checklist/status";
import type { ChecklistItem, ChecklistProject, ChecklistSection } from "../../../server/src/protocol";
import { listed } from "../../../server/src/wording";

/** A row of the tree. */
export interface Row {
  /** Unique in the tree and stable, so that VS Code keeps rows expanded and selected. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly icon?: Icon;
  readonly tooltip?: Tooltip;
  readonly checkbox?: { readonly checked: boolean; readonly tooltip: string };
  /** What a screen reader says: the label, and the state in words. */
  readonly accessibilityLabel: string;
  /** Words for the `when` clauses of the menus: "item", "dismissible", "tickable", "answered", "noted", "linked", "fixable". */
  readonly contextValue: string;
  readonly expanded?: boolean;
  /** Set on items. */
  readonly entry?: Entry;
  readonly children: readonly Row[];
}

/** An item with all that is known about it. */
export interface Entry {
  readonly project: ChecklistProject;
  readonly section: string;
  readonly item: ChecklistItem;
  readonly answer: ChecklistAnswer | undefined;
  readonly status: Status;
}

/** A product icon of VS Code and the theme colour that it has. */
export interface Icon {
  readonly id: string;
  readonly color?: string;
}

export interface Tooltip {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly link?: string;
}

/** Which items the tree shows. open: all on which something is left to do, the problems among them. */
export type Filter = "all" | "open" | "problems";

/** Each has a shape of its own: colours only help. */
const ICONS: Readonly<Record<Status | "blocking", Icon>> = {
  done: { id: "pass", color: "testing.iconPassed" },
  blocking: { id: "error", color: "testing.iconFailed" },
  problem: { id: "warning", color: "list.warningForeground" },
  unknown: { id: "question", color: "descriptionForeground" },
  found: { id: "search", color: "charts.blue" },
  open: { id: "circle-large-outline", color: "descriptionForeground" },
  "not-applicable": { id: "circle-slash", color: "disabledForeground" },
};

/**
 * The rows of the tree: the sections of the only project, or one row for each project.
 * @param answersOf the answers stored for a project's root
 */
export function checklistRows(
  projects: readonly ChecklistProject[],
  answersOf: (rootUri: string) => Answers,
  filter: Filter = "all",
): readonly Row[] {
  const rowsOf = (project: ChecklistProject) => {
    const answers = answersOf(project.rootUri);
    const sections = project.sections.flatMap((section) =>
      sectionRow(project, section.title, entriesOf(project, section, answers), filter),
    );
    return filter === "all"
      ? [...sections, ...othersRow(project, projectEntries(project, answers))]
      : sections;
  };
  if (projects.length === 1) return rowsOf(projects[0]!);
  return projects.map((project) =>
    projectRow(project, projectEntries(project, answersOf(project.rootUri)), rowsOf(project)),
  );
}

/** All items of a project, in the order of the view. */
export function projectEntries(project: ChecklistProject, answers: Answers): readonly Entry[] {
  return project.sections.flatMap((section) => entriesOf(project, section, answers));
}

function entriesOf(project: ChecklistProject, section: ChecklistSection, answers: Answers): readonly Entry[] {
  return section.items.map((item) => {
    const answer = answers[item.id];
    return { project, section: section.title, item, answer, status: statusOf(item, answer) };
  });
}

/** "9 of 14": how many are done of those that are for this project. */
export function progress(entries: readonly Entry[]): string {
  const done = entries.filter(({ status }) => status === "done").length;
  return `${done} of ${entries.filter(({ status }) => status !== "not-applicable").length}`;
}

/** The icon of an item's state. */
export function iconOf({ status, item }: Entry): Icon {
  return ICONS[status === "problem" && item.blocking ? "blocking" : status];
}

/** The state of an item in words, without what anybody said about it. */
export function stateWords({ status, item }: Entry): string {
  return status === "problem" && item.blocking
    ? "problem that breaks or exposes production"
    : STATUS_WORDS[status];
}

/** What is said of an item in one line: where it was found, why its state is what it is, and what a person noted. */
export function summaryOf({ project, item, answer, status }: Entry): string {
  const answered = answerText(item, answer);
  if (answered !== undefined && status === answer?.state) return answered;
  const place = status === "found" && item.location ? `${placeOf(project, item.location)}: ` : "";
  // Of every item for people it says the same.
  const silent = status === "done" || item.kind === "manual";
  const detail = silent ? "" : `${place}${item.detail}`;
  return [detail, answered].filter(Boolean).join(" ");
}

/** "mysite/settings.py:12", below the project's root if it is there. */
function placeOf(project: ChecklistProject, { uri, range }: NonNullable<ChecklistItem["location"]>): string {
  const root = `${project.rootUri}/`;
  const path = uri.startsWith(root) ? uri.slice(root.length) : uri.slice(uri.lastIndexOf("/") + 1);
  return `${decodeURIComponent(path)}:${range.start.line + 1}`;
}

/** "3 problems break or expose production"; nothing for none. */
export function blockingText(count: number): string {
  if (count === 0) return "";
  return count === 1
    ? "1 problem breaks or exposes production"
    : `${count} problems break or expose production`;
}

/** Why production gets the settings that it gets. */
export function productionText(project: ChecklistProject): string {
  return project.settings
    ? `Production loads ${project.settings}: ${project.settingsReason}`
    : `No production settings module: ${project.settingsReason}`;
}

function djangoText(project: ChecklistProject): string {
  return project.django
    ? `Django ${project.django}: ${project.djangoReason}`
    : `Django: ${project.djangoReason}`;
}

function projectRow(project: ChecklistProject, entries: readonly Entry[], children: readonly Row[]): Row {
  const settings = project.settings ?? "no settings module";
  const counted = progress(entries);
  const blocking = blockingText(project.blocking);
  return {
    id: project.rootUri,
    label: project.name,
    description: [counted, ...(blocking ? [`${project.blocking} blocking`] : []), settings].join(", "),
    icon: { id: "folder" },
    tooltip: {
      title: project.name,
      paragraphs: [...(blocking ? [`${blocking}.`] : []), productionText(project), djangoText(project)],
    },
    accessibilityLabel: [project.name, `${counted} done`, blocking, settings].filter(Boolean).join(", "),
    contextValue: "project",
    expanded: true,
    children,
  };
}

/** The row of a section, or none if nothing of it is shown. */
function sectionRow(
  project: ChecklistProject,
  title: string,
  entries: readonly Entry[],
  filter: Filter,
): Row[] {
  const id = `${project.rootUri}#${title}`;
  const shown = entries.filter((entry) => !isForOthers(entry) && passes(entry, filter));
  if (shown.length === 0) return [];
  const problems = entries.filter(({ status }) => status === "problem").length;
  // People may have put all of it aside.
  const applies = entries.some(({ status }) => status !== "not-applicable");
  const counted = applies ? progress(entries) : "not applicable";
  const withProblems = problems === 0 ? "" : problems === 1 ? "1 problem" : `${problems} problems`;
  return [
    {
      id,
      label: title,
      description: [counted, withProblems].filter(Boolean).join(", "),
      accessibilityLabel: [title, applies ? `${counted} done` : counted, withProblems]
        .filter(Boolean)
        .join(", "),
      contextValue: "section",
      expanded: problems > 0,
      children: shown.map((entry) => itemRow(id, entry)),
    },
  ];
}

/**
 * One closed row at the end for the items that are not meant for a project like this one. What a person put aside is not
 * among them: it stays where that person will look for it.
 */
function othersRow({ rootUri }: ChecklistProject, all: readonly Entry[]): Row[] {
  const entries = all.filter(isForOthers);
  if (entries.length === 0) return [];
  const id = `${rootUri}#`;
  const label = "Not for this project";
  const description = entries.length === 1 ? "1 item" : `${entries.length} items`;
  return [
    {
      id,
      label,
      description,
      accessibilityLabel: `${label}, ${description}`,
      contextValue: "others",
      expanded: false,
      children: entries.map((entry) => itemRow(id, entry)),
    },
  ];
}

function isForOthers({ item, answer }: Entry): boolean {
  return item.state === "not-applicable" && answer?.state !== "not-applicable";
}

function passes({ status }: Entry, filter: Filter): boolean {
  if (filter === "problems") return status === "problem";
  return filter === "all" || !isSettled(status);
}

function itemRow(parent: string, entry: Entry): Row {
  const { item, status, answer } = entry;
  const summary = summaryOf(entry);
  const box = tickable(item) && status !== "not-applicable";
  return {
    id: `${parent}#${item.id}`,
    label: item.title,
    description: summary,
    // A ticked or open box says it already.
    icon: box && (status === "done" || status === "open") ? undefined : iconOf(entry),
    tooltip: {
      title: item.title,
      paragraphs: [
        capitalized(`${stateWords(entry)}.`),
        item.why,
        ...new Set([item.detail, answerText(item, answer) ?? ""]),
      ].filter(Boolean),
      ...(item.link ? { link: item.link } : {}),
    },
    checkbox: box ? { checked: status === "done", tooltip: boxTooltip(status) } : undefined,
    accessibilityLabel: [item.title, stateWords(entry), summary || item.detail].filter(Boolean).join(", "),
    contextValue: menuWords(entry, box).join(" "),
    entry,
    children: [],
  };
}

function menuWords({ item, status, answer }: Entry, box: boolean): string[] {
  return [
    "item",
    ...(status === "not-applicable" ? [] : ["dismissible"]),
    ...(box && status !== "done" ? ["tickable"] : []),
    ...(answer?.state === undefined ? [] : ["answered"]),
    ...(answer?.note ? ["noted"] : []),
    ...(item.link ? ["linked"] : []),
    ...((status === "problem" || status === "open") && item.fixable ? ["fixable"] : []),
  ];
}

function boxTooltip(status: Status): string {
  if (status === "done") return "Done";
  return status === "found" ? "Found in the files: confirm that it is done" : "Not done yet";
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * The line above the tree: how far the only project is and what production loads, or what the filter leaves. Undefined where
 * the rows of several projects say it themselves.
 */
export function checklistMessage(
  projects: readonly ChecklistProject[],
  entries: readonly Entry[],
  filter: Filter,
): string | undefined {
  if (filter !== "all") return `${FILTER_WORDS[filter]} ${progress(entries)} are done.`;
  return projects.length === 1 ? `${progress(entries)} done. ${productionText(projects[0]!)}` : undefined;
}

const FILTER_WORDS = {
  open: "Only open items are shown.",
  problems: "Only problems are shown.",
} as const;

/** The number on the view's icon with its explanation, or undefined if nothing blocks. */
export function checklistBadge(
  projects: readonly ChecklistProject[],
): { readonly value: number; readonly tooltip: string } | undefined {
  const value = projects.reduce((sum, project) => sum + project.blocking, 0);
  return value === 0 ? undefined : { value, tooltip: blockingText(value) };
}

/** The entry in the status bar, or undefined where there is no Django project. */
export interface StatusBarEntry {
  readonly text: string;
  /** One line for each project with problems. */
  readonly tooltip: readonly string[];
  /** What a screen reader says. */
  readonly accessibilityLabel: string;
  readonly warns: boolean;
}

export function statusBarEntry(projects: readonly ChecklistProject[]): StatusBarEntry | undefined {
  if (projects.length === 0) return undefined;
  const count = projects.reduce((sum, project) => sum + project.blocking, 0);
  const named = projects.filter(({ blocking }) => blocking > 0).map(({ name }) => name);
  const summary = blockingText(count) || "Nothing that the files show breaks or exposes production";
  const where = projects.length > 1 && named.length > 0 ? ` in ${listed(named)}` : "";
  return {
    text: `$(checklist) ${count}`,
    tooltip:
      projects.length > 1 && named.length > 0
        ? projects.map(({ name, blocking }) => `${name}: ${blockingText(blocking) || "nothing"}`)
        : [`${summary}.`],
    accessibilityLabel: `Django Preflight: ${summary}${where}`,
    warns: count > 0,
  };
}
