import { isSequence, removeItemAt, stringValue } from "../../edits/python/displays";
import { addSetting } from "../../edits/python/settings";
import { EditSession } from "../../edits/session";
import { dependencyState } from "../../files/dependencies";
import { join } from "../../paths";
import { contains, type Plain, truthy } from "../../settings/plain";
import type { Location } from "../../syntax/text";
import { DEBUG_TOOLS, type DebugTool, type Effect } from "../debugTools";
import { type Answer, defineRule, type RuleContext, type Verdict } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const APPS = "INSTALLED_APPS";
const MIDDLEWARE = "MIDDLEWARE";
const REQUIREMENTS = "Django==5.2.8\ngunicorn\ndjango-debug-toolbar\ndjango-silk\npyinstrument\n";

export default defineRule({
  id: "debug-tool-in-production",
  group: "security",
  severity: "warning",
  summary: "A development tool runs in production",
  docs: {
    why:
      "Toolbars and profilers show SQL, settings, headers and files, and those that raise on slow code turn slow pages " +
      "into broken ones. Some look at DEBUG and stay quiet in production, some do not: Silk's pages and pyinstrument's " +
      "profiles are there for every visitor. And if production does not install the package, Django does not start.",
    how:
      "Add the tool, its middleware and its URLs only where DEBUG is on, or in the settings module of development. " +
      "To profile production on purpose, make Silk ask for a login (`SILKY_AUTHENTICATION` and `SILKY_AUTHORISATION`).",
    references: [
      "https://django-debug-toolbar.readthedocs.io/en/latest/installation.html",
      "https://github.com/jazzband/django-silk#authenticationauthorisation",
      "https://pyinstrument.readthedocs.io/en/latest/guide.html#profile-a-web-request-in-django",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "requirements.txt": REQUIREMENTS,
          "mysite/settings.py": [
            "import os",
            "",
            'DEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"',
            'ROOT_URLCONF = "mysite.urls"',
            "INSTALLED_APPS = [",
            '    "django.contrib.sessions",',
            '    "debug_toolbar",',
            "]",
            "MIDDLEWARE = [",
            '    "debug_toolbar.middleware.DebugToolbarMiddleware",',
            '    "django.middleware.security.SecurityMiddleware",',
            "]",
            "",
          ].join("\n"),
        },
        fixed: {
          "requirements.txt": REQUIREMENTS,
          "mysite/settings.py": [
            "import os",
            "",
            'DEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"',
            'ROOT_URLCONF = "mysite.urls"',
            "INSTALLED_APPS = [",
            '    "django.contrib.sessions",',
            "]",
            "MIDDLEWARE = [",
            '    "django.middleware.security.SecurityMiddleware",',
            "]",
            "",
            "if DEBUG:",
            '    INSTALLED_APPS.append("debug_toolbar")',
            '    MIDDLEWARE.insert(0, "debug_toolbar.middleware.DebugToolbarMiddleware")',
            "",
          ].join("\n"),
        },
      },
      {
        code: {
          "requirements.txt": REQUIREMENTS,
          "mysite/settings.py": [
            "DEBUG = False",
            'MIDDLEWARE = ["debug_toolbar.middleware.DebugToolbarMiddleware"]',
            'DEBUG_TOOLBAR_CONFIG = {"SHOW_TOOLBAR_CALLBACK": lambda request: True}',
            "",
          ].join("\n"),
        },
      },
      {
        code: {
          "requirements.txt": REQUIREMENTS,
          "mysite/settings.py":
            'DEBUG = False\nINSTALLED_APPS = ["silk"]\nMIDDLEWARE = ["silk.middleware.SilkyMiddleware"]\n',
        },
      },
      {
        code: {
          "requirements.txt": REQUIREMENTS,
          "mysite/settings.py":
            'DEBUG = False\nMIDDLEWARE = ["django.middleware.common.CommonMiddleware", "pyinstrument.middleware.ProfilerMiddleware"]\n',
        },
      },
      // Production does not install it.
      { code: 'DEBUG = False\nINSTALLED_APPS = ["django.contrib.sessions", "django_browser_reload"]\n' },
    ],
    good: [
      {
        "requirements.txt": REQUIREMENTS,
        "mysite/settings.py":
          'import os\n\nDEBUG = os.environ.get("DEBUG") == "1"\nINSTALLED_APPS = ["django.contrib.sessions"]\nif DEBUG:\n    INSTALLED_APPS += ["debug_toolbar"]\n',
      },
      {
        "requirements.txt": REQUIREMENTS,
        "mysite/settings.py":
          'DEBUG = False\nINSTALLED_APPS = ["silk"]\nMIDDLEWARE = ["silk.middleware.SilkyMiddleware"]\nSILKY_AUTHENTICATION = True\nSILKY_AUTHORISATION = True\n',
      },
      // DEBUG itself is the finding.
      'DEBUG = True\nINSTALLED_APPS = ["debug_toolbar"]\n',
    ],
  },
  check(context) {
    const { settings } = context;
    if (truthy(settings.value("DEBUG")) === true) return notApplicable("DEBUG is on");
    const apps = settings.value(APPS);
    const middleware = settings.value(MIDDLEWARE);
    const found = DEBUG_TOOLS.flatMap((tool) => verdictOnTool(context, tool, apps, middleware) ?? []);
    if (found.length > 0) return found;
    return settings.judge([APPS, MIDDLEWARE], answer);
  },
  fixes: [
    {
      title: (context) =>
        context.project.settings.shared
          ? "Load it only where DEBUG is on"
          : "Remove it from production's settings",
      safety: "review",
      preferred: true,
      edits: (context, { at }) => takeOut(context, at),
    },
  ],
});

/** What is known where no tool does harm for sure. */
function answer(apps: Plain, middleware: Plain): Answer {
  const loaded = DEBUG_TOOLS.find(
    (tool) =>
      (tool.app !== undefined && contains(apps, tool.app) === true) ||
      (tool.middleware !== undefined && contains(middleware, tool.middleware) === true),
  );
  if (loaded !== undefined) return undecided(`${loaded.name} may be loaded`);
  if (isOpen(apps)) return undecided(reasonOf(apps));
  return isOpen(middleware) ? undecided(reasonOf(middleware)) : satisfied();
}

/** The verdict on a tool that is there in production for sure; undefined for one that does no harm. */
function verdictOnTool(
  context: RuleContext,
  tool: DebugTool,
  apps: Plain,
  middleware: Plain,
): Verdict | undefined {
  const hasApp = tool.app !== undefined && contains(apps, tool.app) === true;
  const hasMiddleware = tool.middleware !== undefined && contains(middleware, tool.middleware) === true;
  if (!hasApp && !hasMiddleware) return undefined;
  const effect = missing(context, tool) ?? tool.effect(context, { hasApp, hasMiddleware });
  if (effect === undefined) return undefined;
  const [name, list, item] = hasMiddleware
    ? [MIDDLEWARE, middleware, tool.middleware!]
    : [APPS, apps, tool.app!];
  const at = placeOf(list, item) ?? context.settings.location(name);
  return verdictOn(context.settings, name, { state: "violated", at }, effect.message, {
    severity: effect.severity,
  });
}

/** What happens where production does not install the tool. */
function missing({ project }: RuleContext, tool: DebugTool): Effect | undefined {
  const state = dependencyState(project.deployment.dependencies, tool.package);
  if (state !== "absent" && state !== "development") return undefined;
  const message = `Django does not start: production's settings load ${tool.name}, which production does not install.`;
  return { severity: "error", message };
}

function placeOf(list: Plain, item: string): Location | undefined {
  if (!("items" in list)) return undefined;
  return list.items.find((each) => each.kind === "str" && each.value === item)?.at;
}

function isOpen(list: Plain): boolean {
  if (!("items" in list)) return true;
  return list.open !== undefined || list.items.some(({ kind }) => kind !== "str");
}

/** Takes a tool out of the lists of the production module; where development shares it, DEBUG brings it back. */
function takeOut(context: RuleContext, at: Location) {
  const { project, settings, snapshot } = context;
  const session = new EditSession(snapshot);
  const editor = session.python(at.file);
  const written = stringValue(editor?.expression(at)?.node);
  const tool = DEBUG_TOOLS.find(({ app, middleware }) => written === app || written === middleware);
  const { module, shared } = project.settings;
  if (editor === undefined || tool === undefined || at.file !== module?.path) return undefined;
  if (shared && !settings.defines("DEBUG")) return undefined;
  if (urlsNeed(context, tool)) return undefined;
  const lines: string[] = [];
  for (const [name, item] of [
    [APPS, tool.app],
    [MIDDLEWARE, tool.middleware],
  ] as const) {
    const place = item === undefined ? undefined : placeOf(settings.value(name), item);
    if (place === undefined) continue;
    const display = place.file === editor.path ? editor.expression(place)?.parents[0] : undefined;
    if (display?.type !== "List" || !isSequence(display)) return undefined;
    const index = display.items.findIndex(({ start }) => start === place.start);
    if (index < 0 || !removeItemAt(editor, display, index)) return undefined;
    lines.push(`${name}.${name === APPS ? "append(" : `insert(${index}, `}"${item}")`);
  }
  const back = ["if DEBUG:", ...lines.map((line) => `    ${line}`)].join("\n");
  if (shared && !addSetting(editor, back)) return undefined;
  return session.changes();
}

/** Whether the URLs may use the tool's app whatever DEBUG is, so that they would break without it. */
function urlsNeed({ project, settings, snapshot }: RuleContext, { app }: DebugTool): boolean {
  if (app === undefined) return false;
  const urls = settings.value("ROOT_URLCONF");
  if (urls.kind !== "str") return true;
  const text = snapshot.file(join(project.root, `${urls.value.replaceAll(".", "/")}.py`))?.text;
  return text === undefined || (text.includes(app.split(".")[0]!) && !text.includes("DEBUG"));
}
