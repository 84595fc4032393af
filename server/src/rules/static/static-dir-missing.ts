import { dirname, join } from "../../paths";
import { ignoredFiles } from "../../project/ignored";
import type { Plain } from "../../settings/plain";
import { directoryOf, insideFolder } from "../directories";
import { defineRule, type RuleContext } from "../rule";
import { collectFails, staticDirs, withoutStaticDirs } from "../staticFiles";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isAtLeast, isBelow } from "../versions";

const HEAD = [
  "from pathlib import Path",
  "",
  "BASE_DIR = Path(__file__).resolve().parent.parent",
  "INSTALLED_APPS = ['django.contrib.staticfiles']",
];
const OLD_DJANGO = { "requirements.txt": "Django==3.2.25\ngunicorn\n" };
const MISSING = [...HEAD, "STATICFILES_DIRS = [BASE_DIR / 'static']", ""].join("\n");

export default defineRule({
  id: "static-dir-missing",
  group: "static",
  severity: "info",
  djangoIds: ["staticfiles.W004"],
  summary: "STATICFILES_DIRS names a directory that does not exist",
  docs: {
    why:
      "Git keeps files, not directories, so an empty directory of yours is missing on Heroku, too. Django warns about " +
      "it at every command; before 4.0, collectstatic fails instead, and the build with it.",
    how: "Put a file into the directory, if only an empty `.gitkeep`, or remove it from STATICFILES_DIRS.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#staticfiles-dirs",
      "https://docs.djangoproject.com/en/stable/ref/checks/#staticfiles",
    ],
  },
  examples: {
    bad: [
      {
        code: { "mysite/settings.py": MISSING },
        fixed: { "mysite/settings.py": MISSING, "static/.gitkeep": "" },
      },
      {
        code: { ...OLD_DJANGO, "mysite/settings.py": MISSING },
        fixed: { ...OLD_DJANGO, "mysite/settings.py": MISSING, "static/.gitkeep": "" },
      },
    ],
    good: [
      { "mysite/settings.py": MISSING, "static/site.css": "body {}\n" },
      { "mysite/settings.py": MISSING, ".gitignore": "/static/\n" },
      { "mysite/settings.py": MISSING, "package.json": "{}\n" },
      ["import os", ...HEAD, "STATICFILES_DIRS = [os.environ['STATIC_DIR']]", ""].join("\n"),
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!settings.defines("STATICFILES_DIRS")) return satisfied("STATICFILES_DIRS is Django's default");
    const fails = isBelow(project, "4.0");
    const consequence = fails
      ? `${collectFails(context)}.`
      : isAtLeast(project, "4.0")
        ? "Django warns about it at every command, and no static files come from there."
        : "no static files come from there, and with a Django before 4.0 collectstatic fails.";
    const judgement = settings.judge(
      ["STATICFILES_DIRS", "INSTALLED_APPS", "STATICFILES_FINDERS"],
      (directories, apps, finders) => {
        if (directories.kind !== "list" && directories.kind !== "tuple")
          return undecided(reasonOf(directories));
        const [missing] = missingIn(context, directories);
        if (missing === undefined) return satisfied("no directory is missing for sure");
        const state = missing.isEmpty ? "is empty, and git keeps no empty directories" : "does not exist";
        return (
          withoutStaticDirs(apps, finders) ?? {
            state: "violated",
            at: missing.at,
            message: `STATICFILES_DIRS names the directory ${missing.path}, which ${state}: ${consequence}`,
          }
        );
      },
    );
    if (judgement.state !== "violated") return judgement;
    const built = mayBeBuilt(context);
    if (built !== undefined) return notApplicable(built);
    return verdictOn(settings, "STATICFILES_DIRS", judgement, "", fails ? { severity: "error" } : {});
  },
  fixes: [
    {
      title: "Create the directory, with an empty .gitkeep",
      safety: "safe",
      preferred: true,
      edits: (context) =>
        missingIn(context, context.settings.value("STATICFILES_DIRS")).map(({ path }) => ({
          kind: "create",
          path: `${path}/.gitkeep`,
          text: "",
        })),
    },
  ],
});

interface MissingDirectory {
  /** Relative to the folder. */
  readonly path: string;
  readonly isEmpty: boolean;
  readonly at: Plain["at"];
}

/** Names of directories that tools make. */
const OUTPUT = /(?:^|\/)(?:dist|build|out|bundles?|node_modules|bower_components)(?:\/|$)/;

/** The directories that are not in the folder, without those that are kept out of git, which a build may make. */
function missingIn(context: RuleContext, directories: Plain): MissingDirectory[] {
  const { snapshot, project } = context;
  const ignored = ignoredFiles(snapshot, project.root);
  return staticDirs(directories).flatMap((directory) => {
    const absolute = directoryOf(context, directory);
    const path = absolute && insideFolder(context, absolute);
    if (path === undefined || path === "" || OUTPUT.test(path)) return [];
    const entries = snapshot.directory(path);
    const isMissing = entries === undefined || entries.length === 0;
    if (!isMissing || ignored(path) || ignored(`${path}/file`) || isBelowPackage(snapshot, path)) return [];
    return [{ path, isEmpty: entries !== undefined, at: directory.at }];
  });
}

/** Whether a JavaScript package holds a directory. */
function isBelowPackage(snapshot: RuleContext["snapshot"], path: string): boolean {
  for (let at = path; at !== ""; at = dirname(at)) {
    if (has(snapshot, dirname(at), "package.json")) return true;
  }
  return false;
}

function has(snapshot: RuleContext["snapshot"], directory: string, name: string): boolean {
  return snapshot.directory(directory)?.some((entry) => entry.name === name) ?? false;
}

/** Why the build, or the settings themselves, may make directories. */
function mayBeBuilt({ project, snapshot }: RuleContext): string | undefined {
  const { root, target, appJson } = project.deployment;
  if (target === "container" || target === "docker") return "the Docker image may have it";
  if ((appJson?.buildpacks.length ?? 0) > 1) return "another buildpack may make it";
  if (["pre_compile", "post_compile"].some((hook) => has(snapshot, join(root, "bin"), hook)))
    return "a hook of the build may make it";
  if ([root, project.root].some((directory) => has(snapshot, directory, "package.json")))
    return "the build of package.json may make it";
  if (has(snapshot, "", ".gitmodules")) return "it may be a submodule";
  const { module } = project.settings;
  const text = module && snapshot.file(module.path)?.text;
  return text?.includes("mkdir") || text?.includes("makedirs") ? "the settings make directories" : undefined;
}
