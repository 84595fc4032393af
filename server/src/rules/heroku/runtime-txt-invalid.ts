import { exampleProject } from "../exampleProject";
import { buildOf, meantPythonFix, NO_PYTHON_BUILD } from "../pythonVersions";
import { defineRule } from "../rule";

export default defineRule({
  id: "runtime-txt-invalid",
  group: "heroku",
  severity: "error",
  summary: "runtime.txt does not name a Python version",
  docs: {
    why: "Heroku's buildpack accepts one line of the form `python-3.14` or `python-3.14.1` in runtime.txt, in lower case and with a hyphen. Anything else fails the build.",
    how: "Delete runtime.txt, which is deprecated, and write the major and minor version alone into .python-version, such as `3.14`.",
    references: [
      "https://devcenter.heroku.com/articles/python-support",
      "https://devcenter.heroku.com/changelog-items/3141",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...exampleProject, "requirements.txt": "Django==5.2.8\n", "runtime.txt": "Python 3.12.4\n" },
        fixed: { ...exampleProject, "requirements.txt": "Django==5.2.8\n", ".python-version": "3.12\n" },
      },
      { code: { ...exampleProject, "requirements.txt": "Django==5.2.8\n", "runtime.txt": "python\n" } },
    ],
    good: [
      {
        ...exampleProject,
        "requirements.txt": "Django==5.2.8\n",
        "runtime.txt": "# LTS\n\npython-3.12.4 \n",
      },
      // Nothing says that it deploys to Heroku, for fly.toml is another platform's.
      { ...exampleProject, "fly.toml": 'app = "site"\n', "runtime.txt": "3.12\n" },
    ],
  },

  check(context) {
    const build = buildOf(context);
    if (build === undefined) return NO_PYTHON_BUILD;
    const { python } = build;
    if (python.origin !== "runtime.txt" || python.file.problem === undefined)
      return { state: "satisfied", reason: "there is no runtime.txt that the build cannot read" };
    const { path, range } = python.file;
    return {
      state: "violated",
      message:
        "The build fails: runtime.txt must contain one line such as python-3.14, and nothing else but comments.",
      at: { file: path, ...range },
      // There it fails whatever the file holds.
      coveredBy: python.refused && build.target === "cnb" ? "runtime-txt-deprecated" : undefined,
    };
  },

  fixes: [
    meantPythonFix(
      "runtime.txt",
      (version) => `Ask for Python ${version} in .python-version and delete runtime.txt`,
    ),
  ],
});
