import type { Location } from "../../syntax/text";
import { samePlace, withPackages } from "../commands";
import { absentPackages, type NeededPackage } from "../neededPackages";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable, undecided } from "../verdicts";

const APPS = 'INSTALLED_APPS = [\n    "django.contrib.auth",\n    "corsheaders",\n]\n';

export default defineRule({
  id: "module-not-in-deps",
  group: "dependencies",
  severity: "error",
  summary: "A package that the project uses is not among its dependencies",
  docs: {
    why: "Production installs what the dependency file lists and what these packages need themselves. A package that is only on the developer's machine is not there: Django does not start, and Heroku's build stops at collectstatic with ModuleNotFoundError.",
    how: "Add the package to the dependencies that production installs, and bring the lock file up to date.",
    references: [
      "https://devcenter.heroku.com/articles/python-support",
      "https://docs.djangoproject.com/en/stable/ref/settings/#installed-apps",
    ],
  },
  examples: {
    bad: [
      {
        code: { "requirements.txt": "Django==5.2.8\ngunicorn\n", "mysite/settings.py": APPS },
        fixed: {
          "requirements.txt": "Django==5.2.8\ndjango-cors-headers\ngunicorn\n",
          "mysite/settings.py": APPS,
        },
      },
      {
        code: {
          "requirements.txt": "Django==5.2.8\ngunicorn\n",
          "mysite/settings.py": "from decouple import config\n\nTIME_ZONE = config('TZ')\n",
        },
      },
      {
        code: {
          "requirements.txt": "Django==5.2.8\ngunicorn\npkg-resources==0.0.0\n",
          "mysite/settings.py": APPS,
        },
      },
    ],
    good: [
      {
        "requirements.txt": "Django==5.2.8\ndjango-cors-headers==4.9.0\ngunicorn\n",
        "mysite/settings.py": APPS,
      },
      // Nobody here knows what this package brings along.
      { "requirements.txt": "Django==5.2.8\nour-company-base\ngunicorn\n", "mysite/settings.py": APPS },
      {
        "requirements.txt": "Django==5.2.8\ndjangorestframework-simplejwt\ngunicorn\n",
        "mysite/settings.py": 'INSTALLED_APPS = ["rest_framework"]\n',
      },
      {
        "requirements.txt": "Django==5.2.8\ngunicorn\n",
        "mysite/settings.py": "try:\n    import sentry_sdk\nexcept ImportError:\n    sentry_sdk = None\n",
      },
      { "requirements.txt": "-r base.txt\n", "mysite/settings.py": APPS },
    ],
  },

  check(context) {
    const { dependencies, target } = context.project.deployment;
    if (target === "none") return notApplicable("nothing says how the project deploys");
    if (dependencies.incomplete !== undefined) return undecided(dependencies.incomplete);
    const found = absentPackages(context);
    if (found.length === 0) return { state: "satisfied" };
    return found.map(({ name, module, at, why }) => ({
      state: "violated",
      message: `Django does not start in production: ${module} ${why}, but ${dependencies.source ?? "no dependency file"} does not install ${name}.`,
      at,
    }));
  },

  fixes: [
    {
      title: (context, { at }) =>
        `Add ${missingAt(context, at)?.name} to ${context.project.deployment.dependencies.manifest?.path}`,
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const found = missingAt(context, at);
        return found && withPackages(context, [found.name], []);
      },
    },
  ],
});

function missingAt(context: RuleContext, at: Location): NeededPackage | undefined {
  return absentPackages(context).find((needed) => samePlace(needed.at, at));
}
