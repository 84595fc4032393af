import { dictValue, insertItem, stringValue } from "../../edits/python/displays";
import type { PythonEditor } from "../../edits/python/editor";
import { assignedName } from "../../edits/python/settings";
import { EditSession } from "../../edits/session";
import { entry, truthy } from "../../settings/plain";
import { OVERRIDDEN, type Settings } from "../../settings/settings";
import type { Stmt } from "../../syntax/python/ast";
import { descendants, isStatement, nodesAround } from "../../syntax/python/find";
import type { Location } from "../../syntax/text";
import { assignmentIn } from "../production";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { assignedValue, removeAssignment } from "../settingEdits";
import { FILE_STORAGE, STATIC_STORAGE, storagesCode, WHITENOISE_STORAGE } from "../staticFiles";
import { notApplicable, satisfied, undecided, verdictOn } from "../verdicts";
import { isAtLeast, isBelow } from "../versions";

const STATIC = "STATICFILES_STORAGE";
const FILES = "DEFAULT_FILE_STORAGE";

/** The entries of STORAGES that replace the settings. */
const ENTRIES: Readonly<Record<string, string>> = { [STATIC]: "staticfiles", [FILES]: "default" };

export default defineRule({
  id: "legacy-storage-setting",
  group: "static",
  severity: "warning",
  summary: "STATICFILES_STORAGE and DEFAULT_FILE_STORAGE no longer work",
  docs: {
    why:
      "Django 4.2 replaced both with STORAGES, and 5.1 silently ignores them: static files lose their hashes and " +
      "their compression, and uploads meant for a bucket go to the dyno's disk, which is emptied every day.",
    how: "Move both values to STORAGES, which also needs an entry for the one that you had not set.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#storages",
      "https://docs.djangoproject.com/en/stable/releases/5.1/#features-removed-in-5-1",
    ],
  },
  examples: {
    bad: [
      {
        code: "STATICFILES_STORAGE = 'django.contrib.staticfiles.storage.ManifestStaticFilesStorage'\n",
        fixed: [
          "STORAGES = {",
          "    'default': {'BACKEND': 'django.core.files.storage.FileSystemStorage'},",
          "    'staticfiles': {'BACKEND': 'django.contrib.staticfiles.storage.ManifestStaticFilesStorage'},",
          "}",
          "",
        ].join("\n"),
      },
      {
        code: [
          'DEFAULT_FILE_STORAGE = "storages.backends.s3.S3Storage"  # uploads',
          "SITE_ID = 1",
          'STATICFILES_STORAGE = "whitenoise.storage.CompressedStaticFilesStorage"',
          "",
        ].join("\n"),
        fixed: [
          "SITE_ID = 1",
          "STORAGES = {",
          '    "default": {"BACKEND": "storages.backends.s3.S3Storage"},',
          '    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},',
          "}",
          "",
        ].join("\n"),
      },
      {
        code: [
          "STATICFILES_STORAGE = 'whitenoise.storage.CompressedStaticFilesStorage'",
          "STORAGES = {",
          "    'default': {'BACKEND': 'django.core.files.storage.FileSystemStorage'},",
          "    'staticfiles': {'BACKEND': 'whitenoise.storage.CompressedStaticFilesStorage'},",
          "}",
          "",
        ].join("\n"),
        fixed: [
          "STORAGES = {",
          "    'default': {'BACKEND': 'django.core.files.storage.FileSystemStorage'},",
          "    'staticfiles': {'BACKEND': 'whitenoise.storage.CompressedStaticFilesStorage'},",
          "}",
          "",
        ].join("\n"),
      },
      {
        // What the values are made of is set between the two.
        code: [
          'STATICFILES_STORAGE = "whitenoise.storage.CompressedStaticFilesStorage"',
          'MEDIA = "storages.backends.s3.S3Storage"',
          "DEFAULT_FILE_STORAGE = MEDIA",
          "",
        ].join("\n"),
        fixed: [
          'MEDIA = "storages.backends.s3.S3Storage"',
          "STORAGES = {",
          '    "default": {"BACKEND": MEDIA},',
          '    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},',
          "}",
          "",
        ].join("\n"),
      },
      {
        code: [
          "import os",
          "",
          'STATICFILES_STORAGE = "whitenoise.storage.CompressedStaticFilesStorage"',
          "",
          'if os.environ.get("BUCKET"):',
          '    DEFAULT_FILE_STORAGE = "storages.backends.s3.S3Storage"',
          "else:",
          '    DEFAULT_FILE_STORAGE = "database_files.storage.DatabaseStorage"',
          "",
        ].join("\n"),
        fixed: [
          "import os",
          "",
          "STORAGES = {",
          '    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},',
          '    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},',
          "}",
          "",
          'if os.environ.get("BUCKET"):',
          '    STORAGES["default"] = {"BACKEND": "storages.backends.s3.S3Storage"}',
          "else:",
          '    STORAGES["default"] = {"BACKEND": "database_files.storage.DatabaseStorage"}',
          "",
        ].join("\n"),
      },
      {
        code: [
          "STORAGES = {",
          '    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},',
          "}",
          'DEFAULT_FILE_STORAGE = "storages.backends.s3.S3Storage"',
          "",
        ].join("\n"),
        fixed: [
          "STORAGES = {",
          '    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},',
          '    "default": {"BACKEND": "storages.backends.s3.S3Storage"},',
          "}",
          "",
        ].join("\n"),
      },
    ],
    good: [
      {
        "requirements.txt": "Django==4.1.13\ngunicorn\n",
        "mysite/settings.py": 'STATICFILES_STORAGE = "whitenoise.storage.CompressedStaticFilesStorage"\n',
      },
      {
        "requirements.txt": "Django>=3.2,<6\ngunicorn\n",
        "mysite/settings.py": "import os\n\nDEFAULT_FILE_STORAGE = os.environ['FILE_STORAGE']\n",
      },
    ],
  },
  check(context) {
    const { settings, project } = context;
    const names = [STATIC, FILES].filter((each) => settings.defines(each));
    if (names.length === 0) return satisfied("neither is set");
    if (isBelow(project, "4.2")) return notApplicable("this version of Django has no STORAGES yet");
    if (project.django.range !== undefined && !isAtLeast(project, "4.2"))
      return undecided("some of the versions of Django that may be installed know only these settings");
    const gone = isAtLeast(project, "5.1");
    const dead = gone ? names.filter((each) => isReplaced(settings, each)) : [];
    const verdicts = dead.map(
      (each): Verdict =>
        verdictOn(
          settings,
          each,
          { state: "violated", at: settings.location(each) },
          `Django 5.1 and newer ignore ${each} and use the entry "${ENTRIES[each]}" of STORAGES: the line does nothing.`,
          { severity: "info" },
        ),
    );
    const live = names.filter((each) => !dead.includes(each));
    const [name] = live;
    if (name === undefined) return verdicts;
    const clash = isAtLeast(project, "4.2") && isBelow(project, "5.1") && setTogether(settings, name);
    const consequence = gone
      ? ignored(context, live)
      : clash
        ? `${name} and STORAGES cannot be used together: Django raises ImproperlyConfigured when it starts.`
        : `Django 4.2 deprecated ${name}, and Django 5.1 silently ignores it.`;
    const at = settings.location(name);
    // What goes to another place is not found any more; without hashes static files are served all the same.
    const breaks = clash || (gone && live.some((each) => !isLocal(settings, each)));
    const severity = breaks ? ({ severity: "error" } as const) : {};
    return [verdictOn(settings, name, { state: "violated", at }, consequence, severity), ...verdicts];
  },
  fixes: [
    {
      title: "Move it to STORAGES",
      safety: "review",
      preferred: true,
      edits: (context, { at }) => (deadAt(context, at) === undefined ? moveToStorages(context) : undefined),
    },
    {
      title: "Delete the line",
      safety: "safe",
      preferred: true,
      edits(context, { at }) {
        const name = deadAt(context, at);
        return name === undefined ? undefined : removeAssignment(context, name);
      },
    },
  ],
});

/** What Django 5.1 makes of settings that it does not read. */
function ignored({ project, settings }: RuleContext, names: readonly string[]): string {
  const disk = project.deployment.heroku ? "the dyno's disk" : "the server's own disk";
  const effects = names.map((name) => {
    if (name === FILES) return `uploads go to ${disk}`;
    return isLocal(settings, name)
      ? "static files have no hashes in their names"
      : `static files go to ${disk}`;
  });
  return `Django 5.1 and newer ignore ${names.join(" and ")}: with the default storage, ${effects.join(", and ")}.`;
}

/** Whether a storage of static files keeps them in STATIC_ROOT, as the default does. */
function isLocal(settings: Settings, name: string): boolean {
  const storage = settings.value(name);
  return name === STATIC && storage.kind === "str" && /^(?:django|whitenoise)\./.test(storage.value);
}

/** Whether STORAGES is set wherever an old setting is, and has the entry for it. */
function isReplaced(settings: Settings, old: string): boolean {
  if (!setTogether(settings, old)) return false;
  return Boolean(entry(settings.value("STORAGES"), ENTRIES[old]!));
}

/** The setting at a place that does nothing, as STORAGES has its entry. */
function deadAt({ settings, project }: RuleContext, at: Location): string | undefined {
  if (!isAtLeast(project, "5.1")) return undefined;
  return Object.keys(ENTRIES).find((name) => {
    const place = settings.defines(name) ? settings.location(name) : undefined;
    return place?.file === at.file && place.start === at.start && isReplaced(settings, name);
  });
}

/** Whether STORAGES is set wherever an old setting is, and not in another branch. */
function setTogether(settings: Settings, old: string): boolean {
  if (!settings.defines("STORAGES")) return false;
  const names = [OVERRIDDEN + old, `${OVERRIDDEN}STORAGES`];
  const { all } = settings.outcomes(names, (one, other) =>
    truthy(one) === false ? "neither" : truthy(other) === true ? "both" : "one",
  );
  return all.every(({ outcome }) => outcome !== "one") && all.some(({ outcome }) => outcome === "both");
}

function moveToStorages(context: RuleContext) {
  const { settings } = context;
  const session = new EditSession(context.snapshot);
  const gone = isAtLeast(context.project, "5.1");
  const old = [FILES, STATIC]
    .filter((name) => settings.defines(name) && !(gone && isReplaced(settings, name)))
    .map((name) => ({ name, location: settings.assignment(name) }));
  const path = old[0]?.location?.file;
  const editor = path === undefined ? undefined : session.python(path);
  if (editor === undefined) return undefined;
  const names = old.map(({ name }) => name);
  // A line with the old name that stays would win, or clash with STORAGES.
  if (names.some((name) => isKnownElsewhere(context, name, editor.path))) return undefined;
  const all = assignmentsOf(editor, names);
  if (all === undefined) return undefined;
  if (all.length > old.length)
    return !settings.defines("STORAGES") && moveEach(editor, all) ? session.changes() : undefined;
  const statements = old.map(({ name, location }) => ({
    name,
    statement: assignmentIn(editor, location, name),
  }));
  const code = (name: string) => {
    const value = statements.find((each) => each.name === name)?.statement?.value;
    // The name that WhiteNoise gave it before 4.0 is gone.
    if (stringValue(value)?.startsWith("whitenoise.django.")) return `"${WHITENOISE_STORAGE}"`;
    return value && editor.source(value);
  };
  // Both run or neither does: they stand in the same block.
  const blocks = new Set(statements.map(({ statement }) => statement && editor.blockOf(statement)));
  if (statements.some(({ statement }) => statement === undefined)) return undefined;
  if (blocks.size > 1)
    return !settings.defines("STORAGES") && moveEach(editor, all) ? session.changes() : undefined;
  if (settings.defines("STORAGES")) {
    const done = intoStorages(context, session, editor, code(FILES), code(STATIC));
    return done && statements.every(({ statement }) => editor.delete(statement!))
      ? session.changes()
      : undefined;
  }
  // Names that the values need are there only below the one that comes last.
  const [last, ...others] = statements.sort((a, b) => b.statement!.start - a.statement!.start);
  editor.replace(
    last!.statement!,
    storagesCode(
      `{"BACKEND": ${code(FILES) ?? `"${FILE_STORAGE}"`}}`,
      `{"BACKEND": ${code(STATIC) ?? `"${STATIC_STORAGE}"`}}`,
    ),
  );
  return others.every(({ statement }) => editor.delete(statement!)) ? session.changes() : undefined;
}

interface Move {
  readonly name: string;
  readonly statement: Assignment;
}
type Assignment = Extract<Stmt, { type: "Assign" | "AnnAssign" }>;

/** Whether another module of the settings speaks of a name, and Django listens. */
function isKnownElsewhere({ project, settings, snapshot }: RuleContext, name: string, path: string): boolean {
  const { module, candidates } = project.settings;
  const all = isAtLeast(project, "5.1") ? [] : [...candidates, module];
  const modules = all.flatMap((each) => each?.path ?? []);
  const written = settings
    .history(name)
    .flatMap(({ kind, location }) => (kind === "imported" ? [] : location.file));
  return [...modules, ...written].some(
    (each) => each !== path && codeMentions(snapshot.file(each)?.text ?? name, name),
  );
}

/** Whether a name stands somewhere before a comment. */
function codeMentions(text: string, name: string): boolean {
  return new RegExp(`^[^#\\n]*\\b${name}\\b`, "m").test(text);
}

/** The assignments of settings in a file, in their order; undefined where code does more with them than that. */
function assignmentsOf(editor: PythonEditor, names: readonly string[]): readonly Move[] | undefined {
  const nodes = editor.statements.flatMap((statement) => [...descendants(statement)]);
  const moves = nodes.flatMap((node): Move[] => {
    if (node.type !== "Assign" && node.type !== "AnnAssign") return [];
    const name = assignedName(node);
    return name === undefined || !names.includes(name) ? [] : [{ name, statement: node }];
  });
  const mentions = nodes.filter((node) => node.type === "Name" && names.includes(node.id));
  const isPlain = moves.every(({ statement }) => statement.value !== undefined);
  return isPlain && mentions.length === moves.length ? moves : undefined;
}

/** Makes the first assignment STORAGES, and each below it an entry of that; false where the first may not run. */
function moveEach(editor: PythonEditor, moves: readonly Move[]): boolean {
  const [first, ...others] = moves;
  const isBranch = ({ statement }: Move) =>
    nodesAround(editor.statements, statement).every(
      (node) => node === statement || !isStatement(node) || node.type === "If" || node.type === "Try",
    );
  if (first === undefined || !editor.statements.includes(first.statement) || !others.every(isBranch))
    return false;
  const storage = ({ statement }: Move) => `{"BACKEND": ${editor.source(statement.value!)}}`;
  editor.replace(
    first.statement,
    storagesCode(
      first.name === FILES ? storage(first) : `{"BACKEND": "${FILE_STORAGE}"}`,
      first.name === STATIC ? storage(first) : `{"BACKEND": "${STATIC_STORAGE}"}`,
    ),
  );
  for (const move of others)
    editor.replace(move.statement, `STORAGES["${ENTRIES[move.name]}"] = ${storage(move)}`);
  return true;
}

/** Adds entries to the dict that STORAGES is; false if it has them already, or stands elsewhere. */
function intoStorages(
  context: RuleContext,
  session: EditSession,
  editor: PythonEditor,
  files: string | undefined,
  staticFiles: string | undefined,
): boolean {
  const found = assignedValue(context, session, "STORAGES");
  if (found?.editor !== editor || found.value.type !== "Dict") return false;
  for (const [key, code] of [
    ["default", files],
    ["staticfiles", staticFiles],
  ] as const) {
    if (code === undefined) continue;
    if (dictValue(found.value, key) !== undefined) return false;
    insertItem(editor, found.value, `"${key}": {"BACKEND": ${code}}`, "last");
  }
  return true;
}
