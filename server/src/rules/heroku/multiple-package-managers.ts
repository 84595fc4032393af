import { join } from "../../paths";
import { firstLine } from "../commands";
import { exampleProject } from "../exampleProject";
import { buildOf, NO_PYTHON_BUILD } from "../pythonVersions";
import { defineRule, type Fix, type RuleContext } from "../rule";
import { notApplicable, undecided } from "../verdicts";

const site = { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\n" };
const POETRY = '[[package]]\nname = "django"\nversion = "5.2.8"\ngroups = ["main"]\n';
const UV = 'version = 1\n\n[[package]]\nname = "django"\nversion = "5.2.8"\n';

export default defineRule({
  id: "multiple-package-managers",
  group: "heroku",
  severity: "error",
  summary: "The root has files of several package managers",
  docs: {
    why: "Heroku's buildpack takes exactly one of requirements.txt, Pipfile.lock, poetry.lock and uv.lock. It used to guess which one was meant; since December 2025 the build fails.",
    how: "Keep the file of the package manager that the team works with and delete the others. A requirements.txt that is exported from a lock file is no longer needed, nor is a buildpack that exports it.",
    references: [
      "https://devcenter.heroku.com/articles/python-support",
      "https://devcenter.heroku.com/articles/managing-buildpacks",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          ...site,
          "requirements.txt": "Django==5.2.8\n",
          "poetry.lock": POETRY,
          ".python-version": "3.13\n",
        },
        fixed: { ...site, "poetry.lock": POETRY, ".python-version": "3.13\n" },
      },
      { code: { ...site, "uv.lock": UV, "poetry.lock": POETRY, ".python-version": "3.13\n" } },
    ],
    good: [
      { ...site, "requirements.txt": "Django==5.2.8\n", "requirements-dev.txt": "pytest\n" },
      {
        ...site,
        "requirements.txt": "Django==5.2.8\n",
        "poetry.lock": POETRY,
        ".gitignore": "requirements.txt\n",
      },
      { ...site, "requirements.txt": "Django==5.2.8\n", "uv.lock": UV, ".slugignore": "uv.lock\n" },
      {
        ...exampleProject,
        Dockerfile: "CMD gunicorn -b :$PORT mysite.wsgi\n",
        "requirements.txt": "",
        "uv.lock": UV,
      },
    ],
  },

  check(context) {
    const build = buildOf(context);
    if (build === undefined) return NO_PYTHON_BUILD;
    const { managers, root } = build;
    if (managers.length < 2) return { state: "satisfied" };
    if (build.uncertain !== undefined) return undecided(build.uncertain);
    if (build.lacksPipfileLock) return notApplicable("the build fails at Pipfile before that");
    const [first, ...others] = managers.map(({ file }) => file);
    return {
      state: "violated",
      message:
        `The build fails: ${managers.map(({ file }) => file).join(" and ")} are both there, and Heroku refuses to choose between package managers.`.replace(
          "are both there",
          managers.length > 2 ? "are all there" : "are both there",
        ),
      at: firstLine(context, join(root, first!)),
      related: others.map((file) => ({
        location: firstLine(context, join(root, file)),
        message: "another package manager's file",
      })),
    };
  },

  // What is written by hand may be deleted last.
  fixes: [keep("uv.lock"), keep("poetry.lock"), keep("Pipfile.lock"), keep("requirements.txt")],
});

/** The fix that leaves one file. */
function keep(file: string): Fix {
  return {
    title: (context) => `Keep ${file} and delete ${others(context, file).join(" and ")}`,
    safety: "review",
    edits(context) {
      const build = buildOf(context);
      if (build === undefined || !build.managers.some((found) => found.file === file)) return undefined;
      return others(context, file).map((name) => ({ kind: "delete", path: join(build.root, name) }));
    },
  };
}

/** The files that go where one stays; a Pipfile goes with its lock. */
function others(context: RuleContext, file: string): readonly string[] {
  const build = buildOf(context);
  const files = (build?.managers ?? []).map((found) => found.file).filter((name) => name !== file);
  return files.includes("Pipfile.lock") && build!.names.has("Pipfile") ? [...files, "Pipfile"] : files;
}
