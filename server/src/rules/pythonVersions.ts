/** The Python version that a deployment to Heroku asks for, and the edits that change it. */
import { pythonFor, pythonsOf, USUAL_PYTHON } from "../django/pythonVersions";
import type { FileChange } from "../edits/edit";
import { tableAt, tomlOf } from "../files/pyproject";
import { isMisspelledPythonVersion, meantVersion, minorOf, parsePythonVersion } from "../files/pythonVersion";
import { compareMinor, type Minor, minorBounds } from "../files/requirement";
import { join } from "../paths";
import { type PythonBuild, pythonBuild } from "../project/pythonBuild";
import type { Location } from "../syntax/text";
import type { Fix, RuleContext, Verdict } from "./rule";

export const NO_PYTHON_BUILD: Verdict = {
  state: "not-applicable",
  reason: "no Python buildpack of Heroku builds it",
};

/** What the buildpacks install where nothing is asked for. */
export const DEFAULT_PYTHON = minorText(USUAL_PYTHON);
/** Older versions fail the build: 3.9 went in January 2026. */
export const OLDEST_PYTHON: Minor = [3, 10];

type BuildContext = Pick<RuleContext, "snapshot" | "project">;

/** A valid request for a version that the build obeys. */
export interface RequestedPython {
  /** "3.12" or "3.12.4" */
  readonly version: string;
  readonly minor: Minor;
  readonly origin: "runtime.txt" | ".python-version" | "Pipfile.lock";
  readonly at: Location;
}

export function buildOf({ snapshot, project }: BuildContext): PythonBuild | undefined {
  return pythonBuild(snapshot, project.deployment);
}

/** The version that the build installs because a file asks for it. */
export function requestedPython({ python }: PythonBuild): RequestedPython | undefined {
  if (python.origin === "none" || python.origin === "misspelled") return undefined;
  const { version, path, range } = python.file;
  // Cloud-native builds fail before they read runtime.txt.
  if (version === undefined || (python.origin === "runtime.txt" && python.refused)) return undefined;
  return { version, minor: minorNumbers(version), origin: python.origin, at: { file: path, ...range } };
}

export function minorNumbers(version: string): Minor {
  const [major, minor] = version.split(".");
  return [Number(major), Number(minor)];
}

export function minorText([major, minor]: Minor): string {
  return `${major}.${minor}`;
}

/** The Python versions that some Django of the project's range supports; undefined where the range is not known. */
export function pythonsOfDjango({
  project,
}: Pick<RuleContext, "project">): { oldest: Minor; newest: Minor } | undefined {
  const { range } = project.django;
  return range && pythonsOf(range);
}

/** What `requires-python` in the deployment root's pyproject.toml says. */
function requiresPython({ snapshot, project }: BuildContext): string | undefined {
  const document = snapshot.file(join(project.deployment.root, "pyproject.toml"));
  const data = document && tomlOf(document);
  const required = tableAt(data, "project")["requires-python"];
  if (typeof required === "string") return required;
  const poetry = tableAt(data, "tool", "poetry", "dependencies").python;
  return typeof poetry === "string" ? poetry : undefined;
}

/**
 * The version to ask for where nothing else is known: the newest that the buildpack, Django and the project's own
 * `requires-python` have in common; undefined where they have none.
 */
export function suggestedPython(context: BuildContext): string | undefined {
  const newest = pythonFor(context.project.django.range);
  // A Django older than those listed runs on none of them.
  if (newest === undefined) return undefined;
  const required = minorBounds(requiresPython(context) ?? "");
  const top = required?.max !== undefined && compareMinor(required.max, newest) < 0 ? required.max : newest;
  // Nobody is sent to a version that is about to go.
  const next: Minor = [OLDEST_PYTHON[0], OLDEST_PYTHON[1] + 1];
  const bottoms = [next, pythonsOfDjango(context)?.oldest, required?.min].filter(
    (bound) => bound !== undefined,
  );
  return bottoms.every((bottom) => compareMinor(bottom, top) <= 0) ? minorText(top) : undefined;
}

/** The changes that make .python-version ask for a version, and nothing else ask for any. */
export function askForPython(context: RuleContext, version: string): readonly FileChange[] | undefined {
  const build = buildOf(context);
  if (build === undefined) return undefined;
  const { names, root, python } = build;
  // A file of that name that does not reach the build would stay unseen.
  if (build.left.has(".python-version")) return undefined;
  // The build would fail at it as soon as runtime.txt is gone.
  if (python.origin === "runtime.txt" && build.target === "classic" && hasMisspelled(build)) return undefined;
  const removed =
    python.origin === "misspelled" ? [python.name] : names.has("runtime.txt") ? ["runtime.txt"] : [];
  const deletions = removed.map((name): FileChange => ({ kind: "delete", path: join(root, name) }));
  const path = join(root, ".python-version");
  const wanted = minorOf(version);
  if (!names.has(".python-version")) return [{ kind: "create", path, text: `${wanted}\n` }, ...deletions];
  const document = context.snapshot.file(path);
  // Bytes that are no UTF-8 are not in the text that an edit could replace.
  if (document === undefined || document.problem !== undefined || document.text.startsWith("\ufeff"))
    return undefined;
  const file = parsePythonVersion(document);
  if (file.version === wanted) return deletions;
  const isEmpty = file.problem === "none";
  const { start, end } = isEmpty ? { start: file.range.end, end: file.range.end } : file.range;
  if (!isEmpty && document.text.slice(start, end).includes("#")) return undefined;
  const before = isEmpty && document.text !== "" && !document.text.endsWith("\n") ? "\n" : "";
  const text = before + wanted + (isEmpty ? "\n" : "");
  return [{ kind: "edit", path, edits: [{ start, end, text }] }, ...deletions];
}

/** The fix for a file whose text is no version, but shows which one it was meant to ask for. */
export function meantPythonFix(
  origin: ".python-version" | "runtime.txt",
  title: (version: string | undefined) => string,
): Fix {
  const meant = (context: RuleContext) => {
    const python = buildOf(context)?.python;
    if (python?.origin !== origin) return undefined;
    const { path, range } = python.file;
    return meantVersion(context.snapshot.file(path)?.text.slice(range.start, range.end) ?? "");
  };
  return {
    title: (context) => title(meant(context)),
    safety: "review",
    preferred: true,
    edits(context) {
      const version = meant(context);
      return version === undefined ? undefined : askForPython(context, version);
    },
  };
}

/** Whether Heroku refuses a version, or will soon: the finding of python-version-unsupported. */
export function isUnsupported(minor: Minor): boolean {
  return compareMinor(minor, [3, 10]) <= 0 || compareMinor(minor, [3, 20]) >= 0;
}

/** Whether Django does not support a version: the finding of python-django-mismatch. */
export function isMismatched(context: RuleContext, minor: Minor): boolean {
  const supported = context.project.django.range && pythonsOfDjango(context);
  if (supported === undefined) return false;
  return compareMinor(minor, supported.oldest) < 0 || compareMinor(minor, supported.newest) > 0;
}

/** The rule whose finding it is that runtime.txt asks for a wrong version: then the file itself is none. */
export function findingOfRuntime(context: RuleContext, build: PythonBuild): string | undefined {
  const requested = requestedPython(build);
  if (requested?.origin !== "runtime.txt") return undefined;
  if (isUnsupported(requested.minor)) return "python-version-unsupported";
  return isMismatched(context, requested.minor) ? "python-django-mismatch" : undefined;
}

/** Whether a misspelled .python-version comes to light where runtime.txt goes. */
export function hasMisspelled({ names }: PythonBuild): boolean {
  return [...names].some(isMisspelledPythonVersion);
}
