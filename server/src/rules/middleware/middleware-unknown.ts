import { Codebase } from "../../django/codebase";
import { middlewareOf, middlewareSince } from "../../django/middleware";
import { removeItemAt } from "../../edits/python/displays";
import { isString } from "../../edits/python/editor";
import { EditSession } from "../../edits/session";
import { nearest } from "../../nearest";
import type { DjangoVersion } from "../../project/project";
import type { Plain } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import { judgeMiddleware, lastPart } from "../middleware";
import { defineRule, type Finding, type RuleContext } from "../rule";
import { replaceAt } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isBelow } from "../versions";

/** What Django does by itself since 1.10. */
const BUILT_IN = "django.contrib.auth.middleware.SessionAuthenticationMiddleware";

/** A typing error, not another name. */
const MAX_TYPOS = 4;

export default defineRule({
  id: "middleware-unknown",
  group: "middleware",
  severity: "error",
  summary: "MIDDLEWARE names a class that does not exist",
  docs: {
    why:
      "Django imports the entries of MIDDLEWARE when the web server loads the application, not before: the system " +
      "checks, collectstatic and migrate all pass, and then every worker stops with an ImportError. Heroku shows H10 (app " +
      "crashed).",
    how: "Write the class as Python imports it, or remove the entry. Some of Django's own need a newer Django.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/middleware/",
      "https://devcenter.heroku.com/articles/error-codes#h10-app-crashed",
    ],
  },
  examples: {
    bad: [
      {
        code: 'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.gzip.GzipMiddleware"]\n',
        fixed:
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.gzip.GZipMiddleware"]\n',
      },
      {
        code: [
          "MIDDLEWARE = [",
          '    "django.middleware.security.SecurityMiddleware",',
          '    "django.middleware.csp.ContentSecurityPolicyMiddleware",',
          "]",
          "",
        ].join("\n"),
      },
      {
        code: [
          "MIDDLEWARE = [",
          '    "django.middleware.security.SecurityMiddleware",',
          '    "django.contrib.auth.middleware.SessionAuthenticationMiddleware",',
          "]",
          "",
        ].join("\n"),
        fixed: ["MIDDLEWARE = [", '    "django.middleware.security.SecurityMiddleware",', "]", ""].join("\n"),
      },
      {
        code: {
          "mysite/middleware.py":
            "class MaintenanceMiddleware:\n    def __init__(self, get_response):\n        self.get_response = get_response\n",
          "mysite/settings.py": [
            "MIDDLEWARE = [",
            "    'django.middleware.security.SecurityMiddleware',",
            "    'mysite.middleware.MaintenaceMiddleware',",
            "]",
            "",
          ].join("\n"),
        },
        fixed: {
          "mysite/middleware.py":
            "class MaintenanceMiddleware:\n    def __init__(self, get_response):\n        self.get_response = get_response\n",
          "mysite/settings.py": [
            "MIDDLEWARE = [",
            "    'django.middleware.security.SecurityMiddleware',",
            "    'mysite.middleware.MaintenanceMiddleware',",
            "]",
            "",
          ].join("\n"),
        },
      },
    ],
    good: [
      'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "somewhere.middleware.Something"]\n',
      'import os\n\nMIDDLEWARE = ["django.middleware.security.SecurityMiddleware", os.environ["MORE_MIDDLEWARE"]]\n',
      {
        "requirements.txt": "Django>=6.0,<6.2\ngunicorn\n",
        "mysite/settings.py":
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.csp.ContentSecurityPolicyMiddleware"]\n',
      },
      {
        "requirements.txt": "Django>=5.2,<6.1\ngunicorn\n",
        "mysite/settings.py":
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.csp.ContentSecurityPolicyMiddleware"]\n',
      },
      {
        // What a star import brings is not followed.
        "mysite/middleware.py": "from elsewhere import *\n",
        "mysite/settings.py":
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "mysite.middleware.Anything"]\n',
      },
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (isBelow(project, "3.2")) return notApplicable("this version of Django is not known here");
    let codebase: Codebase | undefined;
    const own = () => {
      codebase ??= codebaseOf(context);
      return codebase;
    };
    const judgement = judgeMiddleware(context, ["MIDDLEWARE"], (middleware) =>
      judgeEntries(context, middleware, own),
    );
    return verdictOn(settings, "MIDDLEWARE", judgement, "");
  },
  fixes: [
    {
      title: (context, finding) => `Change it to ${lastPart(suggestion(context, finding) ?? "")}`,
      safety: "review",
      preferred: true,
      edits(context, finding) {
        const name = suggestion(context, finding);
        return name === undefined ? undefined : replaceAt(context, finding.at, `"${name}"`, isString);
      },
    },
    {
      title: "Remove it: Django does this by itself",
      safety: "review",
      preferred: true,
      edits({ snapshot }, { at }) {
        const session = new EditSession(snapshot);
        const editor = session.python(at.file);
        const found = editor?.expression(at);
        const display = found?.parents[0];
        if (editor === undefined || found === undefined || !isString(found.node)) return undefined;
        if (found.node.constant.kind !== "str" || found.node.constant.value !== BUILT_IN) return undefined;
        if (display?.type !== "List" && display?.type !== "Tuple") return undefined;
        return removeItemAt(editor, display, display.items.indexOf(found.node))
          ? session.changes()
          : undefined;
      },
    },
  ],
});

/** The project's own modules, as Django imports them. */
function codebaseOf({ snapshot, project }: RuleContext): Codebase {
  // A file that git ignores may be made by a build.
  return new Codebase({ snapshot, importRoot: project.root, absent: () => false, complete: false });
}

function judgeEntries({ project }: RuleContext, middleware: Plain, codebase: () => Codebase): Answer {
  if (middleware.kind !== "list" && middleware.kind !== "tuple") return undecided(reasonOf(middleware));
  for (const item of middleware.items) {
    if (item.kind !== "str") continue;
    const problem = problemOf(item.value, project.django.range?.max, codebase);
    if (problem === undefined) continue;
    const message = `${problem}: Django's checks do not notice, and every worker stops with an ImportError as soon as it starts.`;
    return { state: "violated", at: item.at, message };
  }
  return middleware.open === undefined ? satisfied() : undecided(middleware.open);
}

/** Why a dotted name cannot be imported; undefined where it can, or nobody knows. */
function problemOf(
  name: string,
  newest: DjangoVersion | undefined,
  codebase: () => Codebase,
): string | undefined {
  if (name.startsWith("django.")) {
    const since = middlewareSince(name);
    if (since === undefined) return `Django has no ${name}`;
    const tooNew = since !== "always" && newest !== undefined && !middlewareOf(newest).includes(name);
    return tooNew ? `${lastPart(name)} came with Django ${since}, but ${newest} is installed` : undefined;
  }
  const found = codebase().find(name);
  if (found.kind !== "missing") return undefined;
  if (found.module !== undefined) return `There is no ${lastPart(name)} in ${found.module.name}`;
  const module = name.slice(0, Math.max(name.lastIndexOf("."), 0));
  return module === "" ? `"${name}" is not the dotted path of a class` : `There is no module ${module}`;
}

/** The name that is meant, if it is nearly the same. */
function suggestion(context: RuleContext, { at }: Finding): string | undefined {
  const node = new EditSession(context.snapshot).python(at.file)?.expression(at)?.node;
  const name =
    node !== undefined && isString(node) && node.constant.kind === "str" ? node.constant.value : "";
  if (name.startsWith("django.")) {
    const { range } = context.project.django;
    return nearest(name, middlewareOf(range?.min ?? "3.2"), MAX_TYPOS);
  }
  const codebase = codebaseOf(context);
  const found = codebase.find(name);
  if (found.kind !== "missing" || found.module === undefined) return undefined;
  const classes = [...codebase.names(found.module).names].flatMap(([each, { kind }]) =>
    kind === "class" || kind === "function" ? [each] : [],
  );
  const meant = nearest(lastPart(name), classes, MAX_TYPOS);
  return meant && `${found.module.name}.${meant}`;
}
