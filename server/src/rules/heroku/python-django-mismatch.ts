import { minorOf } from "../../files/pythonVersion";
import { compareMinor } from "../../files/requirement";
import { rangeText } from "../../project/djangoVersion";
import { exampleProject } from "../exampleProject";
import {
  askForPython,
  buildOf,
  isUnsupported,
  minorText,
  NO_PYTHON_BUILD,
  pythonsOfDjango,
  requestedPython,
  suggestedPython,
} from "../pythonVersions";
import { defineRule } from "../rule";
import { undecided } from "../verdicts";
import { isBelow } from "../versions";

const site = (django: string, python: string) => ({
  ...exampleProject,
  Procfile: "web: gunicorn mysite.wsgi\n",
  "requirements.txt": `Django${django}\ngunicorn\n`,
  ".python-version": `${python}\n`,
});

export default defineRule({
  id: "python-django-mismatch",
  group: "heroku",
  severity: "error",
  summary: "Django does not support the Python that Heroku installs",
  docs: {
    why: "Each Django supports a few versions of Python. pip, uv and Poetry refuse to install it on an older one, so the build fails: Django 6.0 needs Python 3.12. A newer Python is installed without a word, and some things break: Django 4.0 does not start on 3.13, and the admin of Django 5.1 raises errors on 3.14.",
    how: "Ask in .python-version for a version that this Django supports, or change Django's version.",
    references: [
      "https://docs.djangoproject.com/en/stable/faq/install/#what-python-version-can-i-use-with-django",
      "https://devcenter.heroku.com/articles/python-support",
    ],
  },
  examples: {
    bad: [
      { code: site("==6.0.1", "3.11"), fixed: site("==6.0.1", "3.14") },
      { code: site("==5.1.4", "3.14"), fixed: site("==5.1.4", "3.13") },
      { code: site("~=4.0.0", "3.13") },
    ],
    good: [
      site("==6.0.1", "3.12"),
      site("==5.2.8", "3.14"),
      // pip takes a Django that supports this Python.
      site(">=5.2", "3.11"),
      site("", "3.11"),
      site("==6.0.1", "$PYTHON"),
    ],
  },

  check(context) {
    const build = buildOf(context);
    if (build === undefined) return NO_PYTHON_BUILD;
    const requested = requestedPython(build);
    const supported = pythonsOfDjango(context);
    const { range } = context.project.django;
    if (requested === undefined) return { state: "satisfied", reason: "no file asks for a Python" };
    if (supported === undefined || range === undefined)
      return undecided("the version of Django is not known");
    const { minor, origin, at } = requested;
    const python = minorOf(requested.version);
    const django = `Django ${rangeText(range)}`;
    // Which version of the range is taken depends on the Python: the oldest asks least of it.
    const { oldest, newest } = supported;
    const covered = { coveredBy: isUnsupported(minor) ? "python-version-unsupported" : undefined };
    if (compareMinor(minor, oldest) < 0)
      return {
        state: "violated",
        message: `The build fails: ${origin} asks for Python ${python}, and ${django} cannot be installed on a Python older than ${minorText(oldest)}.`,
        at,
        ...covered,
      };
    if (compareMinor(minor, newest) <= 0) return { state: "satisfied" };
    const crashes = isBelow(context.project, "4.1") && compareMinor(minor, [3, 13]) >= 0;
    const consequence = crashes
      ? "it imports a module that Python 3.13 no longer has, so the app does not start."
      : compareMinor(minor, [3, 14]) >= 0 && isBelow(context.project, "5.2")
        ? "pages of the admin and others that copy a template context raise AttributeError."
        : "what breaks there is not fixed any more.";
    return {
      state: "violated",
      message: `${origin} asks for Python ${python}, but ${django} supports nothing newer than ${minorText(newest)}: ${consequence}`,
      at,
      severity: crashes ? "error" : "warning",
      ...covered,
    };
  },

  fixes: [
    {
      title: (context) => `Ask for Python ${suggestedPython(context)}`,
      safety: "review",
      preferred: true,
      edits(context) {
        const build = buildOf(context);
        const requested = build && requestedPython(build);
        const version = suggestedPython(context);
        if (requested === undefined || requested.origin === "Pipfile.lock" || version === undefined)
          return undefined;
        return minorOf(requested.version) === version ? undefined : askForPython(context, version);
      },
    },
  ],
});
