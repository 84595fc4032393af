import { minorOf, parsePythonVersion } from "../../files/pythonVersion";
import { join } from "../../paths";
import { exampleProject } from "../exampleProject";
import { askForPython, buildOf, findingOfRuntime, hasMisspelled, NO_PYTHON_BUILD } from "../pythonVersions";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable } from "../verdicts";

const site = { ...exampleProject, "requirements.txt": "gunicorn\n" };

export default defineRule({
  id: "runtime-txt-shadows",
  group: "heroku",
  severity: "warning",
  summary: "runtime.txt overrides .python-version",
  docs: {
    why: "While runtime.txt is there, Heroku's buildpack does not look at .python-version. Production runs the version of runtime.txt, whatever developers and CI take from the other file, and nobody notices until something works here and fails there.",
    how: "Delete runtime.txt, after .python-version asks for the version that production is to run.",
    references: [
      "https://devcenter.heroku.com/articles/python-support",
      "https://devcenter.heroku.com/changelog-items/3141",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...site, "runtime.txt": "python-3.11.4\n", ".python-version": "3.13\n" },
        fixed: { ...site, ".python-version": "3.11\n" },
      },
      {
        code: { ...site, "runtime.txt": "python-3.13\n", ".python-version": "3.13\n" },
        fixed: { ...site, ".python-version": "3.13\n" },
      },
    ],
    good: [
      { ...site, Procfile: "web: gunicorn mysite.wsgi\n", ".python-version": "3.13\n" },
      { ...site, "runtime.txt": "python-3.13\n" },
      {
        ...site,
        "runtime.txt": "python-3.13\n",
        ".python-version": "$VERSION\n",
        ".slugignore": "runtime.txt\n",
      },
    ],
  },

  check(context) {
    const build = buildOf(context);
    if (build === undefined) return NO_PYTHON_BUILD;
    const both = bothFiles(context);
    if (both === undefined) return { state: "satisfied", reason: "only one file asks for a Python" };
    if (both.refused) return notApplicable("the build fails as soon as there is a runtime.txt");
    if (both.runtime === undefined) return notApplicable("runtime.txt is not valid");
    const isSame = both.other !== undefined && minorOf(both.other) === minorOf(both.runtime);
    return {
      state: "violated",
      message: isSame
        ? "runtime.txt overrides .python-version: a version that you change in .python-version has no effect in production, and every build warns that runtime.txt is deprecated."
        : `Production runs Python ${minorOf(both.runtime)}, which runtime.txt asks for: as long as that file is there, Heroku ignores the version in .python-version.`,
      at: both.at,
      related: [{ location: both.related, message: "this version is not used" }],
      coveredBy: both.coveredBy,
    };
  },

  fixes: [
    {
      title: (context) => {
        const both = bothFiles(context);
        return both?.runtime !== undefined && both.other === minorOf(both.runtime)
          ? "Delete runtime.txt"
          : `Keep Python ${minorOf(both?.runtime ?? "")} in .python-version and delete runtime.txt`;
      },
      safety: "review",
      preferred: true,
      edits(context) {
        const runtime = bothFiles(context)?.runtime;
        return runtime === undefined ? undefined : askForPython(context, minorOf(runtime));
      },
    },
    {
      title: (context) => `Delete runtime.txt, so that production runs Python ${bothFiles(context)?.other}`,
      safety: "review",
      edits(context) {
        const both = bothFiles(context);
        if (both?.runtime === undefined || both.other === undefined) return undefined;
        if (minorOf(both.other) === minorOf(both.runtime) || both.othersMisspelled) return undefined;
        return [{ kind: "delete", path: both.at.file }];
      },
    },
  ],
});

/** What the two files ask for, where both reach the build. */
function bothFiles(context: RuleContext) {
  const build = buildOf(context);
  if (build?.python.origin !== "runtime.txt" || !build.names.has(".python-version")) return undefined;
  const document = context.snapshot.file(join(build.root, ".python-version"));
  if (document === undefined) return undefined;
  const other = parsePythonVersion(document);
  const { path, range, version } = build.python.file;
  return {
    runtime: version,
    other: other.version,
    refused: build.python.refused,
    at: { file: path, ...range },
    related: { file: other.path, ...other.range },
    coveredBy: findingOfRuntime(context, build),
    othersMisspelled: hasMisspelled(build),
  };
}
