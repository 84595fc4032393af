import { join } from "../../paths";
import { perDocument, type SourceDocument } from "../../syntax/document";
import type { Expr, Stmt } from "../../syntax/python/ast";
import { absoluteStatements, descendants } from "../../syntax/python/find";
import type { Range } from "../../syntax/text";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { notApplicable, satisfied, undecided } from "../verdicts";

const SETTINGS = { "mysite/settings.py": "ROOT_URLCONF = 'mysite.urls'\nMEDIA_ROOT = '/srv/media'\n" };
const IMPORTS = [
  "from django.conf import settings",
  "from django.urls import path, re_path",
  "from django.views.static import serve",
  "",
];

export default defineRule({
  id: "serve-view-in-production",
  group: "static",
  severity: "warning",
  summary: "Production serves files with Django's view for development",
  docs: {
    why:
      "`django.views.static.serve` is meant for development: Django's documentation calls it inefficient and probably " +
      "insecure. Each file keeps a worker busy for as long as a client takes to fetch it, so a few slow clients are " +
      "enough to stop the site.",
    how:
      "Keep uploads in a storage that serves them itself, such as S3, and let WhiteNoise or a web server serve static " +
      "files. Put the route under `if settings.DEBUG:`.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/views/#serving-files-in-development",
      "https://docs.djangoproject.com/en/stable/howto/static-files/#serving-files-uploaded-by-a-user-during-development",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          ...SETTINGS,
          "mysite/urls.py": [
            ...IMPORTS,
            "urlpatterns = [",
            "    re_path(r'^media/(?P<path>.*)$', serve, {'document_root': settings.MEDIA_ROOT}),",
            "]",
            "",
          ].join("\n"),
        },
      },
      {
        code: {
          ...SETTINGS,
          "mysite/urls.py": [
            "from django.conf import settings",
            "from django.urls import path",
            "from django.views import static",
            "",
            "urlpatterns = []",
            "if not settings.DEBUG:",
            "    urlpatterns += [path('media/<path:path>', static.serve, {'document_root': settings.MEDIA_ROOT})]",
            "",
          ].join("\n"),
        },
      },
    ],
    good: [
      {
        ...SETTINGS,
        "mysite/urls.py": [
          ...IMPORTS,
          "urlpatterns = []",
          "if settings.DEBUG:",
          "    urlpatterns += [path('media/<path:path>', serve, {'document_root': settings.MEDIA_ROOT})]",
          "",
        ].join("\n"),
      },
      {
        ...SETTINGS,
        "mysite/urls.py": [
          ...IMPORTS,
          "from django.contrib.auth.decorators import login_required",
          "",
          "urlpatterns = [path('docs/<path:path>', login_required(serve), {'document_root': '/docs'})]",
          "",
        ].join("\n"),
      },
      "import os\n\nROOT_URLCONF = os.environ['URLCONF']\n",
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!settings.defines("ROOT_URLCONF")) return notApplicable("ROOT_URLCONF is not set");
    const urls = settings.value("ROOT_URLCONF");
    if (urls.kind !== "str") return undecided("ROOT_URLCONF is not known");
    const document = urlconf(context, urls.value);
    if (document === undefined) return undecided("the URLconf was not found");
    const routes = serveRoutes(document);
    if (routes.length === 0) return satisfied();
    const { start, end } = routes[0]!;
    return {
      state: "violated",
      message:
        "Files are served by django.views.static.serve, a view for development that Django's documentation calls inefficient and probably insecure: each download keeps a worker busy.",
      at: { file: document.path, start, end },
      related: routes.slice(1).map((route) => ({
        location: { file: document.path, start: route.start, end: route.end },
        message: "Here, too",
      })),
      coveredBy: project.deployment.heroku ? "media-on-ephemeral-disk" : undefined,
    } satisfies Verdict;
  },
});

function urlconf({ project, snapshot }: RuleContext, name: string): SourceDocument | undefined {
  const path = join(project.root, name.replaceAll(".", "/"));
  return snapshot.file(`${path}.py`) ?? snapshot.file(`${path}/__init__.py`);
}

/** The routes to the view that are there with DEBUG off; looked for once in each version of a file. */
const serveRoutes = perDocument((document): readonly Range[] => {
  if (!document.text.includes("django.views")) return [];
  const statements = absoluteStatements(document.python());
  const names = new Set(statements.flatMap(namesOfServe));
  if (names.size === 0) return [];
  return statements.flatMap(inProduction).flatMap((statement) => {
    if (!changesPatterns(statement)) return [];
    const nodes = [...descendants(statement)];
    // What depends on something is left alone.
    if (nodes.some(({ type }) => type === "IfExp" || type === "BoolOp")) return [];
    return nodes.flatMap((node) => {
      if (node.type !== "Call" || node.func.type !== "Name") return [];
      if (!/^(?:path|re_path|url)$/.test(node.func.id)) return [];
      const view = node.args[1] ?? node.keywords.find(({ arg }) => arg === "view")?.value;
      const name = view && dotted(view);
      return name !== undefined && names.has(name) ? [{ start: node.start, end: node.end }] : [];
    });
  });
});

/** What a module calls the view after an import. */
function namesOfServe(statement: Stmt): string[] {
  if (statement.type !== "ImportFrom" || statement.level > 0 || statement.names === "*") return [];
  const { module, names } = statement;
  return names.flatMap(({ name, asname }) => {
    if (module === "django.views.static" && name === "serve") return [asname ?? name];
    return module === "django.views" && name === "static" ? [`${asname ?? name}.serve`] : [];
  });
}

/** The statements that run with DEBUG off. */
function inProduction(statement: Stmt): readonly Stmt[] {
  if (statement.type === "Assign" || statement.type === "AugAssign" || statement.type === "Expr")
    return [statement];
  if (statement.type !== "If") return [];
  const { test, body, orelse } = statement;
  if (dotted(test) === "settings.DEBUG") return orelse.flatMap(inProduction);
  const off = test.type === "UnaryOp" && test.op === "not" && dotted(test.operand) === "settings.DEBUG";
  return off ? body.flatMap(inProduction) : [];
}

/** Whether a statement sets or extends `urlpatterns`. */
function changesPatterns(statement: Stmt): boolean {
  switch (statement.type) {
    case "Assign":
      return statement.targets.some((target) => dotted(target) === "urlpatterns");
    case "AugAssign":
      return dotted(statement.target) === "urlpatterns";
    case "Expr":
      return (
        statement.value.type === "Call" &&
        /^urlpatterns\.(?:append|extend|insert)$/.test(dotted(statement.value.func) ?? "")
      );
    default:
      return false;
  }
}

/** `a.b` of names and attributes. */
function dotted(node: Expr): string | undefined {
  if (node.type === "Name") return node.id;
  if (node.type !== "Attribute") return undefined;
  const owner = dotted(node.value);
  return owner && `${owner}.${node.attr}`;
}
