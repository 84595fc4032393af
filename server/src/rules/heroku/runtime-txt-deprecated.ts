import { parseRuntimeTxt } from "../../files/pythonVersion";
import { basename, join } from "../../paths";
import { NOT_ON_HEROKU } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type Verdict } from "../rule";

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
    ],
  },

  check({ project, snapshot }) {
    const { heroku, target, runtimeTxt, dependencies } = project.deployment;
    if (!heroku) return NOT_ON_HEROKU;
    const document = runtimeTxt && snapshot.file(runtimeTxt.path);
    if (document === undefined) return { state: "satisfied", reason: "there is no runtime.txt" };
    if (target === "container") return { state: "not-applicable", reason: "the image brings its own Python" };
    const uv = dependencies.source !== undefined && basename(dependencies.source) === "uv.lock";
    const refusedBy =
      target === "cnb"
        ? "Cloud-native buildpacks refuse runtime.txt"
        : uv
          ? "The buildpack refuses runtime.txt beside uv.lock"
          : undefined;
    return {
      state: "violated",
      message:
        refusedBy === undefined
          ? "runtime.txt is deprecated: every build warns about it, and if it names a patch version, Python's security fixes never reach production."
          : `${refusedBy}, so the build fails.`,
      at: { file: document.path, ...parseRuntimeTxt(document).range },
      severity: refusedBy === undefined ? "warning" : "error",
    } satisfies Verdict;
  },

  fixes: [
    {
      title: "Move the Python version to .python-version",
      safety: "review",
      preferred: true,
      edits({ project }) {
        const { root, runtimeTxt, pythonVersion } = project.deployment;
        const minor = runtimeTxt?.version === undefined ? undefined : minorOf(runtimeTxt.version);
        if (runtimeTxt === undefined || minor === undefined) return undefined;
        const deletion = { kind: "delete", path: runtimeTxt.path } as const;
        if (pythonVersion === undefined) {
          return [{ kind: "create", path: join(root, ".python-version"), text: `${minor}\n` }, deletion];
        }
        // runtime.txt wins today: without it another version would come into force unseen.
        return pythonVersion.version !== undefined && minorOf(pythonVersion.version) === minor
          ? [deletion]
          : undefined;
      },
    },
  ],
});

function minorOf(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}
