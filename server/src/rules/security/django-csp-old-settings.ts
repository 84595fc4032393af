import type { FileChange } from "../../edits/edit";
import { isSequence, stringValue } from "../../edits/python/displays";
import type { PythonEditor } from "../../edits/python/editor";
import { addImport } from "../../edits/python/imports";
import { EditSession } from "../../edits/session";
import { type Dependencies, findDependency } from "../../files/dependencies";
import { minorBounds } from "../../files/requirement";
import { contains, type Tri } from "../../settings/plain";
import type { Settings } from "../../settings/settings";
import type { Expr, Stmt } from "../../syntax/python/ast";
import { descendants } from "../../syntax/python/find";
import { DJANGO_CSP_ENFORCED, DJANGO_CSP_REPORTED } from "../csp";
import { judgeMiddleware } from "../middleware";
import { assignmentIn } from "../production";
import { defineRule, type RuleContext } from "../rule";
import { isHeard } from "../silenced";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const MIDDLEWARE = "csp.middleware.CSPMiddleware";

/** The settings of django-csp before 4 that became directives. */
const DIRECTIVES = (
  "CHILD_SRC CONNECT_SRC DEFAULT_SRC SCRIPT_SRC SCRIPT_SRC_ATTR SCRIPT_SRC_ELEM OBJECT_SRC STYLE_SRC STYLE_SRC_ATTR " +
  "STYLE_SRC_ELEM FONT_SRC FRAME_SRC IMG_SRC MANIFEST_SRC MEDIA_SRC PREFETCH_SRC WORKER_SRC BASE_URI PLUGIN_TYPES SANDBOX " +
  "FORM_ACTION FRAME_ANCESTORS NAVIGATE_TO REQUIRE_SRI_FOR REQUIRE_TRUSTED_TYPES_FOR TRUSTED_TYPES " +
  "UPGRADE_INSECURE_REQUESTS BLOCK_ALL_MIXED_CONTENT REPORT_URI REPORT_TO"
)
  .split(" ")
  .map((name) => `CSP_${name}`);

const REPORT_ONLY = "CSP_REPORT_ONLY";
const EXCLUDE = "CSP_EXCLUDE_URL_PREFIXES";
const PERCENTAGE = "CSP_REPORT_PERCENTAGE";
const NONCE_IN = "CSP_INCLUDE_NONCE_IN";

const OLD = [...DIRECTIVES, REPORT_ONLY, EXCLUDE, PERCENTAGE, NONCE_IN];

const CSP_4 = "Django==5.2.8\ndjango-csp==4.0\n";
const HEAD = `MIDDLEWARE = ["${MIDDLEWARE}"]\n`;

export default defineRule({
  id: "django-csp-old-settings",
  group: "security",
  severity: "warning",
  summary: "django-csp 4 does not read the settings of django-csp 3",
  docs: {
    why:
      "Version 4 of django-csp has its policy in one dict, CONTENT_SECURITY_POLICY, and ignores CSP_DEFAULT_SRC and the others: " +
      "after the upgrade pages no longer have a policy. With `csp` in INSTALLED_APPS its check csp.E001 fails too, which " +
      "stops `manage.py migrate`.",
    how: "Move the settings into `CONTENT_SECURITY_POLICY`, or `CONTENT_SECURITY_POLICY_REPORT_ONLY` for a policy on trial.",
    references: [
      "https://django-csp.readthedocs.io/en/latest/migration-guide.html",
      "https://django-csp.readthedocs.io/en/latest/configuration.html",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "requirements.txt": CSP_4,
          "mysite/settings.py": `${HEAD}CSP_DEFAULT_SRC = ("'self'",)\nCSP_IMG_SRC = ("'self'", "data:")\n`,
        },
        fixed: {
          "requirements.txt": CSP_4,
          "mysite/settings.py": `${HEAD}CONTENT_SECURITY_POLICY = {\n    "DIRECTIVES": {\n        "default-src": ("'self'",),\n        "img-src": ("'self'", "data:"),\n    },\n}\n`,
        },
      },
      {
        code: {
          "requirements.txt": CSP_4,
          "mysite/settings.py": `${HEAD}CSP_REPORT_ONLY = True\nCSP_SCRIPT_SRC = ["'self'"]\nCSP_INCLUDE_NONCE_IN = ["script-src"]\nCSP_REPORT_PERCENTAGE = 0.5\n`,
        },
        fixed: {
          "requirements.txt": CSP_4,
          "mysite/settings.py": `from csp.constants import NONCE\n\n${HEAD}CONTENT_SECURITY_POLICY_REPORT_ONLY = {\n    "REPORT_PERCENTAGE": 50,\n    "DIRECTIVES": {\n        "script-src": ["'self'", NONCE],\n    },\n}\n`,
        },
      },
    ],
    good: [
      {
        "requirements.txt": "Django==5.2.8\ndjango-csp==3.8\n",
        "mysite/settings.py": `${HEAD}CSP_DEFAULT_SRC = ("'self'",)\n`,
      },
      {
        "requirements.txt": "Django==5.2.8\ndjango-csp\n",
        "mysite/settings.py": `import os\n\n${HEAD}CSP_DEFAULT_SRC = os.environ["CSP_DEFAULT_SRC"].split()\n`,
      },
      {
        "requirements.txt": CSP_4,
        "mysite/settings.py": `${HEAD}CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["'self'"]}}\n`,
      },
    ],
  },
  check(context) {
    const { settings, project } = context;
    const is4 = isVersion4(project.deployment.dependencies);
    if (is4 === false) return notApplicable("django-csp 4 is not installed");
    const old = OLD.filter((name) => settings.defines(name));
    const [first] = old;
    if (first === undefined) return satisfied();
    if (is4 === undefined) return undecided("the version of django-csp is not known");
    const judgement = judgeMiddleware(context, ["MIDDLEWARE", "INSTALLED_APPS"], (middleware, apps) => {
      const checked = contains(apps, "csp");
      if (checked && isHeard(settings, "csp.E001"))
        return { state: "violated", message: messageOn(old, settings, true) };
      const sent = contains(middleware, MIDDLEWARE);
      if (sent) return { state: "violated", message: messageOn(old, settings, false) };
      if (sent === undefined || checked === undefined)
        return undecided(reasonOf(sent === undefined ? middleware : apps));
      return notApplicable("django-csp is not in use");
    });
    const stops = contains(settings.value("INSTALLED_APPS"), "csp") === true && isHeard(settings, "csp.E001");
    const severity = stops ? "error" : hasNewSettings(settings) ? "info" : "warning";
    return verdictOn(settings, first, judgement, "", { severity });
  },
  fixes: [
    {
      title: "Move the settings to the dict of django-csp 4",
      safety: "review",
      preferred: true,
      edits: migrate,
    },
  ],
});

/** Whether production installs django-csp 4 or newer; undefined where it may be an older one too. */
function isVersion4(dependencies: Dependencies): Tri {
  const found = findDependency(dependencies, "django-csp");
  if (found === undefined) return false;
  const bounds = minorBounds(found.version === undefined ? found.specifier : `==${found.version}`);
  if (bounds?.min !== undefined && bounds.min[0] >= 4) return true;
  return bounds?.max !== undefined && bounds.max[0] < 4 ? false : undefined;
}

function hasNewSettings(settings: Settings): boolean {
  return settings.defines(DJANGO_CSP_ENFORCED) || settings.defines(DJANGO_CSP_REPORTED);
}

function messageOn(old: readonly string[], settings: Settings, checked: boolean): string {
  const names =
    old.length === 1
      ? `${old[0]}`
      : `${old[0]} and ${old.length - 1} more setting${old.length === 2 ? "" : "s"}`;
  const lost = hasNewSettings(settings) ? "they have no effect" : "pages have no Content-Security-Policy";
  const fails = checked ? ", and its check csp.E001 fails, which stops `manage.py migrate`" : "";
  return `django-csp 4 does not read ${names} of django-csp 3, so ${lost}${fails}.`;
}

interface OldSetting {
  readonly name: string;
  readonly statement: Stmt;
  readonly value: Expr;
}

/** Puts all old settings into a dict where the last of them stands. */
function migrate(context: RuleContext): readonly FileChange[] | undefined {
  const { settings } = context;
  if (hasNewSettings(settings)) return undefined;
  const names = OLD.filter((name) => settings.defines(name));
  const session = new EditSession(context.snapshot);
  const path = settings.assignment(names[0] ?? "")?.file;
  // Other modules may go on from what a base module has.
  if (path !== context.project.settings.module?.path) return undefined;
  const editor = path === undefined ? undefined : session.python(path);
  const old = editor && oldSettings(context, editor, names);
  const last = old?.at(-1);
  const code = editor && old && policyCode(editor, old);
  if (editor === undefined || old === undefined || last === undefined || code === undefined) return undefined;
  editor.replace(last.statement, code);
  return old.slice(0, -1).every(({ statement }) => editor.delete(statement)) ? session.changes() : undefined;
}

/** The assignments in their order; undefined unless they stand together and are all that is said of these names. */
function oldSettings(
  { settings }: RuleContext,
  editor: PythonEditor,
  names: readonly string[],
): readonly OldSetting[] | undefined {
  const found = names.flatMap((name): OldSetting[] => {
    const statement = assignmentIn(editor, settings.assignment(name), name);
    return statement?.value === undefined ? [] : [{ name, statement, value: statement.value }];
  });
  const mentions = editor.statements.flatMap((statement) =>
    [...descendants(statement)].filter((node) => node.type === "Name" && names.includes(node.id)),
  );
  const blocks = new Set(found.map(({ statement }) => editor.blockOf(statement)));
  if (found.length < names.length || mentions.length > names.length || blocks.size !== 1) return undefined;
  return found.sort((a, b) => a.statement.start - b.statement.start);
}

/** The new setting as code; undefined where an old one is not understood. */
function policyCode(editor: PythonEditor, old: readonly OldSetting[]): string | undefined {
  const get = (name: string) => old.find((each) => each.name === name)?.value;
  const reportOnly = flagOf(get(REPORT_ONLY));
  const withNonce = namesIn(get(NONCE_IN));
  const percentage = percentageOf(editor, get(PERCENTAGE));
  if (reportOnly === undefined || withNonce === undefined || percentage === undefined) return undefined;
  const rows: string[] = [];
  const exclude = old.find(({ name }) => name === EXCLUDE);
  if (exclude !== undefined) rows.push(row(editor, old, exclude, "EXCLUDE_URL_PREFIXES", 1));
  if (percentage !== "") rows.push(`    "REPORT_PERCENTAGE": ${percentage},`);
  rows.push('    "DIRECTIVES": {');
  const directives = old.filter(({ name }) => DIRECTIVES.includes(name));
  const known = new Set(directives.map(({ name }) => directiveOf(name)));
  if (withNonce.some((name) => !known.has(name))) return undefined;
  for (const each of directives) {
    const directive = directiveOf(each.name);
    const nonce = withNonce.includes(directive);
    const code = nonce ? listWithNonce(editor, old.at(-1)!, each.value) : undefined;
    if (nonce && code === undefined) return undefined;
    rows.push(row(editor, old, each, directive, 2, code));
  }
  // Comments of settings that have no row would be lost.
  const rowless = old.filter(({ name }) => [REPORT_ONLY, NONCE_IN, PERCENTAGE].includes(name));
  if (rowless.some((each) => each !== old.at(-1) && commentOf(editor, each) !== "")) return undefined;
  const name = reportOnly ? DJANGO_CSP_REPORTED : DJANGO_CSP_ENFORCED;
  return [`${name} = {`, ...rows, "    },", "}"].join("\n");
}

/** One row of the dict, with the comment that stood behind the setting. */
function row(
  editor: PythonEditor,
  old: readonly OldSetting[],
  setting: OldSetting,
  key: string,
  depth: number,
  code = editor.source(setting.value),
): string {
  const indentation = "    ".repeat(depth);
  const value = code.replace(/\r\n?/g, "\n").replaceAll("\n", `\n${indentation}`);
  const comment = setting === old.at(-1) ? "" : commentOf(editor, setting);
  return `${indentation}"${key}": ${value},${comment === "" ? "" : `  ${comment}`}`;
}

function commentOf(editor: PythonEditor, { statement }: OldSetting): string {
  return editor.source({ start: statement.end, end: editor.lineEnd(statement.end) }).trim();
}

/** CSP_IMG_SRC is img-src. */
function directiveOf(name: string): string {
  return name.slice("CSP_".length).toLowerCase().replaceAll("_", "-");
}

function flagOf(value: Expr | undefined): boolean | undefined {
  if (value === undefined) return false;
  return value.type === "Constant" && value.constant.kind === "bool" ? value.constant.value : undefined;
}

/** The strings of a display; none where it is missing. */
function namesIn(value: Expr | undefined): readonly string[] | undefined {
  if (value === undefined) return [];
  if (!isSequence(value)) return undefined;
  const names = value.items.map(stringValue);
  return names.includes(undefined) ? undefined : (names as string[]);
}

/** A share of 1 as a percentage; "" where it is missing. */
function percentageOf(editor: PythonEditor, value: Expr | undefined): string | undefined {
  if (value === undefined) return "";
  const text = editor.source(value);
  return /^(?:0?\.\d{1,2}|[01](?:\.0*)?)$/.test(text) ? String(Math.round(Number(text) * 100)) : undefined;
}

/** A display on one line with the nonce behind its items. */
function listWithNonce(editor: PythonEditor, { statement }: OldSetting, value: Expr): string | undefined {
  if (!isSequence(value) || /[\r\n]/.test(editor.source(value))) return undefined;
  const nonce = addImport(editor, { module: "csp.constants", name: "NONCE" }, statement.start);
  return nonce && `[${[...value.items.map((item) => editor.source(item)), nonce].join(", ")}]`;
}
