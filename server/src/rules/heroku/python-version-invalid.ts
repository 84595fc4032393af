import type { VersionProblem } from "../../files/pythonVersion";
import { exampleProject } from "../exampleProject";
import { buildOf, meantPythonFix, NO_PYTHON_BUILD } from "../pythonVersions";
import { defineRule } from "../rule";
import { undecided } from "../verdicts";

const site = { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\n", "requirements.txt": "gunicorn\n" };

const MESSAGES: Readonly<Record<VersionProblem, string>> = {
  none: "The build fails: .python-version names no version; blank lines and lines that begin with # do not count.",
  several: "The build fails: .python-version names several Python versions, and Heroku accepts exactly one.",
  malformed:
    "The build fails: .python-version must contain just a version such as 3.14, without quotes, wildcards, a prefix or a comment on the same line.",
  encoding:
    "The build fails: .python-version must be saved as UTF-8 without a byte order mark; as it is, Heroku cannot read the version.",
};

export default defineRule({
  id: "python-version-invalid",
  group: "heroku",
  severity: "error",
  summary: "The Python version is written in a form that Heroku does not accept",
  docs: {
    why: "pyenv and uv accept names and several versions in .python-version; Heroku's buildpack accepts one version of two or three numbers, `3.14` or `3.14.1`, and fails the build at anything else. The version in Pipfile.lock, where Pipenv is used and .python-version is not there, follows the same rule.",
    how: "Write the major and minor version alone into .python-version. Comments go on lines of their own, which begin with `#`. For Pipfile.lock, change `python_version` in Pipfile and run `pipenv lock`.",
    references: ["https://devcenter.heroku.com/articles/python-support"],
  },
  examples: {
    bad: [
      {
        code: { ...site, ".python-version": "# Heroku\npython-3.13\n" },
        fixed: { ...site, ".python-version": "# Heroku\n3.13\n" },
      },
      {
        code: { ...site, ".python-version": "3.13 # LTS\n" },
      },
      { code: { ...site, ".python-version": "3.13.x\n" }, fixed: { ...site, ".python-version": "3.13\n" } },
      { code: { ...site, ".python-version": "3.12\n3.13\n" } },
      { code: { ...site, ".python-version": "\ufeff3.13\n" } },
      {
        code: {
          ...exampleProject,
          Procfile: "web: gunicorn mysite.wsgi\n",
          "Pipfile.lock":
            '{"_meta": {"requires": {"python_version": "3.x"}}, "default": {"gunicorn": {"version": "==23.0.0"}}}\n',
        },
      },
    ],
    good: [
      { ...site, ".python-version": " 3.13\r\n# why\r\n" },
      { ...site, ".python-version": "3.13.1" },
      // runtime.txt decides while it is there.
      { ...site, "runtime.txt": "python-3.12\n", ".python-version": "pypy3.10\n" },
      {
        ...exampleProject,
        Dockerfile: "CMD gunicorn -b 0.0.0.0:$PORT mysite.wsgi\n",
        ".python-version": "site-env\n",
      },
    ],
  },

  check(context) {
    const build = buildOf(context);
    if (build === undefined) return NO_PYTHON_BUILD;
    const { python } = build;
    if (python.origin !== ".python-version" && python.origin !== "Pipfile.lock")
      return { state: "satisfied", reason: "neither .python-version nor Pipfile.lock asks for a Python" };
    const { path, range, problem } = python.file;
    if (problem === undefined) return { state: "satisfied" };
    const text = context.snapshot.file(path)?.text.slice(range.start, range.end) ?? "";
    if (build.target === "cnb" && /^[+\d.]+$/.test(text))
      return undecided("the cloud-native buildpack is less strict about numbers");
    return {
      state: "violated",
      message:
        python.origin === "Pipfile.lock"
          ? "The build fails: the Python version in Pipfile.lock must consist of two or three numbers, such as 3.14."
          : MESSAGES[problem],
      at: { file: path, ...range },
    };
  },

  fixes: [meantPythonFix(".python-version", (version) => `Write the version as ${version}`)],
});
