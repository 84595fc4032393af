/** What the rules on static files share: who serves them, and how WhiteNoise is set up. */

import { insertItem } from "../edits/python/displays";
import type { PythonEditor } from "../edits/python/editor";
import { addImport } from "../edits/python/imports";
import { addSetting, binds } from "../edits/python/settings";
import type { EditSession } from "../edits/session";
import { dependencyState } from "../files/dependencies";
import { contains, entry, type Plain, type Tri, truthy } from "../settings/plain";
import type { Answer, Settings } from "../settings/settings";
import { findMiddleware, SECURITY_MIDDLEWARE, WHITENOISE_MIDDLEWARE, whitenoiseAnchor } from "./middleware";
import { addForProduction } from "./production";
import type { RuleContext } from "./rule";
import { notApplicable, reasonOf, undecided } from "./verdicts";
import { isBelow } from "./versions";

export const FILE_STORAGE = "django.core.files.storage.FileSystemStorage";
export const STATIC_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage";
export const WHITENOISE_STORAGE = "whitenoise.storage.CompressedManifestStaticFilesStorage";
export const WHITENOISE_TITLE = "Add WhiteNoise after SecurityMiddleware";

/** Whether django.contrib.staticfiles is installed. */
export function usesStaticFiles(apps: Plain): Tri {
  const plain = contains(apps, "django.contrib.staticfiles");
  return plain === false ? contains(apps, "django.contrib.staticfiles.apps.StaticFilesConfig") : plain;
}

const FILE_SYSTEM_FINDER = "django.contrib.staticfiles.finders.FileSystemFinder";

/** The answer of a rule on STATICFILES_DIRS where nothing reads it, or nobody knows; else undefined. */
export function withoutStaticDirs(apps: Plain, finders: Plain): Answer | undefined {
  const used = usesStaticFiles(apps);
  if (used === undefined) return undecided(reasonOf(apps));
  if (!used) return notApplicable("django.contrib.staticfiles is not installed");
  const finds = contains(finders, FILE_SYSTEM_FINDER);
  if (finds === true) return undefined;
  return finds === false
    ? notApplicable("STATICFILES_FINDERS has no FileSystemFinder")
    : undecided(reasonOf(finders));
}

/** The directories of STATICFILES_DIRS, without the prefixes that they may have. */
export function staticDirs(directories: Plain): readonly Plain[] {
  if (directories.kind !== "list" && directories.kind !== "tuple") return [];
  return directories.items.map((item) => {
    const isPair = (item.kind === "list" || item.kind === "tuple") && item.items.length === 2;
    return isPair ? item.items[1]! : item;
  });
}

/** The class that stores static files in production; undefined if nobody knows. */
export function staticStorage(settings: Settings): string | undefined {
  if (settings.defines("STORAGES")) {
    const storage = entry(settings.value("STORAGES"), "staticfiles");
    const backend = storage ? entry(storage, "BACKEND") : undefined;
    return backend?.kind === "str" ? backend.value : undefined;
  }
  if (settings.defines("STATICFILES_STORAGE")) {
    const backend = settings.value("STATICFILES_STORAGE");
    return backend.kind === "str" ? backend.value : undefined;
  }
  return settings.open === undefined ? STATIC_STORAGE : undefined;
}

/** Whether a storage keeps its files in STATIC_ROOT. */
export function isLocalStorage(backend: string | undefined): boolean {
  return /^(?:django\.contrib\.staticfiles|whitenoise|servestatic)\./.test(backend ?? "");
}

/** Whether WhiteNoise is set up in any place but MIDDLEWARE. */
export function whitenoiseIsSetUp({ settings, project }: RuleContext): boolean {
  return (
    dependencyState(project.deployment.dependencies, "whitenoise") === "present" ||
    (staticStorage(settings) ?? "").startsWith("whitenoise.") ||
    contains(settings.value("INSTALLED_APPS"), "whitenoise.runserver_nostatic") === true
  );
}

/** What a setting that collectstatic refuses leads to: Heroku's buildpacks run it in every build. */
export function collectFails({ project }: RuleContext): string {
  const { target } = project.deployment;
  const builds = target === "classic" || target === "cnb";
  return builds
    ? "collectstatic fails, and with it the build on Heroku"
    : "collectstatic fails, so there are no static files to serve";
}

/** Why something else than middleware may serve the static files; undefined if nothing looks like it. */
export function servedOtherwise({ settings, project, snapshot }: RuleContext): string | undefined {
  if (!isLocalStorage(staticStorage(settings)))
    return "static files are not kept in STATIC_ROOT, as far as is known";
  const url = settings.value("STATIC_URL");
  if (url.kind === "unknown" || url.kind === "env" || (url.kind === "str" && url.value.includes("//")))
    return "STATIC_URL points, or may point, to another server";
  const texts = [...project.wsgi, ...project.asgi].map(({ path }) => snapshot.file(path)?.text ?? "");
  if (texts.some((text) => /whitenoise|servestatic|dj_static|\bCling\b/.test(text)))
    return "the WSGI module wraps the application";
  const urls = settings.value("ROOT_URLCONF");
  const path = urls.kind === "str" ? `${urls.value.replaceAll(".", "/")}.py` : undefined;
  const text = path && snapshot.file(project.root === "" ? path : `${project.root}/${path}`)?.text;
  if (text && /django\.views\.static|views import static/.test(text))
    return "the URLconf serves files itself";
  const { procfile, appJson, target } = project.deployment;
  const commands = procfile?.processes.map(({ command }) => command) ?? [];
  const buildpacks = appJson?.buildpacks.map((each) => each.url) ?? [];
  if ([...commands, ...buildpacks].some((each) => each.includes("nginx")))
    return "nginx is in front of the app";
  return target === "docker" || target === "none"
    ? "nothing says which server stands in front of the app"
    : undefined;
}

/** Whether an item of MIDDLEWARE serves static files: WhiteNoise, a subclass, or a relative of it. */
export function servesStatic(middleware: Plain): Tri {
  if (middleware.kind !== "list" && middleware.kind !== "tuple") return undefined;
  const names = middleware.items.map((item) => (item.kind === "str" ? item.value : undefined));
  if (names.some((name) => name !== undefined && /whitenoise|servestatic/i.test(name))) return true;
  return middleware.open === undefined && !names.includes(undefined) ? false : undefined;
}

/** Puts WhiteNoise behind SecurityMiddleware, where that is written as an item of a list. */
export function insertWhitenoise(session: EditSession, settings: Settings): boolean {
  const security = findMiddleware(session, settings, SECURITY_MIDDLEWARE);
  if (security === undefined) return false;
  insertItem(security.editor, security.display, `"${WHITENOISE_MIDDLEWARE}"`, {
    after: whitenoiseAnchor(security),
  });
  return true;
}

/** Lets WhiteNoise compress and hash static files in production, where the project does not choose a storage itself. */
export function addWhitenoiseStorage(context: RuleContext, session: EditSession): boolean {
  const { settings, project } = context;
  if (settings.open !== undefined) return true;
  if (["STORAGES", "STATICFILES_STORAGE", "DEFAULT_FILE_STORAGE"].some((name) => settings.defines(name)))
    return true;
  const editor = project.settings.module && session.python(project.settings.module.path);
  if (editor === undefined) return false;
  const code = isBelow(project, "4.2")
    ? `STATICFILES_STORAGE = "${WHITENOISE_STORAGE}"`
    : storagesCode(`{"BACKEND": "${FILE_STORAGE}"}`, `{"BACKEND": "${WHITENOISE_STORAGE}"}`);
  return addForProduction(context, editor, code, /^STATIC_/);
}

/** The setting STORAGES with two storages, given as code. */
export function storagesCode(files: string, staticFiles: string): string {
  const rows = [`"default": ${files},`, `"staticfiles": ${staticFiles},`];
  return ["STORAGES = {", ...rows.map((row) => row.replace(/^/gm, "    ")), "}"].join("\n");
}

/** Adds STATIC_ROOT below STATIC_URL, in the directory that is usual; false if that cannot be written. */
export function addStaticRoot({ settings, project }: RuleContext, session: EditSession): boolean {
  const { module } = project.settings;
  const url = settings.assignment("STATIC_URL")?.file;
  const base = url === undefined ? undefined : session.python(url);
  const own = base?.statements.some((statement) => binds(statement, ["BASE_DIR"]));
  // Beside STATIC_URL if possible: collectstatic may run with other settings than the site.
  const editor = own ? base : module && session.python(module.path);
  const code = editor && staticRootCode(settings, editor, editor.text.length);
  if (editor === undefined || code === undefined) return false;
  return addSetting(editor, `STATIC_ROOT = ${code}`, { related: /^STATIC_URL$/, needs: ["BASE_DIR", "os"] });
}

/** Code for a directory next to manage.py; undefined if BASE_DIR is not known, or the directory has another use already. */
export function staticRootCode(settings: Settings, editor: PythonEditor, offset: number): string | undefined {
  const base = settings.value("BASE_DIR");
  if (base.kind !== "path" && base.kind !== "str") return undefined;
  const directory = `${base.value}/staticfiles`;
  const media = settings.value("MEDIA_ROOT");
  const holdsMedia =
    (media.kind === "path" || media.kind === "str") && `${media.value}/`.startsWith(`${directory}/`);
  if (holdsMedia || mayHold(settings.value("STATICFILES_DIRS"), directory)) return undefined;
  if (base.kind === "path") return 'BASE_DIR / "staticfiles"';
  const os = addImport(editor, { module: "os" }, offset);
  return os && `${os}.path.join(BASE_DIR, "staticfiles")`;
}

/** Whether collectstatic would copy a directory into itself. */
function mayHold(directories: Plain, path: string): boolean {
  if (directories.kind !== "list" && directories.kind !== "tuple") return truthy(directories) !== false;
  return staticDirs(directories).some(
    (item) => (item.kind === "path" || item.kind === "str") && item.value === path,
  );
}
