/** What the checklist view shows, as plain data: no `vscode` in here, so that all of it is tested without an editor. */
import type { Answers, ChecklistAnswer } from "../../../server/src/checklist/answers";
import { answerText, STATUS_WORDS, type Status, statusOf } from "../../../server/src/checklist/status";
import type { ChecklistItem, ChecklistProject, ChecklistSection } from "../../../server/src/protocol";

/** A row of the tree. */
export interface ChecklistNode {
  /** Unique in the tree and stable, so that VS Code keeps rows expanded and selected. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly icon?: Icon;
  readonly tooltip?: Tooltip;
  readonly checkbox?: { readonly checked: boolean; readonly tooltip: string };
  /** What a screen reader says: the label, and the state in words. */
  readonly accessibilityLabel: string;
  /** Words for the `when` clauses of the context menu: "dismissible", "answered", "linked". */
  readonly contextValue: string;
  readonly expanded?: boolean;
  readonly location?: ChecklistItem["location"];
  readonly link?: string;
  /** Set on items: what an answer to this row is stored under. */
  readonly answers?: { readonly rootUri: string; readonly itemId: string };
  readonly children: readonly ChecklistNode[];
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

const ICONS: Readonly<Record<Status, Icon>> = {
  done: { id: "pass", color: "testing.iconPassed" },
  problem: { id: "error", color: "testing.iconFailed" },
  unknown: { id: "question", color: "descriptionForeground" },
  found: { id: "search", color: "descriptionForeground" },
  open: { id: "circle-outline", color: "descriptionForeground" },
  "not-applicable": { id: "circle-slash", color: "disabledForeground" },
};

/**
 * The rows of the tree: the sections of the only project, or one row for each project.
 * @param answersOf the answers stored for a project's root
 */
export function checklistTree(
  projects: readonly ChecklistProject[],
  answersOf: (rootUri: string) => Answers,
): readonly ChecklistNode[] {
  const sectionsOf = (project: ChecklistProject) =>
    project.sections.map((section) => sectionNode(project, section, answersOf(project.rootUri)));
  if (projects.length === 1) return sectionsOf(projects[0]!);
  return projects.map((project) => {
    const description = [project.settings ?? "no settings module", blockingText(project.blocking)]
      .filter(Boolean)
      .join(", ");
    return {
      id: project.rootUri,
      label: project.name,
      description,
      icon: { id: "folder" },
      tooltip: { title: project.name, paragraphs: [productionText(project), djangoText(project)] },
      accessibilityLabel: `${project.name}, ${description}`,
      contextValue: "project",
      expanded: true,
      children: sectionsOf(project),
    };
  });
}

/** The line above the tree, or undefined where the rows of several projects say it themselves. */
export function checklistMessage(projects: readonly ChecklistProject[]): string | undefined {
  return projects.length === 1 ? productionText(projects[0]!) : undefined;
}

/** The number on the view's icon with its explanation, or undefined if nothing blocks. */
export function checklistBadge(
  projects: readonly ChecklistProject[],
): { readonly value: number; readonly tooltip: string } | undefined {
  const value = projects.reduce((sum, project) => sum + project.blocking, 0);
  return value === 0 ? undefined : { value, tooltip: blockingText(value) };
}

function productionText(project: ChecklistProject): string {
  return project.settings
    ? `Production loads ${project.settings}: ${project.settingsReason}`
    : `No production settings module: ${project.settingsReason}`;
}

function djangoText(project: ChecklistProject): string {
  return project.django
    ? `Django ${project.django}: ${project.djangoReason}`
    : `Django: ${project.djangoReason}`;
}

function blockingText(count: number): string {
  if (count === 0) return "";
  return count === 1
    ? "1 problem breaks or exposes production"
    : `${count} problems break or expose production`;
}

function sectionNode(project: ChecklistProject, section: ChecklistSection, answers: Answers): ChecklistNode {
  const statuses = section.items.map((item) => statusOf(item, answers[item.id]));
  const applicable = statuses.filter((status) => status !== "not-applicable").length;
  const done = statuses.filter((status) => status === "done").length;
  const problems = statuses.filter((status) => status === "problem").length;
  const description = `${done} of ${applicable}`;
  return {
    id: `${project.rootUri}#${section.title}`,
    label: section.title,
    description,
    accessibilityLabel: `${section.title}, ${done} of ${applicable} done${problems > 0 ? `, ${problems} with problems` : ""}`,
    contextValue: "section",
    expanded: problems > 0,
    children: section.items.map((item) => itemNode(project.rootUri, section, item, answers[item.id])),
  };
}

function itemNode(
  rootUri: string,
  section: ChecklistSection,
  item: ChecklistItem,
  answer: ChecklistAnswer | undefined,
): ChecklistNode {
  const status = statusOf(item, answer);
  const answered = answerText(item, answer);
  const words = [
    ...(status !== "not-applicable" ? ["dismissible"] : []),
    ...(answer ? ["answered"] : []),
    ...(item.link ? ["linked"] : []),
  ];
  return {
    id: `${rootUri}#${section.title}#${item.id}`,
    label: item.title,
    description: answered ?? (status === "done" ? "" : item.detail),
    // A row with a checkbox shows its state there; the icon would say it twice.
    icon: item.kind === "automatic" || status === "not-applicable" ? ICONS[status] : undefined,
    tooltip: {
      title: item.title,
      paragraphs: [item.why, item.detail, ...(answered ? [answered] : [])].filter(Boolean),
      ...(item.link ? { link: item.link } : {}),
    },
    checkbox:
      item.kind === "automatic" || status === "not-applicable"
        ? undefined
        : { checked: status === "done", tooltip: status === "done" ? "Done" : "Not done yet" },
    accessibilityLabel: [item.title, STATUS_WORDS[status], answered ?? item.detail]
      .filter(Boolean)
      .join(", "),
    contextValue: words.join(" "),
    location: item.location,
    link: item.link,
    answers: { rootUri, itemId: item.id },
    children: [],
  };
}
