import { minorOf } from "../../files/pythonVersion";
import { exampleProject } from "../exampleProject";
import {
  askForPython,
  buildOf,
  isMismatched,
  isUnsupported,
  NO_PYTHON_BUILD,
  requestedPython,
} from "../pythonVersions";
import { defineRule } from "../rule";
import { notApplicable } from "../verdicts";

const site = { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\n", "requirements.txt": "gunicorn\n" };

export default defineRule({
  id: "python-patch-pinned",
  group: "heroku",
  severity: "info",
  summary: "An exact patch version of Python is pinned",
  docs: {
    why: "With `3.14.1`, every build installs that release, long after newer ones closed its security holes. With `3.14`, each build takes the newest patch release, which brings fixes and no new features.",
    how: "Leave the last number out: `3.14` instead of `3.14.1`.",
    references: ["https://devcenter.heroku.com/articles/python-support"],
  },
  examples: {
    bad: [
      {
        code: { ...site, ".python-version": "# as in the image\n3.13.2\n" },
        fixed: { ...site, ".python-version": "# as in the image\n3.13\n" },
      },
    ],
    good: [
      { ...site, ".python-version": "3.13\n" },
      // Without Heroku's buildpack, the file is pyenv's.
      {
        ...exampleProject,
        Dockerfile: "ARG VERSION\nFROM python:$VERSION\n",
        ".python-version": "3.13.2\n",
      },
      { ...site, ".python-version": "$VERSION\n" },
      // Another version is needed, and that finding says so.
      { ...site, "requirements.txt": "Django==5.1.4\ngunicorn\n", ".python-version": "3.14.1\n" },
    ],
  },

  check(context) {
    const build = buildOf(context);
    if (build === undefined) return NO_PYTHON_BUILD;
    const requested = requestedPython(build);
    if (requested === undefined || !/\..*\./.test(requested.version)) return { state: "satisfied" };
    const { version, origin, at } = requested;
    if (origin === "runtime.txt") return notApplicable("the finding is runtime.txt itself");
    return {
      state: "violated",
      message: `${origin} pins Python ${version}: every build installs exactly that release, without the security fixes of later ones.`,
      at,
      coveredBy: isUnsupported(requested.minor)
        ? "python-version-unsupported"
        : isMismatched(context, requested.minor)
          ? "python-django-mismatch"
          : undefined,
    };
  },

  fixes: [
    {
      title: "Leave out the patch version",
      safety: "review",
      preferred: true,
      edits(context) {
        const build = buildOf(context);
        const requested = build && requestedPython(build);
        return requested?.origin === ".python-version"
          ? askForPython(context, minorOf(requested.version))
          : undefined;
      },
    },
  ],
});
