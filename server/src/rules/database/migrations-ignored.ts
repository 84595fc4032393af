import ignore from "ignore";
import { dirname, join, relative } from "../../paths";
import type { SourceDocument } from "../../syntax/document";
import type { Location } from "../../syntax/text";
import { editOf } from "../commands";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable, satisfied, verdictOn } from "../verdicts";

const files = (ignored: Readonly<Record<string, string>>, apps = "['shop']") => ({
  "shop/__init__.py": "",
  "shop/models.py":
    "from django.db import models\n\n\nclass Order(models.Model):\n    paid = models.BooleanField()\n",
  "mysite/settings.py": `import os\n\nINSTALLED_APPS = ${apps}\n`,
  ...ignored,
});

export default defineRule({
  id: "migrations-ignored",
  group: "database",
  severity: "error",
  summary: "Migrations are left out of what is deployed",
  docs: {
    why:
      "Migrations are source code: production's `migrate` runs the files that were deployed with the models. Where git, " +
      "the slug or the image leaves them out, the new code runs against tables without its columns, and every machine makes " +
      "migrations of its own, with other names.",
    how: "Remove the pattern, make the migrations once, and commit them.",
    references: [
      "https://docs.djangoproject.com/en/stable/topics/migrations/#workflow",
      "https://devcenter.heroku.com/articles/slug-compiler#ignoring-files-with-slugignore",
    ],
  },
  examples: {
    bad: [
      {
        code: files({ ".gitignore": "*.pyc\n*/migrations/*.py\n!*/migrations/__init__.py\n.env\n" }),
        fixed: files({ ".gitignore": "*.pyc\n!*/migrations/__init__.py\n.env\n" }),
      },
      {
        code: files({ ".slugignore": "docs\nshop/migrations" }),
        fixed: files({ ".slugignore": "docs\n" }),
      },
    ],
    good: [
      files({ ".gitignore": "*/migrations/*.pyc\n# */migrations/*.py\n" }),
      files({ ".gitignore": "blog/migrations/\n" }),
      files({ ".gitignore": "*/migrations/*.py\n" }, "os.environ['APPS'].split()"),
      files({ ".gitignore": "*/migrations/*.py\n!shop/migrations/*.py\n" }),
    ],
  },
  check(context) {
    const { settings } = context;
    const found = ignoredMigrations(context);
    const [first] = found;
    if (first === undefined) return satisfied("no file leaves migrations out, as far as is known");
    if (settings.defines("MIGRATION_MODULES")) return notApplicable("migrations may be in other places");
    const what = first.file.endsWith(".gitignore")
      ? `new migrations of ${first.app} out of git`
      : `the migrations of ${first.app} out of the deploy`;
    return verdictOn(
      settings,
      "INSTALLED_APPS",
      { state: "violated", at: first.lines[0]! },
      `This pattern keeps ${what}: \`migrate\` does not find them in production, and the new code runs against the old tables.`,
    );
  },
  fixes: [
    {
      title: "Remove the pattern",
      safety: "review",
      preferred: true,
      edits(context) {
        const changes = ignoredMigrations(context).map(({ file, lines }) => {
          const { text, lines: index } = context.snapshot.file(file)!;
          return editOf(
            file,
            ...lines.map(({ start }) => {
              const { line } = index.positionAt(start);
              const end = line + 1 < index.lineCount ? index.lineStart(line + 1) : text.length;
              return { start: index.lineStart(line), end, text: "" };
            }),
          );
        });
        return changes.length > 0 ? changes : undefined;
      },
    },
  ],
});

interface IgnoredMigrations {
  readonly file: string;
  readonly app: string;
  /** The patterns that leave them out. */
  readonly lines: readonly Location[];
}

/** The files whose patterns leave out the migrations of an app of the project. */
function ignoredMigrations(context: RuleContext): IgnoredMigrations[] {
  const { snapshot, settings } = context;
  const documents = ignoreFiles(context).flatMap((path) => snapshot.file(path) ?? []);
  const mentioning = documents.filter(({ text }) => text.includes("migrations"));
  if (mentioning.length === 0) return [];
  const apps = settings.value("INSTALLED_APPS");
  if (apps.kind !== "list" && apps.kind !== "tuple") return [];
  const names = apps.items.flatMap((app) =>
    app.kind === "str" ? [app.value.replace(/\.apps\.\w+$/, "")] : [],
  );
  const own = names.filter((name) => hasModels(context, name));
  return mentioning.flatMap((document): IgnoredMigrations[] => {
    for (const app of own) {
      const lines = patternsFor(context, document, app);
      if (lines.length > 0) return [{ file: document.path, app, lines }];
    }
    return [];
  });
}

/** The files that say what is left out of a deploy. */
function ignoreFiles({ project, snapshot }: RuleContext): string[] {
  const { root, target } = project.deployment;
  const places = new Set<string>([".gitignore"]);
  for (let at = project.root; at !== ""; at = dirname(at)) places.add(join(at, ".gitignore"));
  if (target === "classic") places.add(join(root, ".slugignore"));
  if (target === "container" || target === "docker") places.add(join(root, ".dockerignore"));
  return [...places].filter((path) =>
    snapshot.directory(dirname(path))?.some(({ name }) => path.endsWith(name) && name.endsWith("ignore")),
  );
}

function directoryOf({ project }: RuleContext, app: string): string {
  return join(project.root, ...app.split("."));
}

function hasModels(context: RuleContext, app: string): boolean {
  const entries = context.snapshot.directory(directoryOf(context, app)) ?? [];
  return entries.some(({ name }) => name === "models.py" || name === "models" || name === "migrations");
}

/** The lines of a file about migrations that leave out those of an app; none if another line brings them back. */
function patternsFor(context: RuleContext, { path, text, lines }: SourceDocument, app: string): Location[] {
  const migration = join(directoryOf(context, app), "migrations/0001_initial.py");
  const inside = relative(dirname(path), migration);
  if (inside === "" || inside.startsWith("..") || !ignore().add(text).ignores(inside)) return [];
  const found: Location[] = [];
  for (let line = 0; line < lines.lineCount; line++) {
    const start = lines.lineStart(line);
    const pattern = text.slice(start, lines.lineEnd(line));
    if (!pattern.includes("migrations") || !ignore().add(pattern).ignores(inside)) continue;
    // Docker looks for a bare name at the top only.
    if (path.endsWith(".dockerignore") && !/\/./.test(pattern)) continue;
    found.push({ file: path, start, end: start + pattern.trimEnd().length });
  }
  return found;
}
