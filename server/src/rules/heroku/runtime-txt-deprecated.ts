import { pythonBuild } from "../../project/pythonBuild";
import { NOT_ON_HEROKU } from "../commands";
import { exampleProject } from "../exampleProject";
import {
  askForPython,
  buildOf,
  findingOfRuntime,
  isUnsupported,
  minorNumbers,
  NO_PYTHON_BUILD,
} from "../pythonVersions";
import { defineRule, type RuleContext } from "../rule";

export default defineRule({
  id: "runtime-txt-deprecated",
  group: "heroku",
  severity: "warning",
  summary: "runtime.txt is deprecated in favour of .python-version",
  docs: {
    why: "Heroku's buildpack still reads runtime.txt and warns at every build; builds with uv and with cloud-native buildpacks refuse it. Most name an exact patch version, too, so that a rebuild never brings Python's security fixes.",
    how: "Write the major and minor version into .python-version, such as `3.13`, and delete runtime.txt. Each build then takes the newest patch release.",
    references: [
      "https://devcenter.heroku.com/articles/python-runtimes",
      "https://devcenter.heroku.com/changelog-items/3141",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...exampleProject, "runtime.txt": "python-3.12.4\n" },
        fixed: { ...exampleProject, ".python-version": "3.12\n" },
      },
    ],
    good: [
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\n", ".python-version": "3.12\n" },
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --workers $WEB_CONCURRENCY\n" },
      // Another version is needed, and that finding says so.
      {
        ...exampleProject,
        "requirements.txt": "Django==6.0.1\ngunicorn\n",
        "runtime.txt": "python-3.11.4\n",
      },
    ],
  },

  check(context) {
    if (!context.project.deployment.heroku) return NOT_ON_HEROKU;
    const build = buildOf(context);
    if (build === undefined) return NO_PYTHON_BUILD;
    const { python, target, names } = build;
    if (python.origin !== "runtime.txt") return { state: "satisfied", reason: "there is no runtime.txt" };
    const { path, range, version, problem } = python.file;
    const refusedBy = !python.refused
      ? undefined
      : target === "cnb"
        ? "Cloud-native buildpacks refuse runtime.txt"
        : "The buildpack refuses runtime.txt beside uv.lock";
    const isShadow = names.has(".python-version") && refusedBy === undefined && version !== undefined;
    const other = findingOfRuntime(context, build) ?? (isShadow ? "runtime-txt-shadows" : undefined);
    return {
      state: "violated",
      message:
        refusedBy === undefined
          ? `runtime.txt is deprecated: every build warns about it${pins(version) ? `. It pins Python ${version}, which gets none of the security fixes of later releases` : ""}.`
          : `${refusedBy}, so the build fails.`,
      at: { file: path, ...range },
      severity: refusedBy === undefined ? "warning" : "error",
      coveredBy: problem !== undefined && target === "classic" ? "runtime-txt-invalid" : other,
    };
  },

  fixes: [
    {
      title: (context) =>
        keepsOther(context) ? "Delete runtime.txt" : "Move the Python version to .python-version",
      safety: "review",
      preferred: true,
      edits(context) {
        const build = buildOf(context);
        if (build?.python.origin !== "runtime.txt") return undefined;
        const { path, version } = build.python.file;
        if (keepsOther(context)) return [{ kind: "delete", path }];
        if (version === undefined || build.names.has(".python-version")) return undefined;
        return isUnsupported(minorNumbers(version)) ? undefined : askForPython(context, version);
      },
    },
  ],
});

/** Whether a version is one release, "3.12.4". */
function pins(version: string | undefined): boolean {
  return version?.split(".").length === 3;
}

/** Whether the build fails at runtime.txt, so that .python-version says alone which version it is to be. */
function keepsOther({ project, snapshot }: RuleContext): boolean {
  const build = pythonBuild(snapshot, project.deployment);
  if (build?.python.origin !== "runtime.txt" || !build.python.refused) return false;
  return project.deployment.pythonVersion?.version !== undefined && build.names.has(".python-version");
}
