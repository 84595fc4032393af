import { join } from "../../paths";
import { entry, type Plain, truthy } from "../../settings/plain";
import { directoryOf, insideFolder } from "../directories";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { rootUrls } from "../urls";
import { notApplicable, reasonOf, satisfied, undecided } from "../verdicts";

const ENGINE = "django.template.backends.django.DjangoTemplates";
const PAGES = [
  ["404.html", "Page not found", "There is nothing at this address."],
  ["500.html", "Something went wrong", "The error has been noted. Please try again later."],
] as const;

const settings = (dirs: string) =>
  [
    "import os",
    "from pathlib import Path",
    "",
    "BASE_DIR = Path(__file__).resolve().parent.parent",
    'ROOT_URLCONF = "mysite.urls"',
    "TEMPLATES = [",
    "    {",
    `        "BACKEND": "${ENGINE}",`,
    `        "DIRS": ${dirs},`,
    '        "APP_DIRS": True,',
    "    }",
    "]",
    "",
  ].join("\n");
const example = {
  ...exampleProject,
  "mysite/settings.py": settings('[BASE_DIR / "templates"]'),
  "mysite/urls.py": "urlpatterns = []\n",
  "templates/base.html": "<title>My site</title>\n",
};

export default defineRule({
  id: "error-templates-missing",
  group: "project",
  severity: "hint",
  summary: "The site has no error pages of its own",
  docs: {
    why:
      "Where DEBUG is off, Django answers errors with a bare line: “Not Found” or “Server Error (500)”, without the " +
      "site's name, look or a way back.",
    how:
      "Put 404.html and 500.html at the top of a template directory. 500.html should stand on its own: it is shown when " +
      "something is broken, without the context that other pages have.",
    references: [
      "https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#customize-the-default-error-views",
      "https://docs.djangoproject.com/en/stable/ref/views/#error-views",
    ],
  },
  examples: {
    bad: [
      {
        code: example,
        fixed: {
          ...example,
          ...Object.fromEntries(
            PAGES.map(([name, title, text]) => [`templates/${name}`, page(title, text)] as const),
          ),
        },
      },
    ],
    good: [
      { ...example, "templates/404.html": "", "templates/500.html": "" },
      {
        ...example,
        "mysite/urls.py": 'handler404 = "mysite.views.missing"\nhandler500 = "mysite.views.broken"\n',
      },
      { ...example, "mysite/settings.py": settings('[os.environ["TEMPLATES"]]') },
      // A site that answers with data has no pages.
      { ...exampleProject, "mysite/settings.py": settings("[]"), "mysite/urls.py": "urlpatterns = []\n" },
    ],
  },
  check(context) {
    const urls = rootUrls(context);
    if (urls === undefined) return undecided("the URLs are not found");
    if (/\bhandler(?:404|500)\b/.test(urls.text)) return satisfied("the URLs name views for errors");
    const directories = templateDirectories(context);
    if (typeof directories === "string") return undecided(directories);
    const files = filesIn(context, directories);
    if (!files.some((name) => name.endsWith(".html"))) return notApplicable("the project has no templates");
    const missing = PAGES.map(([name]) => name).filter((name) => !files.includes(name));
    if (missing.length === 0) return satisfied();
    return {
      state: "violated",
      message: `The project has no ${missing.join(" and no ")}, so visitors see Django's bare one-line page where a page is missing or fails.`,
      at: context.settings.location("TEMPLATES"),
    } satisfies Verdict;
  },
  fixes: [
    {
      title: "Add simple error pages",
      safety: "review",
      edits(context) {
        const directories = templateDirectories(context);
        if (typeof directories === "string" || directories.length === 0) return undefined;
        const files = filesIn(context, directories);
        return PAGES.filter(([name]) => !files.includes(name)).map(([name, title, text]) => ({
          kind: "create",
          path: join(directories[0]!, name),
          text: page(title, text),
        }));
      },
    },
  ],
});

function page(title: string, text: string): string {
  return [
    "<!doctype html>",
    '<html lang="en">',
    "  <head>",
    '    <meta charset="utf-8">',
    `    <title>${title}</title>`,
    "  </head>",
    "  <body>",
    `    <h1>${title}</h1>`,
    `    <p>${text}</p>`,
    "  </body>",
    "</html>",
    "",
  ].join("\n");
}

/** The directories of the project that templates are found in, those of DIRS first; the reason why they are not known. */
function templateDirectories(context: RuleContext): readonly string[] | string {
  const engines = context.settings.value("TEMPLATES");
  if (!("items" in engines) || engines.open !== undefined) return reasonOf(engines);
  const found: string[] = [];
  for (const engine of engines.items) {
    const backend = entry(engine, "BACKEND");
    if (backend?.kind !== "str" || backend.value !== ENGINE) return "templates are not Django's alone";
    if (entry(engine, "OPTIONS") !== null && mayHaveLoaders(entry(engine, "OPTIONS")))
      return "templates have loaders of their own";
    const dirs = entry(engine, "DIRS");
    if (dirs === undefined) return "the template directories are not known";
    for (const directory of dirs === null ? [] : itemsOf(dirs)) {
      const path = directoryOf(context, directory);
      const inside = path && insideFolder(context, path);
      if (inside === undefined) return "a template directory is not known";
      found.push(inside);
    }
    const appDirs = entry(engine, "APP_DIRS");
    if (appDirs === null || (appDirs !== undefined && truthy(appDirs) === false)) continue;
    const apps = context.settings.value("INSTALLED_APPS");
    if (!("items" in apps) || apps.open !== undefined) return reasonOf(apps);
    found.push(...appDirectories(context, apps.items));
  }
  return [...new Set(found)];
}

function mayHaveLoaders(options: Plain | null | undefined): boolean {
  return options === undefined || options === null || entry(options, "loaders") !== null;
}

function itemsOf(value: Plain): readonly Plain[] {
  return "items" in value ? value.items : [value];
}

/** The template directories of the project's own apps. */
function appDirectories({ project, snapshot }: RuleContext, apps: readonly Plain[]): string[] {
  return apps.flatMap((app) => {
    if (app.kind !== "str" || app.value.startsWith("django.")) return [];
    const module = app.value.replace(/\.apps\.\w+$/, "");
    const directory = join(project.root, module.replaceAll(".", "/"), "templates");
    return snapshot.directory(directory) === undefined ? [] : [directory];
  });
}

function filesIn({ snapshot }: RuleContext, directories: readonly string[]): string[] {
  return directories.flatMap((directory) =>
    (snapshot.directory(directory) ?? []).flatMap(({ name, kind }) => (kind === "file" ? [name] : [])),
  );
}
