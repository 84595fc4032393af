import { contains } from "../../settings/plain";
import { OLD_NAMES } from "../cors";
import { defineRule, type Verdict } from "../rule";
import { removeAssignment, renameSetting } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isPackageBelow } from "../versions";

const APPS = 'INSTALLED_APPS = ["corsheaders"]\n';

export default defineRule({
  id: "cors-old-names",
  group: "security",
  severity: "hint",
  summary: "A setting of django-cors-headers has its old name",
  docs: {
    why:
      "django-cors-headers 3.5 renamed three settings and still reads the old names, but only where the new one is not " +
      "set: one line with the new name, in whichever module, silently turns the old line off.",
    how: "Use the new name everywhere: in production, in development and in tests.",
    references: [
      "https://github.com/adamchainz/django-cors-headers#configuration",
      "https://github.com/adamchainz/django-cors-headers/blob/main/CHANGELOG.rst",
    ],
  },
  examples: {
    bad: [
      {
        code: `${APPS}CORS_ORIGIN_WHITELIST = [\n    "https://app.example.com",  # front end\n]\n`,
        fixed: `${APPS}CORS_ALLOWED_ORIGINS = [\n    "https://app.example.com",  # front end\n]\n`,
      },
      {
        code: `${APPS}CORS_ORIGIN_ALLOW_ALL = False\nCORS_ALLOW_ALL_ORIGINS = False\n`,
        fixed: `${APPS}CORS_ALLOW_ALL_ORIGINS = False\n`,
      },
    ],
    good: [
      `${APPS}CORS_ALLOWED_ORIGINS = ["https://app.example.com"]\n`,
      `from extras import APPS\n\nINSTALLED_APPS = APPS\nCORS_ORIGIN_ALLOW_ALL = False\n`,
      {
        "requirements.txt": "Django==3.2.25\ndjango-cors-headers==3.4.0\n",
        "mysite/settings.py": `${APPS}CORS_ORIGIN_ALLOW_ALL = False\n`,
      },
    ],
  },
  check({ settings, project }) {
    const names = Object.entries(OLD_NAMES).filter(([, old]) => settings.defines(old));
    if (names.length === 0) return satisfied();
    if (isPackageBelow(project, "django-cors-headers", [3, 5]))
      return notApplicable("django-cors-headers before 3.5 knows only these names");
    const apps = settings.value("INSTALLED_APPS");
    const installed = contains(apps, "corsheaders");
    if (installed === undefined) return undecided(reasonOf(apps));
    if (!installed) return notApplicable("django-cors-headers is not installed");
    return names.map(([name, old]): Verdict => {
      const message = settings.defines(name)
        ? `${old} has no effect, because ${name}, its new name, is set too.`
        : `${old} is called ${name} now. The old name works only as long as no module sets the new one.`;
      return verdictOn(settings, old, { state: "violated", at: settings.location(old) }, message);
    });
  },
  fixes: [
    {
      title: ({ settings }, { message }) => {
        const [name] = namesIn(message) ?? [];
        return name !== undefined && settings.defines(name) ? "Delete the line" : `Rename it to ${name}`;
      },
      safety: "review",
      preferred: true,
      edits(context, { message }) {
        const found = namesIn(message);
        if (found === undefined) return undefined;
        const [name, old] = found;
        return context.settings.defines(name)
          ? removeAssignment(context, old)
          : renameSetting(context, old, name);
      },
    },
  ],
});

/** The new and the old name that a message is about. */
function namesIn(message: string): readonly [name: string, old: string] | undefined {
  return Object.entries(OLD_NAMES).find(([, old]) => message.startsWith(`${old} `));
}
