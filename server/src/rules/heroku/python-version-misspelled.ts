import { join } from "../../paths";
import type { PythonBuild } from "../../project/pythonBuild";
import { exampleProject } from "../exampleProject";
import { buildOf, NO_PYTHON_BUILD } from "../pythonVersions";
import { defineRule, type RuleContext } from "../rule";

const site = { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\n", "requirements.txt": "gunicorn\n" };

export default defineRule({
  id: "python-version-misspelled",
  group: "heroku",
  severity: "error",
  summary: "The file with the Python version has a wrong name",
  docs: {
    why: "Heroku's buildpack reads .python-version and nothing like it. It knows the usual misspellings, such as `python-version` and `.python-version.txt`, and fails the build when it finds one, even beside a file of the right name. Cloud-native buildpacks overlook the file and install their default Python, and fail where uv is used.",
    how: "Rename the file to `.python-version`, or delete it where that file exists.",
    references: ["https://devcenter.heroku.com/articles/python-support"],
  },
  examples: {
    bad: [
      {
        code: { ...site, ".python_version": "3.13\n" },
        fixed: { ...site, ".python-version": "3.13\n" },
      },
      {
        code: { ...site, ".python-version": "3.13\n", ".python-version.txt": "3.12\n" },
        fixed: { ...site, ".python-version": "3.13\n" },
      },
    ],
    good: [
      { ...site, ".python-version": "3.13\n" },
      { ...site, ".python-version": "3.13\n", "python-versions.md": "3.12 and 3.13\n" },
      { ...site, "runtime.txt": "python-3.13\n", "python-version": "3.13\n" },
      { ...site, ".gitignore": "python_version.txt\n", "python_version.txt": "$VERSION\n" },
    ],
  },

  check(context) {
    const build = buildOf(context);
    if (build === undefined) return NO_PYTHON_BUILD;
    const { python, root } = build;
    if (python.origin !== "misspelled") return { state: "satisfied" };
    const file = join(root, python.name);
    return {
      state: "violated",
      message: messageOf(build, python.name),
      at: { file, start: 0, end: context.snapshot.file(file)?.text.length ?? 0 },
      severity: build.target === "classic" || usesUv(build) ? "error" : "warning",
    };
  },

  fixes: [
    {
      title: (context) => {
        const { name, exists } = misspelled(context);
        return exists ? `Delete ${name}, as .python-version exists` : "Rename the file to .python-version";
      },
      safety: "review",
      preferred: true,
      edits(context) {
        const { path, target, exists, left } = misspelled(context);
        if (path === undefined || target === undefined || left) return undefined;
        return exists ? [{ kind: "delete", path }] : [{ kind: "rename", path, to: target }];
      },
    },
  ],
});

function messageOf(build: PythonBuild, name: string): string {
  if (build.target === "classic")
    return `The build fails: Heroku takes the file name ${name} for a misspelling of .python-version and stops there.`;
  return usesUv(build)
    ? `The build fails: with uv it needs a file named .python-version, and it ignores ${name}.`
    : `The build ignores ${name}, because the name must be .python-version, and installs its default Python.`;
}

function usesUv({ managers }: PythonBuild): boolean {
  return managers.length === 1 && managers[0]!.manager === "uv";
}

function misspelled(context: RuleContext) {
  const build = buildOf(context);
  const name = build?.python.origin === "misspelled" ? build.python.name : undefined;
  return {
    name,
    path: name === undefined ? undefined : join(build!.root, name),
    target: build && join(build.root, ".python-version"),
    exists: build?.names.has(".python-version") ?? false,
    left: build?.left.has(".python-version") ?? true,
  };
}
