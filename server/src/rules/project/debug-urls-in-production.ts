import { removeItemAt } from "../../edits/python/displays";
import { addImport } from "../../edits/python/imports";
import { EditSession } from "../../edits/session";
import { dependencyState } from "../../files/dependencies";
import { contains } from "../../settings/plain";
import type { Location, Range } from "../../syntax/text";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { rootUrls, unconditionalUrls } from "../urls";
import { notApplicable, reasonOf, satisfied, undecided } from "../verdicts";
import { packageAtLeast } from "../versions";

const settings = (apps: string) =>
  `import os\n\nDEBUG = os.environ.get("DEBUG") == "1"\nROOT_URLCONF = "mysite.urls"\nINSTALLED_APPS = ["django.contrib.sessions"]\nif DEBUG:\n    INSTALLED_APPS += ${apps}\n`;
const example = (requirements: string, urls: readonly string[], apps = '["debug_toolbar"]') => ({
  ...exampleProject,
  "mysite/settings.py": settings(apps),
  "mysite/urls.py": `${urls.join("\n")}\n`,
  "requirements.txt": `Django==5.2.8\ngunicorn\n${requirements}`,
});

export default defineRule({
  id: "debug-urls-in-production",
  group: "project",
  severity: "error",
  summary: "The URLs need a development tool that production does not load",
  docs: {
    why:
      "Django imports the URLs with the first request. If they include those of a tool that production does not install, " +
      "or whose app production does not load, the import fails, and so does every request, with error 500. The deploy " +
      "itself looks fine, and on a developer's machine everything works.",
    how: "Include the tool's URLs only where DEBUG is on: `if settings.DEBUG: urlpatterns += [...]`, with its import inside.",
    references: [
      "https://django-debug-toolbar.readthedocs.io/en/latest/installation.html#add-the-urls",
      "https://github.com/jazzband/django-silk#installation",
      "https://pypi.org/project/django-browser-reload/",
    ],
  },
  examples: {
    bad: [
      {
        code: example("", [
          "from django.contrib import admin",
          "from django.urls import include, path",
          "",
          "urlpatterns = [",
          '    path("admin/", admin.site.urls),',
          '    path("__debug__/", include("debug_toolbar.urls")),',
          "]",
        ]),
        fixed: example("", [
          "from django.conf import settings",
          "from django.contrib import admin",
          "from django.urls import include, path",
          "",
          "urlpatterns = [",
          '    path("admin/", admin.site.urls),',
          "]",
          "",
          "if settings.DEBUG:",
          '    urlpatterns += [path("__debug__/", include("debug_toolbar.urls"))]',
        ]),
      },
      {
        code: example(
          "django-silk\n",
          [
            "from django.conf import settings",
            "from django.urls import include, path",
            "",
            "urlpatterns = [",
            '    path("", include("shop.urls")),',
            "]",
            'urlpatterns += [path("silk/", include("silk.urls", namespace="silk"))]',
          ],
          '["silk"]',
        ),
        fixed: example(
          "django-silk\n",
          [
            "from django.conf import settings",
            "from django.urls import include, path",
            "",
            "urlpatterns = [",
            '    path("", include("shop.urls")),',
            "]",
            "if settings.DEBUG:",
            '    urlpatterns += [path("silk/", include("silk.urls", namespace="silk"))]',
          ],
          '["silk"]',
        ),
      },
      {
        code: example("", [
          "import debug_toolbar",
          "from django.urls import include, path",
          "",
          "urlpatterns = [",
          '    path("", include("shop.urls")),',
          '    path("__debug__/", include(debug_toolbar.urls)),',
          "]",
        ]),
        fixed: example("", [
          "from django.conf import settings",
          "from django.urls import include, path",
          "",
          "urlpatterns = [",
          '    path("", include("shop.urls")),',
          "]",
          "",
          "if settings.DEBUG:",
          "    import debug_toolbar",
          "",
          '    urlpatterns += [path("__debug__/", include(debug_toolbar.urls))]',
        ]),
      },
    ],
    good: [
      example("", [
        "from django.conf import settings",
        "from django.urls import include, path",
        "",
        "urlpatterns = []",
        "if settings.DEBUG:",
        '    urlpatterns += [path("__debug__/", include("debug_toolbar.urls"))]',
      ]),
      example("", [
        "try:",
        "    import debug_toolbar",
        "except ImportError:",
        "    pass",
        "urlpatterns = []",
      ]),
      // Its views answer with 404 where DEBUG is off.
      {
        ...example("django-browser-reload\n", [
          "from django.urls import include, path",
          "",
          'urlpatterns = [path("__reload__/", include("django_browser_reload.urls"))]',
        ]),
      },
      {
        ...example("django-silk\n", ['urlpatterns = [path("silk/", include("silk.urls"))]']),
        "mysite/settings.py": 'from shared.settings import *\n\nROOT_URLCONF = "mysite.urls"\n',
      },
    ],
  },
  check(context) {
    const document = rootUrls(context);
    if (document === undefined) return notApplicable("the URLs are not found");
    if (!NAMES.test(document.text)) return satisfied("no development tool is mentioned");
    const all = uses(context);
    const found = all.filter(({ problem }) => problem !== undefined);
    if (found.length === 0) {
      const apps = context.settings.value("INSTALLED_APPS");
      return all.length > 0 && "open" in apps && apps.open !== undefined
        ? undecided(reasonOf(apps))
        : satisfied();
    }
    return found.map(({ problem, at }): Verdict => ({ state: "violated", message: problem, at }));
  },
  fixes: [
    {
      title: "Include it only where DEBUG is on",
      safety: "review",
      preferred: true,
      edits: onlyWithDebug,
    },
  ],
});

interface Tool {
  readonly name: string;
  readonly package: string;
  readonly module: string;
  /** Why the URLs cannot be imported without the app in INSTALLED_APPS: they import models. */
  needsApp(context: RuleContext): boolean;
}

const TOOLS: readonly Tool[] = [
  {
    name: "Django Debug Toolbar",
    package: "django-debug-toolbar",
    module: "debug_toolbar",
    needsApp: ({ project }) => packageAtLeast(project, "django-debug-toolbar", [6, 0]) === true,
  },
  { name: "Silk", package: "django-silk", module: "silk", needsApp: () => true },
  {
    name: "django-browser-reload",
    package: "django-browser-reload",
    module: "django_browser_reload",
    needsApp: () => false,
  },
];

const NAMES = /\b(?:debug_toolbar|silk|django_browser_reload)\b/;

interface Use {
  readonly tool: Tool;
  readonly at: Location;
  /** What production gets; undefined where it works. */
  readonly problem: string | undefined;
}

/** Where the URLs import or include a tool, one place for each tool: its pattern, else its import. */
function uses(context: RuleContext): Use[] {
  const document = rootUrls(context);
  if (document === undefined) return [];
  const { imports, inclusions } = unconditionalUrls(document);
  return TOOLS.flatMap((tool): Use[] => {
    const included = inclusions.find(({ module }) => isOf(tool, module))?.pattern;
    const imported = imports.find((statement) =>
      statement.type === "Import"
        ? statement.names.some(({ name }) => isOf(tool, name))
        : statement.level === 0 && isOf(tool, statement.module),
    );
    const place = included ?? imported;
    if (place === undefined) return [];
    const at = { file: document.path, start: place.start, end: place.end };
    return [{ tool, at, problem: problemOf(context, tool, included !== undefined) }];
  });
}

function isOf({ module }: Tool, name: string): boolean {
  return name === module || name.startsWith(`${module}.`);
}

function problemOf(context: RuleContext, tool: Tool, isIncluded: boolean): string | undefined {
  const { project, settings } = context;
  const state = dependencyState(project.deployment.dependencies, tool.package);
  const fails = "Every request fails with error 500: the URLs need";
  if (state === "absent" || state === "development")
    return `${fails} ${tool.name}, which production does not install.`;
  if (!isIncluded || state !== "present" || !tool.needsApp(context)) return undefined;
  if (settings.open !== undefined || contains(settings.value("INSTALLED_APPS"), tool.module) !== false)
    return undefined;
  return `${fails} ${tool.name}, whose app is not in INSTALLED_APPS in production.`;
}

/** Moves the pattern, and the import that only it uses, to the end of the module and under `if settings.DEBUG:`. */
function onlyWithDebug(context: RuleContext, { at }: { readonly at: Location }) {
  const document = rootUrls(context);
  const session = new EditSession(context.snapshot);
  const editor = session.python(at.file);
  const use = uses(context).find((each) => each.at.start === at.start);
  if (document === undefined || editor === undefined || use === undefined) return undefined;
  const { imports, inclusions } = unconditionalUrls(document);
  const [inclusion, ...others] = inclusions.filter(({ module }) => isOf(use.tool, module));
  if (inclusion === undefined || others.length > 0) return undefined;
  const { list, pattern, statement } = inclusion;
  const lines: string[] = [];
  const own = imports.filter((each) => editor.source(each).includes(use.tool.module));
  for (const each of own) {
    if (each.type !== "Import" || each.names.length > 1 || each.names[0]!.asname !== undefined)
      return undefined;
    if (!editor.delete(each)) return undefined;
    lines.push(`    ${editor.source(each)}`, "");
  }
  // Nothing else may use the name that is gone, and code after it may count on the patterns.
  const rest = withoutRanges(document.text, [...own, pattern]);
  if (rest.includes(use.tool.module)) return undefined;
  const code = editor.source(pattern);
  if (code.includes("\n") || code.includes("#")) return undefined;
  const name = addImport(editor, { module: "django.conf", name: "settings" }, statement.start);
  if (name === undefined) return undefined;
  const block = [`if ${name}.DEBUG:`, ...lines, `    urlpatterns += [${code}]`].join("\n");
  if (list.items.length === 1 && statement.type === "AugAssign" && statement.value === list) {
    editor.replace(statement, block);
    return session.changes();
  }
  const moved = removeItemAt(editor, list, list.items.indexOf(pattern)) && editor.append(block);
  return moved ? session.changes() : undefined;
}

function withoutRanges(text: string, ranges: readonly Range[]): string {
  const sorted = ranges.toSorted((a, b) => b.start - a.start);
  return sorted.reduce((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
}
