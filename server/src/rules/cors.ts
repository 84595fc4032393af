/** What the rules on django-cors-headers share. */
import type { FileChange } from "../edits/edit";
import { environmentRead } from "../edits/python/dialect";
import { addSetting } from "../edits/python/settings";
import { EditSession } from "../edits/session";
import { contains, type Plain, type Tri, truthy } from "../settings/plain";
import { type Answer, type Judgement, OVERRIDDEN, type Settings } from "../settings/settings";
import { CORS_MIDDLEWARE, judgeMiddleware } from "./middleware";
import { assignmentIn } from "./production";
import type { Fix, RuleContext } from "./rule";
import { isInherited, isUsed, restoreDefault, setValue } from "./settingEdits";
import { notApplicable, reasonOf, undecided } from "./verdicts";
import { isPackageBelow } from "./versions";

export const ALLOW_ALL = "CORS_ALLOW_ALL_ORIGINS";
export const ORIGINS = "CORS_ALLOWED_ORIGINS";
export const REGEXES = "CORS_ALLOWED_ORIGIN_REGEXES";
export const CREDENTIALS = "CORS_ALLOW_CREDENTIALS";

/** Settings that had another name before django-cors-headers 3.5, which still works where the new one is not set. */
export const OLD_NAMES: Readonly<Record<string, string>> = {
  [ALLOW_ALL]: "CORS_ORIGIN_ALLOW_ALL",
  [ORIGINS]: "CORS_ORIGIN_WHITELIST",
  [REGEXES]: "CORS_ORIGIN_REGEX_WHITELIST",
};

/** Whether django-cors-headers knows only the old names. */
function knowsOldNamesOnly({ project }: RuleContext): boolean {
  return isPackageBelow(project, "django-cors-headers", [3, 5]);
}

/** The names that django-cors-headers looks for, the one that wins first. */
function spellings(context: RuleContext, name: string): readonly string[] {
  const old = OLD_NAMES[name];
  if (old === undefined) return [name];
  return knowsOldNamesOnly(context) ? [old] : [name, old];
}

/** The name under which a setting of django-cors-headers is set. */
export function corsName(context: RuleContext, name: string): string {
  const names = spellings(context, name);
  return names.find((each) => context.settings.defines(each)) ?? names[0]!;
}

/** Whether one of the settings is there at all. */
export function definesCors({ settings }: RuleContext, names: readonly string[]): boolean {
  return names.some((name) => settings.defines(name) || settings.defines(OLD_NAMES[name] ?? name));
}

/**
 * `settings.judge` for what CorsMiddleware does with settings, under whichever names they have; null for one that is not
 * set.
 */
export function judgeCors(
  context: RuleContext,
  names: readonly string[],
  question: (...values: (Plain | null)[]) => Answer,
): Judgement {
  const asked = names.flatMap((name) => spellings(context, name));
  return judgeMiddleware(
    context,
    ["MIDDLEWARE", ...asked.flatMap((name) => [OVERRIDDEN + name, name])],
    (middleware, ...values) => {
      const installed = contains(middleware, CORS_MIDDLEWARE);
      if (installed === undefined) return undecided(`MIDDLEWARE is not fully known: ${reasonOf(middleware)}`);
      if (!installed) return notApplicable("CorsMiddleware, which reads this setting, is not in MIDDLEWARE");
      const valueUnder = (name: string): Plain | null => {
        const n = 2 * asked.indexOf(name);
        const isSet = truthy(values[n]!);
        return isSet === undefined ? values[n]! : isSet ? values[n + 1]! : null;
      };
      return question(
        ...names.map((name) => {
          const found = spellings(context, name).find((each) => valueUnder(each) !== null);
          return found === undefined ? null : valueUnder(found);
        }),
      );
    },
  );
}

/** Whether requests from every origin are allowed. */
export function allowsEveryOrigin(all: Plain | null, regexes: Plain | null): Tri {
  const switched = all === null ? false : truthy(all);
  if (switched === true) return true;
  const matched = regexes === null ? false : holdsMatchAll(regexes);
  if (matched === true) return true;
  return switched === false && matched === false ? false : undefined;
}

/** Where every origin is allowed: the switch, or the expression that matches all. */
export function placeOfEveryOrigin(all: Plain | null, regexes: Plain | null) {
  return all !== null && truthy(all) === true ? all.at : matchAll(regexes)?.at;
}

function holdsMatchAll(regexes: Plain): Tri {
  if (regexes.kind !== "list" && regexes.kind !== "tuple") return undefined;
  if (matchAll(regexes) !== undefined) return true;
  const known = regexes.items.every(({ kind }) => kind === "str");
  return known && regexes.open === undefined ? false : undefined;
}

function matchAll(regexes: Plain | null): Plain | undefined {
  if (regexes?.kind !== "list" && regexes?.kind !== "tuple") return undefined;
  return regexes.items.find((item) => item.kind === "str" && matchesAnyOrigin(item.value));
}

/** Regular expressions, for `re.match`, that every origin matches, or every one with this scheme. */
export function matchesAnyOrigin(pattern: string): boolean {
  return /^\^?(?:(?:\(?https?\??\)?|\(https?\|https?\)|\\w\+|\.\*):(?:\\?\/){2})?(?:(?:\.|\\S)[*+]\??\$?)?$/.test(
    pattern,
  );
}

/** Whether CORS_URLS_REGEX keeps the permission to some paths. */
export function isForSomePaths({ settings }: RuleContext): boolean {
  if (!settings.defines("CORS_URLS_REGEX")) return false;
  const paths = settings.value("CORS_URLS_REGEX");
  return paths.kind !== "str" || !(matchesAnyOrigin(paths.value) || /^\^?\/(?:\.\*\$?)?$/.test(paths.value));
}

/** Lists the origins instead: as the settings do already, or from the environment. */
export const ORIGIN_FIXES: readonly Fix[] = [
  {
    title: ({ settings }) =>
      listsOrigins(settings)
        ? "Accept only the origins that the settings list"
        : `Read the accepted origins from the variable ${ORIGINS}`,
    safety: "review",
    preferred: true,
    edits(context) {
      const name = corsName(context, ALLOW_ALL);
      // An API for everybody would be for nobody then.
      if (isForSomePaths(context) && truthy(context.settings.value(CREDENTIALS)) !== true) return undefined;
      // Where an expression matches all, nobody knows which origins are meant.
      if (truthy(context.settings.value(name)) !== true) return undefined;
      if (holdsMatchAll(context.settings.value(corsName(context, REGEXES))) === true) return undefined;
      return listsOrigins(context.settings)
        ? setValue(context, name, () => "False")
        : originsFromEnvironment(context, name);
    },
  },
];

function listsOrigins(settings: Settings): boolean {
  return [ORIGINS, REGEXES].some((name) => settings.defines(name) || settings.defines(OLD_NAMES[name]!));
}

function originsFromEnvironment(context: RuleContext, name: string): readonly FileChange[] | undefined {
  const { project, settings, snapshot } = context;
  const session = new EditSession(snapshot);
  const listName = knowsOldNamesOnly(context) ? OLD_NAMES[ORIGINS]! : ORIGINS;
  const inherited = isInherited(context, name);
  const location = settings.assignment(name);
  const path = inherited ? project.settings.module?.path : location?.file;
  const editor = path === undefined ? undefined : session.python(path);
  if (editor === undefined) return undefined;
  const statement = inherited ? undefined : assignmentIn(editor, location, name);
  const code = environmentRead(editor, statement?.start ?? editor.text.length, ORIGINS, "list");
  if (code === undefined) return undefined;
  if (inherited) {
    return addSetting(editor, `${name} = False\n${listName} = ${code}`) ? session.changes() : undefined;
  }
  if (statement === undefined || isUsed(editor, name)) return undefined;
  editor.replace(statement, `${listName} = ${code}`);
  return session.changes();
}

/** Keeps visitors' logins out of what a public API answers. */
export const CREDENTIALS_FIX: Fix = {
  title: "Do not accept visitors' cookies from other sites",
  safety: "review",
  edits: (context) => (isForSomePaths(context) ? restoreDefault(context, CREDENTIALS, "False") : undefined),
};
