import { stringValue } from "../../edits/python/displays";
import type { PythonEditor } from "../../edits/python/editor";
import { addImport } from "../../edits/python/imports";
import type { Expr } from "../../syntax/python/ast";
import { defineRule, type Verdict } from "../rule";
import { anyValue, findReading, isRawText, settingsAssigned, uncastDecoupleRead } from "../variables";
import { satisfied, verdictOn } from "../verdicts";

/** Settings whose rules say more exactly what becomes of text. */
const OTHERS = new Set([
  "DEBUG",
  "ALLOWED_HOSTS",
  "CSRF_TRUSTED_ORIGINS",
  "SECRET_KEY_FALLBACKS",
  "CACHE_MIDDLEWARE_SECONDS",
  "CSRF_COOKIE_AGE",
  "DATA_UPLOAD_MAX_MEMORY_SIZE",
  "DATA_UPLOAD_MAX_NUMBER_FIELDS",
  "DATA_UPLOAD_MAX_NUMBER_FILES",
  "EMAIL_TIMEOUT",
  "FILE_UPLOAD_MAX_MEMORY_SIZE",
  "PASSWORD_RESET_TIMEOUT",
  "SECURE_HSTS_SECONDS",
  "SESSION_COOKIE_AGE",
  "SITE_ID",
]);

/** What hands its text on to a socket or a URL. */
const WORKS_AS_TEXT = /(?:^|_)PORT$/;

export default defineRule({
  id: "decouple-no-cast",
  group: "config",
  severity: "warning",
  summary: "config() without a cast returns a string, not a bool, number or list",
  docs: {
    why:
      "python-decouple returns the variable as a string unless it is told to cast it; only the default keeps its " +
      'type. So the setting works until the variable is set: then a boolean is the string "False", which counts as ' +
      "true, and a list is a string whose items are single characters.",
    how: "Say what it is: `cast=bool`, `cast=int`, `cast=Csv()`.",
    references: ["https://github.com/HBNetwork/python-decouple#the-cast-argument"],
  },
  examples: {
    bad: [
      {
        code: 'from decouple import config\n\nUSE_X_FORWARDED_HOST = config("TRUST_PROXY", default=False)\n',
        fixed:
          'from decouple import config\n\nUSE_X_FORWARDED_HOST = config("TRUST_PROXY", default=False, cast=bool)\n',
      },
      {
        code: "from decouple import config\n\nSHOP_PAGE_SIZE = config('SHOP_PAGE_SIZE', default=20)\n",
        fixed:
          "from decouple import config\n\nSHOP_PAGE_SIZE = config('SHOP_PAGE_SIZE', default=20, cast=int)\n",
      },
      {
        code: 'from decouple import config\n\nINTERNAL_IPS = config("INTERNAL_IPS", default=["10.0.0.1", "10.0.0.2"])\n',
        fixed:
          'from decouple import config, Csv\n\nINTERNAL_IPS = config("INTERNAL_IPS", default="10.0.0.1,10.0.0.2", cast=Csv())\n',
      },
    ],
    good: [
      'from decouple import config\n\nUSE_X_FORWARDED_HOST = config("TRUST_PROXY", default=False, cast=bool)\n',
      'from decouple import config\n\nSHOP_NAME = config("SHOP_NAME", default="Shop")\n',
      'from decouple import config\n\nEMAIL_PORT = config("EMAIL_PORT", default=587)\n',
    ],
  },
  check(context) {
    const { settings } = context;
    const found = settingsAssigned(context, "default").flatMap((name): Verdict[] => {
      if (OTHERS.has(name) || findReading(settings, name, isRawText) === undefined) return [];
      const found = uncastDecoupleRead(context, name);
      if (found === undefined) return [];
      const { editor, value, read } = found;
      const kind = kindOf(read.otherwise!);
      if (kind === "number" && WORKS_AS_TEXT.test(name)) return [];
      const at = { file: editor.path, start: value.start, end: value.end };
      const message = EFFECTS[kind](name, read.variable);
      return [
        verdictOn(
          settings,
          name,
          { state: "violated", at },
          message,
          kind === "number" ? { severity: "info" } : {},
        ),
      ];
    });
    return found.length > 0 ? found : satisfied();
  },
  fixes: [
    {
      title: "Add the cast, so that the value has its type",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const found = settingsAssigned(context, "default")
          .map((name) => uncastDecoupleRead(context, name))
          .find((each) => each?.editor.path === at.file && each.value.start === at.start);
        if (found === undefined) return undefined;
        return addCast(found.editor, found.read.otherwise!) ? found.session.changes() : undefined;
      },
    },
  ],
});

type Kind = "flag" | "number" | "list";

/** A setting, beside a variable that may have the same name. */
function named(name: string, variable: string): string {
  return name === variable ? "the setting" : name;
}

const EFFECTS: Readonly<Record<Kind, (name: string, variable: string) => string>> = {
  flag: (name, variable) => `${anyValue(variable, name)}: config() without a cast returns a string.`,
  number: (name, variable) =>
    `As soon as the variable ${variable} is set, ${named(name, variable)} is a string instead of a number: config() without a cast does not convert it.`,
  list: (name, variable) =>
    `As soon as the variable ${variable} is set, ${named(name, variable)} is a string instead of a list: config() without a cast does not split it, and its items are single characters.`,
};

function kindOf(otherwise: Expr): Kind {
  if (otherwise.type !== "Constant") return "list";
  return otherwise.constant.kind === "bool" ? "flag" : "number";
}

function addCast(editor: PythonEditor, otherwise: Expr): boolean {
  if (otherwise.type === "Constant") {
    const { kind } = otherwise.constant;
    editor.insertText(otherwise.end, `, cast=${kind}`);
    return true;
  }
  if (otherwise.type !== "List" && otherwise.type !== "Tuple") return false;
  const items = otherwise.items.map(stringValue);
  if (items.some((item) => item === undefined || /[,'"\\\n]/.test(item))) return false;
  const csv = addImport(editor, { module: "decouple", name: "Csv" }, otherwise.start);
  if (csv === undefined) return false;
  const process = otherwise.type === "Tuple" ? "post_process=tuple" : "";
  editor.replace(otherwise, `"${items.join(",")}", cast=${csv}(${process})`, editor.quote(otherwise));
  return true;
}
