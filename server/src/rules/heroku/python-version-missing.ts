import { firstLine } from "../commands";
import { exampleProject } from "../exampleProject";
import { askForPython, buildOf, DEFAULT_PYTHON, NO_PYTHON_BUILD, suggestedPython } from "../pythonVersions";
import { defineRule } from "../rule";
import { undecided } from "../verdicts";

const site = { ...exampleProject, "requirements.txt": "Django==5.2.8\ngunicorn\n" };

export default defineRule({
  id: "python-version-missing",
  group: "heroku",
  severity: "warning",
  summary: "Nothing says which Python Heroku installs",
  docs: {
    why: "Without .python-version a new app gets the default of that day, 3.14 at present, and an app that was built before keeps the version of its first build: production, review apps and the developers' machines may all run another Python. Heroku has announced that the build will fail one day; with uv it already does.",
    how: "Create a file `.python-version` in the root of the repository that holds the major and minor version alone, such as `3.14`. Choose the version that the app runs now: `heroku run python --version` shows it.",
    references: [
      "https://devcenter.heroku.com/articles/python-support",
      "https://docs.astral.sh/uv/concepts/python-versions/",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...site, Procfile: "web: gunicorn mysite.wsgi\n" },
        fixed: { ...site, Procfile: "web: gunicorn mysite.wsgi\n", ".python-version": "3.14\n" },
      },
      {
        code: {
          ...exampleProject,
          "requirements.txt": "Django==4.2.11\ngunicorn\n",
          Procfile: "web: gunicorn mysite.wsgi\n",
        },
        fixed: {
          ...exampleProject,
          "requirements.txt": "Django==4.2.11\ngunicorn\n",
          Procfile: "web: gunicorn mysite.wsgi\n",
          ".python-version": "3.12\n",
        },
      },
    ],
    good: [
      { ...site, Procfile: "web: gunicorn mysite.wsgi\n", ".python-version": "3.13\n" },
      { ...site, Dockerfile: 'FROM python:3.13\nCMD ["gunicorn", "mysite.wsgi"]\n' },
      {
        ...exampleProject,
        Procfile: "web: gunicorn mysite.wsgi --workers $WEB_CONCURRENCY\n",
        Pipfile: '[packages]\ngunicorn = "*"\n\n[requires]\npython_version = "3.13"\n',
        "Pipfile.lock":
          '{"_meta": {"requires": {"python_version": "3.13"}}, "default": {"gunicorn": {"version": "==23.0.0"}}}\n',
      },
      // Whoever leaves the file out of the slug did not mean to, but that is another finding.
      {
        ...site,
        Procfile: "web: gunicorn mysite.wsgi\n",
        ".python-version": "3.13\n",
        ".slugignore": ".py*\n",
      },
    ],
  },

  check(context) {
    const build = buildOf(context);
    if (build === undefined) return NO_PYTHON_BUILD;
    if (build.python.origin !== "none") return { state: "satisfied" };
    if (build.left.has(".python-version") || build.left.has("runtime.txt"))
      return undecided("a file that asks for a Python is left out of the build, or may be");
    if (build.uncertain !== undefined) return undecided(build.uncertain);
    const procfile = context.project.deployment.procfile?.path;
    const [first] = build.managers;
    const file =
      first === undefined ? procfile : [build.root, first.file].filter((part) => part !== "").join("/");
    // Where no package manager is found, the build fails before it looks for a version.
    if (first === undefined || file === undefined)
      return undecided("the build fails before it chooses a Python");
    const uv = build.managers.length === 1 && first.manager === "uv";
    return {
      state: "violated",
      message: uv
        ? "The build fails: with uv.lock, Heroku needs a .python-version file that names the Python version."
        : build.target === "cnb"
          ? `Nothing says which Python to install: the build takes its default, ${DEFAULT_PYTHON} at present, and a newer one as soon as that changes.`
          : `Nothing says which Python to install: a new app gets Heroku's default, ${DEFAULT_PYTHON} at present, while an existing app keeps the version of its first build. Every build warns about it.`,
      at: firstLine(context, file),
      severity: uv ? "error" : "warning",
    };
  },

  fixes: [
    {
      title: (context) => `Create .python-version with ${suggestedPython(context)}`,
      safety: "review",
      preferred: true,
      edits(context) {
        const version = suggestedPython(context);
        return version === undefined ? undefined : askForPython(context, version);
      },
    },
  ],
});
