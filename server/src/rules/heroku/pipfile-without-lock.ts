import { join } from "../../paths";
import { firstLine } from "../commands";
import { exampleProject } from "../exampleProject";
import { buildOf, NO_PYTHON_BUILD } from "../pythonVersions";
import { defineRule } from "../rule";
import { undecided } from "../verdicts";

const PIPFILE = '[packages]\ndjango = "*"\n';

export default defineRule({
  id: "pipfile-without-lock",
  group: "heroku",
  severity: "error",
  summary: "There is a Pipfile, but no Pipfile.lock",
  docs: {
    why: "Heroku's buildpack installs what Pipfile.lock lists. A Pipfile without one makes the build fail, even where requirements.txt is beside it.",
    how: "Run `pipenv lock` and commit Pipfile.lock. If Pipenv is no longer used, delete Pipfile.",
    references: [
      "https://devcenter.heroku.com/articles/python-support",
      "https://pipenv.pypa.io/en/latest/locking.html",
    ],
  },
  examples: {
    bad: [
      { code: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\n", Pipfile: PIPFILE } },
      {
        code: {
          ...exampleProject,
          Procfile: "web: gunicorn mysite.wsgi\n",
          Pipfile: PIPFILE,
          "requirements.txt": "Django==5.2.8\n",
        },
        fixed: {
          ...exampleProject,
          Procfile: "web: gunicorn mysite.wsgi\n",
          "requirements.txt": "Django==5.2.8\n",
        },
      },
    ],
    good: [
      {
        ...exampleProject,
        Procfile: "web: gunicorn mysite.wsgi\n",
        Pipfile: PIPFILE,
        "Pipfile.lock": '{"default": {"django": {"version": "==5.2.8"}}}\n',
      },
      {
        ...exampleProject,
        Dockerfile: "RUN pipenv install\nCMD gunicorn -b :$PORT mysite.wsgi\n",
        Pipfile: PIPFILE,
      },
      {
        ...exampleProject,
        Procfile: "web: gunicorn mysite.wsgi\n",
        Pipfile: PIPFILE,
        "bin/pre_compile": "pipenv lock\n",
      },
    ],
  },

  check(context) {
    const build = buildOf(context);
    if (build === undefined) return NO_PYTHON_BUILD;
    if (!build.lacksPipfileLock) return { state: "satisfied" };
    if (build.uncertain !== undefined) return undecided(build.uncertain);
    if (build.left.has("Pipfile.lock")) return undecided("Pipfile.lock is there, but ignored");
    return {
      state: "violated",
      message:
        build.managers.length === 0
          ? "The build fails: there is a Pipfile, but no Pipfile.lock that says which versions to install."
          : `The build fails: there is a Pipfile without a Pipfile.lock, and Heroku does not fall back on ${build.managers[0]!.file}.`,
      at: firstLine(context, join(build.root, "Pipfile")),
    };
  },

  fixes: [
    {
      title: (context) => `Delete Pipfile and install from ${buildOf(context)?.managers[0]?.file}`,
      safety: "review",
      edits(context) {
        const build = buildOf(context);
        return build?.managers.length === 1
          ? [{ kind: "delete", path: join(build.root, "Pipfile") }]
          : undefined;
      },
    },
  ],
});
