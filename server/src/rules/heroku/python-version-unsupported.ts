import { minorOf } from "../../files/pythonVersion";
import { compareMinor } from "../../files/requirement";
import { exampleProject } from "../exampleProject";
import {
  askForPython,
  buildOf,
  DEFAULT_PYTHON,
  minorNumbers,
  NO_PYTHON_BUILD,
  OLDEST_PYTHON,
  pythonsOfDjango,
  requestedPython,
  suggestedPython,
} from "../pythonVersions";
import { defineRule, type RuleContext } from "../rule";
import { undecided } from "../verdicts";

const site = { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\n", "requirements.txt": "gunicorn\n" };

export default defineRule({
  id: "python-version-unsupported",
  group: "heroku",
  severity: "error",
  summary: "Heroku does not install this version of Python",
  docs: {
    why: "Heroku drops a Python version a few months after its last security release, and from then on the build fails: 3.9 went in January 2026, and 3.10 goes on 6 January 2027. An app that is not built any more goes on running, until the day it needs a fix.",
    how: "Ask for a newer version in .python-version, the newest that the project's Django supports, and run the tests with it.",
    references: [
      "https://devcenter.heroku.com/articles/python-support",
      "https://devguide.python.org/versions/",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...site, ".python-version": "3.9\n" },
        fixed: { ...site, ".python-version": "3.14\n" },
      },
      {
        code: { ...site, "requirements.txt": "Django==4.2.11\ngunicorn\n", "runtime.txt": "python-3.8.10\n" },
        fixed: { ...site, "requirements.txt": "Django==4.2.11\ngunicorn\n", ".python-version": "3.12\n" },
      },
      { code: { ...site, ".python-version": "3.10\n" }, fixed: { ...site, ".python-version": "3.14\n" } },
      { code: { ...site, ".python-version": "4.2\n" } },
      // No version that Heroku installs runs a Django as old as that.
      { code: { ...site, ".python-version": "3.9\n", "requirements.txt": "Django==3.1.14\ngunicorn\n" } },
    ],
    good: [
      { ...site, ".python-version": "3.11\n" },
      // Newer than this rule: nobody here knows whether Heroku has it by now.
      { ...site, ".python-version": "3.15\n" },
      { ...site, ".python-version": "$PYTHON\n" },
    ],
  },

  check(context) {
    const build = buildOf(context);
    if (build === undefined) return NO_PYTHON_BUILD;
    const requested = requestedPython(build);
    if (requested === undefined) return { state: "satisfied", reason: "no valid version is asked for" };
    const { minor, origin, at } = requested;
    const name = minorOf(requested.version);
    if (compareMinor(minor, OLDEST_PYTHON) < 0)
      return {
        state: "violated",
        message: `The build fails: ${origin} asks for Python ${name}, which Heroku no longer installs.`,
        at,
      };
    if (compareMinor(minor, [3, 10]) === 0)
      return {
        state: "violated",
        message: `${origin} asks for Python 3.10, which gets no more security fixes: from 6 January 2027 the build fails.`,
        at,
        severity: "warning",
      };
    // One minor version of Python comes out each October: there is no 3.20 before 2031.
    if (compareMinor(minor, [3, 20]) >= 0)
      return {
        state: "violated",
        message: `The build fails: there is no Python ${name}, which ${origin} asks for.`,
        at,
      };
    if (compareMinor(minor, minorNumbers(DEFAULT_PYTHON)) > 0)
      return undecided(`nobody here knows whether Heroku installs Python ${name}`);
    return { state: "satisfied" };
  },

  fixes: [
    {
      title: (context) => `Ask for Python ${upgrade(context)} in .python-version`,
      safety: "review",
      preferred: true,
      edits(context) {
        const version = upgrade(context);
        return version === undefined ? undefined : askForPython(context, version);
      },
    },
  ],
});

/** The version to go to; undefined where Pipfile.lock asks, which only Pipenv may write. */
function upgrade(context: RuleContext): string | undefined {
  const build = buildOf(context);
  const requested = build && requestedPython(build);
  if (requested === undefined || requested.origin === "Pipfile.lock") return undefined;
  const version = suggestedPython(context);
  const supported = pythonsOfDjango(context);
  const isNewer = version !== undefined && minorOf(requested.version) !== version;
  return isNewer && (supported === undefined || compareMinor(supported.oldest, minorNumbers(version)) <= 0)
    ? version
    : undefined;
}
