import { stringValue } from "../../edits/python/displays";
import type { PythonEditor } from "../../edits/python/editor";
import { assignedName } from "../../edits/python/settings";
import { EditSession } from "../../edits/session";
import { contains } from "../../settings/plain";
import type { ImportFrom, Stmt } from "../../syntax/python/ast";
import { absoluteStatements, descendants } from "../../syntax/python/find";
import type { Location } from "../../syntax/text";
import { mainWsgi } from "../commands";
import { WHITENOISE_MIDDLEWARE } from "../middleware";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { replaceAt } from "../settingEdits";
import { collectFails, insertWhitenoise, WHITENOISE_STORAGE } from "../staticFiles";
import { judgeStorage, storageSetting } from "../storages";
import { notApplicable, satisfied, undecided, verdictOn } from "../verdicts";
import { packageAtLeast } from "../versions";

const MODULE = "whitenoise.django";

const REQUIREMENTS = { "requirements.txt": "Django==4.2.16\ngunicorn\nwhitenoise==6.8.2\n" };
const OLD_STORAGE = "STATICFILES_STORAGE = 'whitenoise.django.GzipManifestStaticFilesStorage'\n";
const SETTINGS = "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\n";
const WSGI = [
  "import os",
  "",
  "from django.core.wsgi import get_wsgi_application",
  "from whitenoise.django import DjangoWhiteNoise",
  "",
  'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")',
  "application = get_wsgi_application()",
  "application = DjangoWhiteNoise(application)",
  "",
];

export default defineRule({
  id: "whitenoise-removed-api",
  group: "static",
  severity: "error",
  summary: "The settings or wsgi.py use what WhiteNoise 4 removed",
  docs: {
    why:
      "Until version 3 WhiteNoise was wrapped around the WSGI application with `whitenoise.django`. The module is gone: " +
      "importing it raises ImportError, so the app does not start, or collectstatic fails.",
    how:
      "Use the storage `whitenoise.storage.CompressedManifestStaticFilesStorage`, and in place of the wrapper the " +
      "middleware `whitenoise.middleware.WhiteNoiseMiddleware`, right after SecurityMiddleware.",
    references: [
      "https://whitenoise.readthedocs.io/en/stable/changelog.html",
      "https://whitenoise.readthedocs.io/en/stable/django.html",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...REQUIREMENTS, "mysite/settings.py": OLD_STORAGE },
        fixed: {
          ...REQUIREMENTS,
          "mysite/settings.py": `STATICFILES_STORAGE = '${WHITENOISE_STORAGE}'\n`,
        },
      },
      {
        code: { ...REQUIREMENTS, "mysite/settings.py": SETTINGS, "mysite/wsgi.py": WSGI.join("\n") },
        fixed: {
          ...REQUIREMENTS,
          "mysite/settings.py": SETTINGS.replace("]", `, '${WHITENOISE_MIDDLEWARE}']`),
          "mysite/wsgi.py": WSGI.filter((line) => !line.includes("WhiteNoise")).join("\n"),
        },
      },
    ],
    good: [
      { "requirements.txt": "Django==2.2.28\nwhitenoise==3.3.1\n", "mysite/settings.py": OLD_STORAGE },
      { ...REQUIREMENTS, "mysite/settings.py": `STATICFILES_STORAGE = '${WHITENOISE_STORAGE}'\n` },
      { ...REQUIREMENTS, "mysite/settings.py": "import os\n\nSTATICFILES_STORAGE = os.environ['STORAGE']\n" },
    ],
  },
  check(context) {
    const { settings, project } = context;
    const wrapper = importOf(context);
    const storage = judgeStorage(context, "staticfiles", ({ backend, at }) =>
      backend.startsWith(`${MODULE}.`) ? { state: "violated", at } : satisfied(),
    );
    if (wrapper === undefined && storage.state !== "violated") return storage;
    const removed = packageAtLeast(project, "whitenoise", [4, 0]);
    if (removed === undefined) return undecided("nothing says which version of WhiteNoise is installed");
    if (!removed) return notApplicable("WhiteNoise before 4.0 has the module");
    const verdicts: Verdict[] = [];
    if (storage.state === "violated")
      verdicts.push(
        verdictOn(
          settings,
          storageSetting(context, "staticfiles") ?? "STORAGES",
          storage,
          `WhiteNoise 4.0 removed the module ${MODULE}: ${collectFails(context)}. Every page that links a static file fails, too.`,
        ),
      );
    if (wrapper !== undefined)
      verdicts.push({
        state: "violated",
        at: wrapper,
        message: `WhiteNoise 4.0 removed the module ${MODULE}: this import raises ImportError, so the app does not start.`,
      });
    return verdicts;
  },
  fixes: [
    {
      title: "Use WhiteNoise's current storage",
      safety: "review",
      preferred: true,
      edits: (context, { at }) =>
        replaceAt(context, at, `"${WHITENOISE_STORAGE}"`, (node) =>
          (stringValue(node) ?? "").startsWith(`${MODULE}.`),
        ),
    },
    { title: "Use WhiteNoise's middleware instead", safety: "review", preferred: true, edits: useMiddleware },
  ],
});

/** Where the WSGI module imports what is gone. */
function importOf({ project, snapshot }: RuleContext): Location | undefined {
  const wsgi = mainWsgi(project);
  const document = wsgi && snapshot.file(wsgi.path);
  if (document === undefined || !document.text.includes(MODULE)) return undefined;
  const statement = absoluteStatements(document.python()).find(importsModule);
  return statement && { file: document.path, start: statement.start, end: statement.end };
}

function importsModule(statement: Stmt): statement is ImportFrom {
  return statement.type === "ImportFrom" && statement.level === 0 && statement.module === MODULE;
}

/** Takes the wrapper out of the WSGI module, and puts the middleware in. */
function useMiddleware({ snapshot, settings }: RuleContext, { at }: { readonly at: Location }) {
  const session = new EditSession(snapshot);
  const editor = session.python(at.file);
  const statement = editor?.statements.find(importsModule);
  if (editor === undefined || statement?.start !== at.start || statement.names === "*") return undefined;
  const [imported] = statement.names;
  if (statement.names.length !== 1 || imported?.name !== "DjangoWhiteNoise") return undefined;
  if (!removeCall(editor, imported.asname ?? imported.name) || !editor.delete(statement)) return undefined;
  const has = contains(settings.value("MIDDLEWARE"), WHITENOISE_MIDDLEWARE);
  return has || insertWhitenoise(session, settings) ? session.changes() : undefined;
}

/** Replaces the one call of the wrapper by what it wraps. */
function removeCall(editor: PythonEditor, name: string): boolean {
  const uses = editor.statements.flatMap((statement) =>
    [...descendants(statement)].flatMap((node) =>
      node.type === "Name" && node.id === name ? [statement] : [],
    ),
  );
  const [statement] = uses;
  if (uses.length !== 1 || statement?.type !== "Assign") return false;
  const call = statement.value;
  if (call.type !== "Call" || call.func.type !== "Name" || call.func.id !== name) return false;
  const [wrapped, ...others] = call.args;
  if (wrapped === undefined || wrapped.type === "Starred" || others.length + call.keywords.length > 0)
    return false;
  const target = assignedName(statement);
  if (wrapped.type === "Name" && wrapped.id === target) return editor.delete(statement);
  editor.replaceText(call, editor.source(wrapped));
  return true;
}
