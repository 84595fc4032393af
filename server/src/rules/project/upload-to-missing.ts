import { join } from "../../paths";
import type { Plain } from "../../settings/plain";
import type { Snapshot } from "../../snapshot";
import { perDocument, type SourceDocument } from "../../syntax/document";
import type { ClassDef, Expr } from "../../syntax/python/ast";
import { absoluteStatements } from "../../syntax/python/find";
import type { Range } from "../../syntax/text";
import { exampleProject } from "../exampleProject";
import { type Answer, defineRule, type RuleContext, type Verdict } from "../rule";
import { reasonOf, satisfied, undecided } from "../verdicts";

const booksIn = (module: string, fields: readonly string[]) => ({
  ...exampleProject,
  "mysite/settings.py": 'ROOT_URLCONF = "mysite.urls"\nINSTALLED_APPS = ["books"]\n',
  "books/__init__.py": "",
  [`books/${module}`]: [
    "import os",
    "from django.db import models",
    "",
    "",
    "class Book(models.Model):",
    ...fields.map((field) => `    ${field}`),
    "",
  ].join("\n"),
});

const example = (...fields: string[]) => booksIn("models.py", fields);

export default defineRule({
  id: "upload-to-missing",
  group: "project",
  severity: "hint",
  summary: "A field's uploads all go to the top directory of the storage",
  docs: {
    why:
      "A FileField or ImageField without `upload_to` puts its files at the top of MEDIA_ROOT or of the bucket, among " +
      "those of every other field. Nobody can tell later which are whose, give them rules of their own or clean them up.",
    how: 'Give each field a directory, `upload_to="covers/"`, and make a migration. Files that are there stay where they are.',
    references: [
      "https://docs.djangoproject.com/en/stable/ref/models/fields/#django.db.models.FileField.upload_to",
    ],
  },
  examples: {
    bad: [
      { code: example("cover = models.ImageField(blank=True)") },
      { code: example("title = models.CharField(max_length=9)", 'text = models.FileField("Text")') },
      { code: booksIn("models/book.py", ["cover = models.ImageField()"]) },
    ],
    good: [
      example('cover = models.ImageField(upload_to="covers/")'),
      example('cover = models.ImageField("Cover", None, "covers/")'),
      example(
        "cover = models.ImageField(**OPTIONS)",
        'path = models.FileField(upload_to=os.environ["UPLOADS"])',
      ),
      { ...example("cover = models.ImageField()"), "mysite/settings.py": "from shared import *\n" },
    ],
  },
  check(context) {
    const apps = context.settings.value("INSTALLED_APPS");
    if (!("items" in apps)) return undecided(reasonOf(apps));
    const names = apps.items.flatMap((app) => (app.kind === "str" ? [app.value] : []));
    const found = names.flatMap((name) => verdictsOn(context, name));
    if (found.length > 0) return found;
    return context.settings.judge(["INSTALLED_APPS"], (installed) => answer(context, installed));
  },
});

/** What is known where no field lacks upload_to for sure. */
function answer(context: RuleContext, apps: Plain): Answer {
  if (!("items" in apps) || apps.open !== undefined) return undecided(reasonOf(apps));
  const found = apps.items.flatMap((app) => (app.kind === "str" ? verdictsOn(context, app.value) : []));
  return found.length > 0 ? undecided("an app with such a field may be installed") : satisfied();
}

function verdictsOn({ project, snapshot }: RuleContext, app: string): Verdict[] {
  if (app.startsWith("django.")) return [];
  const directory = join(project.root, app.replace(/\.apps\.\w+$/, "").replaceAll(".", "/"));
  return modelFiles(snapshot, directory).flatMap((document) =>
    fieldsWithoutPlace(document).map(({ name, start, end }): Verdict => {
      const message = `The field ${name} has no upload_to: its files go to the top directory of the storage, mixed with those of other fields, unless code gives each file a directory.`;
      return { state: "violated", message, at: { file: document.path, start, end } };
    }),
  );
}

/** The module of an app's models, or the modules of the package that it is. */
function modelFiles(snapshot: Snapshot, directory: string): readonly SourceDocument[] {
  const entries = snapshot.directory(directory) ?? [];
  // A package goes before a module of the same name.
  const isPackage = entries.some(({ name, kind }) => name === "models" && kind === "directory");
  const place = isPackage ? join(directory, "models") : directory;
  return ((isPackage ? snapshot.directory(place) : entries) ?? []).flatMap(({ name, kind }) => {
    const isModels = kind === "file" && (isPackage ? name.endsWith(".py") : name === "models.py");
    return isModels ? (snapshot.file(join(place, name)) ?? []) : [];
  });
}

interface Field extends Range {
  /** "Book.cover" */
  readonly name: string;
}

/** The file fields of the models in a module that do not say where their files go. */
const fieldsWithoutPlace = perDocument((document): readonly Field[] => {
  if (!/\bmodels\.(?:File|Image)Field\(/.test(document.text)) return [];
  return absoluteStatements(document.python()).flatMap((statement) =>
    statement.type === "ClassDef" ? fieldsOf(statement) : [],
  );
});

function fieldsOf({ name, body }: ClassDef): Field[] {
  return body.flatMap((statement): Field[] => {
    const target = statement.type === "Assign" ? statement.targets[0] : undefined;
    if (statement.type !== "Assign" || target?.type !== "Name" || !lacksPlace(statement.value)) return [];
    return [{ name: `${name}.${target.id}`, start: statement.start, end: statement.end }];
  });
}

function lacksPlace(value: Expr): boolean {
  if (value.type !== "Call" || value.func.type !== "Attribute") return false;
  const { func, args, keywords } = value;
  const isField = func.attr === "FileField" || func.attr === "ImageField";
  if (!isField || func.value.type !== "Name" || func.value.id !== "models") return false;
  // ImageField's third argument is another one than FileField's: whoever writes so many is not looked at.
  if (args.length > 2 || args.some(({ type }) => type === "Starred")) return false;
  return keywords.every(({ arg }) => arg !== undefined && arg !== "upload_to");
}
