/** What rules ask of MIDDLEWARE. */

import { compareVersions } from "../django/defaults";
import { stringValue } from "../edits/python/displays";
import type { PythonEditor } from "../edits/python/editor";
import type { EditSession } from "../edits/session";
import { contains, type Plain, type PlainStr } from "../settings/plain";
import type { Answer, Judgement, Settings } from "../settings/settings";
import type { Sequence } from "../syntax/python/ast";
import type { RuleContext } from "./rule";
import { notApplicable, reasonOf, undecided } from "./verdicts";

export const SECURITY_MIDDLEWARE = "django.middleware.security.SecurityMiddleware";
export const SESSION_MIDDLEWARE = "django.contrib.sessions.middleware.SessionMiddleware";
export const AUTHENTICATION_MIDDLEWARE = "django.contrib.auth.middleware.AuthenticationMiddleware";
export const MESSAGE_MIDDLEWARE = "django.contrib.messages.middleware.MessageMiddleware";
export const COMMON_MIDDLEWARE = "django.middleware.common.CommonMiddleware";
export const CSRF_MIDDLEWARE = "django.middleware.csrf.CsrfViewMiddleware";
export const WHITENOISE_MIDDLEWARE = "whitenoise.middleware.WhiteNoiseMiddleware";
export const XFRAME_MIDDLEWARE = "django.middleware.clickjacking.XFrameOptionsMiddleware";
export const CORS_MIDDLEWARE = "corsheaders.middleware.CorsMiddleware";

/**
 * `settings.judge` for rules that ask for MIDDLEWARE: unknown where Django takes MIDDLEWARE_CLASSES, its name before 1.10,
 * instead.
 */
export function judgeMiddleware(
  context: RuleContext,
  names: readonly string[],
  question: (...values: Plain[]) => Answer,
): Judgement {
  const { settings, project } = context;
  const { range } = project.django;
  const before110 = (version: "min" | "max") =>
    range !== undefined && compareVersions(range[version], "1.10") < 0;
  const unread = before110("max") ? "Django before 1.10 would read MIDDLEWARE_CLASSES instead" : undefined;
  const unset = settings.defines("MIDDLEWARE_CLASSES")
    ? "the settings have MIDDLEWARE_CLASSES, its name before Django 1.10, instead"
    : before110("min")
      ? "Django before 1.10 has middleware without it"
      : undefined;
  return settings.judge(names, (...values) =>
    question(
      ...values.map((value, n): Plain => {
        const reason =
          names[n] !== "MIDDLEWARE" ? undefined : (unread ?? (isDefault(value) ? unset : undefined));
        return reason === undefined ? value : { kind: "unknown", reason };
      }),
    ),
  );
}

/** Django's default: the empty list that no line made. */
function isDefault(value: Plain): boolean {
  return value.kind === "list" && value.items.length === 0 && value.open === undefined && !value.at;
}

/** The answer of a rule about what SecurityMiddleware does, where it may not be installed; else undefined. */
export function withoutSecurityMiddleware(middleware: Plain): Answer | undefined {
  switch (contains(middleware, SECURITY_MIDDLEWARE)) {
    case true:
      return undefined;
    case false:
      return notApplicable("SecurityMiddleware, which reads this setting, is not in MIDDLEWARE");
    case undefined:
      return undecided(`MIDDLEWARE is not fully known: ${reasonOf(middleware)}`);
  }
}

/** The strings of a list, where all of its items are known strings. */
export function knownStrings(value: Plain): readonly PlainStr[] | undefined {
  if (value.kind !== "list" && value.kind !== "tuple") return undefined;
  if (value.open !== undefined) return undefined;
  const strings = value.items.filter((item): item is PlainStr => item.kind === "str");
  return strings.length === value.items.length ? strings : undefined;
}

/** An item of a list or tuple display in a file that can be edited. */
export interface ListedItem {
  readonly editor: PythonEditor;
  readonly display: Sequence;
  readonly index: number;
}

/** Where an item of MIDDLEWARE is written; undefined where it is no string of a list display. */
export function findMiddleware(
  session: EditSession,
  settings: Settings,
  name: string,
): ListedItem | undefined {
  // What production has; another world only where that is not known.
  const usual = settings.value("MIDDLEWARE");
  const values =
    usual.kind === "list" || usual.kind === "tuple"
      ? [usual]
      : settings.readings("MIDDLEWARE").map(({ value }) => value);
  for (const value of values) {
    if (value.kind !== "list" && value.kind !== "tuple") continue;
    const item = value.items.find((each) => each.kind === "str" && each.value === name);
    const editor = item?.at && session.python(item.at.file);
    const found = item?.at && editor?.expression(item.at);
    const display = found?.parents[0];
    if (editor === undefined || found === undefined || display === undefined) continue;
    if (display.type !== "List" && display.type !== "Tuple") continue;
    return { editor, display, index: display.items.indexOf(found.node) };
  }
  return undefined;
}

/** The index behind which WhiteNoise belongs: SecurityMiddleware, or CorsMiddleware where that follows it. */
export function whitenoiseAnchor({ display, index }: ListedItem): number {
  return stringValue(display.items[index + 1]) === CORS_MIDDLEWARE ? index + 1 : index;
}

/** The name of a class, without its module. */
export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}
