/** The strings of a project that name modules, classes and functions: where they lead, and what is there. */
import { CONTRIB_APPS } from "../../django/contrib";
import { middlewareSince } from "../../django/middleware";
import { dirname } from "../../paths";
import { SETTINGS_VARIABLE, settingsDefaults } from "../../project/modules";
import { isInside } from "../../project/tree";
import type { ProjectReport } from "../../report";
import type { Range } from "../../syntax/text";
import type { Cursor, HoverText, Target } from "../features";
import { placeAt } from "./cursor";
import { type Place, placeOf } from "./dotted";
import { ownPaths } from "./ownCode";
import { distributionOf } from "./packages";
import { codebaseOf, isDependency, projectOf } from "./project";
import { type Slots, slotOf } from "./values";

/** A string that names something. */
interface Reference {
  readonly path: string;
  readonly range: Range;
  readonly report: ProjectReport;
  /** What is known of the place where it stands. */
  readonly slot: Slots | undefined;
  /** True for the name of the settings module in manage.py and the like. */
  readonly settingsModule: boolean;
}

export function definition(cursor: Cursor): readonly Target[] {
  const reference = referenceAt(cursor);
  const place = reference && resolve(reference, cursor);
  return place === undefined ? [] : [{ origin: reference!.range, target: place.at }];
}

/** Hover on a dotted path: what it is and where. */
export function hoverPath(cursor: Cursor): HoverText | undefined {
  const reference = referenceAt(cursor);
  if (reference === undefined) return undefined;
  const text = reference.settingsModule ? aboutSettings(reference, cursor) : aboutPath(reference, cursor);
  return text === undefined ? undefined : { text, range: reference.range };
}

function referenceAt(cursor: Cursor): Reference | undefined {
  return settingsModuleAt(cursor) ?? pathAt(cursor);
}

/** `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")`, in any module. */
function settingsModuleAt({ document, offset, projects }: Cursor): Reference | undefined {
  if (!document.text.includes(SETTINGS_VARIABLE)) return undefined;
  const found = settingsDefaults(document).find(({ at }) => at.start <= offset && offset <= at.end);
  const report = projects
    .filter(({ project }) => isInside(dirname(document.path), project.root))
    .toSorted((a, b) => b.project.root.length - a.project.root.length)[0];
  if (found === undefined || report === undefined) return undefined;
  return { path: found.module, range: found.at, report, slot: undefined, settingsModule: true };
}

function pathAt(cursor: Cursor): Reference | undefined {
  const report = projectOf(cursor, cursor.document.path);
  const place = report && placeAt(cursor.document.text, cursor.offset);
  if (place?.kind !== "value" || place.slot.quote === "" || !place.slot.closed) return undefined;
  const { name, keys, slot } = place;
  const slots = slotOf(name, keys);
  // Any text may have dots; one without is a name only where names belong.
  if (slots?.paths === undefined && !slot.text.includes(".")) return undefined;
  return { path: slot.text, range: slot.range, report: report!, slot: slots, settingsModule: false };
}

function resolve({ path, report, slot }: Reference, { snapshot }: Cursor): Place | undefined {
  const codebase = codebaseOf(snapshot, report);
  if (slot?.paths !== "model") return placeOf(path, snapshot, codebase);
  // Labels are not paths: the application that has this one by default, if there is only one.
  const [label, model] = path.split(".");
  const apps = ownPaths("app", snapshot, report, codebase).filter(
    ({ kind, path: app }) => kind === "module" && app.slice(app.lastIndexOf(".") + 1) === label,
  );
  const [app, ...others] = apps;
  if (app === undefined || others.length > 0 || model === undefined) return undefined;
  return placeOf(`${app.path}.models.${model}`, snapshot, codebase);
}

function aboutPath(reference: Reference, cursor: Cursor): string | undefined {
  const { path, report, slot } = reference;
  const place = resolve(reference, cursor);
  if (place !== undefined) {
    const line = cursor.snapshot.file(place.at.file)!.lines.positionAt(place.at.start).line + 1;
    const where = place.kind === "module" ? place.at.file : `${place.at.file}:${line}`;
    const what = `**${path}**: ${place.kind === "name" ? "defined" : place.kind} in \`${where}\``;
    return place.summary === undefined ? what : `${what}\n\n${escapeMarkdown(place.summary)}`;
  }
  if (slot?.paths === undefined || slot.paths === "model") return undefined;
  const what = slot.paths === "app" ? "Application" : `${slot.paths[0]!.toUpperCase()}${slot.paths.slice(1)}`;
  if (path === "django" || path.startsWith("django.")) {
    const since = middlewareSince(path);
    if (slot.paths === "app" && !Object.hasOwn(CONTRIB_APPS, path)) return undefined;
    const version = since === undefined || since === "always" ? "" : `, since Django ${since}`;
    return `**${path}**\n\n${what} of Django${version}.`;
  }
  const distribution = distributionOf(path);
  return isDependency(report, distribution) ? `**${path}**\n\n${what} of ${distribution}.` : undefined;
}

function aboutSettings(reference: Reference, cursor: Cursor): string | undefined {
  const place = resolve(reference, cursor);
  const { module, reason } = reference.report.project.settings;
  const lines = [
    ...(place === undefined ? [] : [`**${reference.path}**: module in \`${place.at.file}\``]),
    ...(module === undefined ? [] : [`Production uses \`${module.name}\`: ${escapeMarkdown(reason)}.`]),
  ];
  return lines.length === 0 ? undefined : lines.join("\n\n");
}

/** Keeps Markdown from reading text as markup. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]/g, "\\$&");
}
