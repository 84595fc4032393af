import { dependencyState } from "../../files/dependencies";
import type { DjangoVersion } from "../../project/project";
import { entry, truthy } from "../../settings/plain";
import { judgeDatabases } from "../databases";
import { defineRule, type RuleContext, type Severity, type Verdict } from "../rule";
import { satisfied, verdictOn } from "../verdicts";
import { isBelow } from "../versions";

interface Addition {
  /** The first version of Django that reads the setting. */
  readonly since: DjangoVersion;
  readonly severity: Severity;
  readonly effect: string;
  /** A package that reads it in older versions. */
  readonly backport?: string;
}

/** MAILERS has a rule of its own. */
const ADDITIONS: Readonly<Record<string, Addition>> = {
  SECURE_CROSS_ORIGIN_OPENER_POLICY: {
    since: "4.0",
    severity: "info",
    effect: "the header Cross-Origin-Opener-Policy is not sent.",
  },
  SECRET_KEY_FALLBACKS: {
    since: "4.1",
    severity: "warning",
    effect: "a new SECRET_KEY logs everybody out, and reset links that were sent stop working.",
  },
  STORAGES: {
    since: "4.2",
    severity: "warning",
    effect: "uploads and static files go to Django's default storages, on the local disk.",
  },
  SECURE_CSP: { since: "6.0", severity: "warning", effect: "no content security policy is sent." },
  SECURE_CSP_REPORT_ONLY: {
    since: "6.0",
    severity: "warning",
    effect: "no content security policy is sent.",
  },
  TASKS: {
    since: "6.0",
    severity: "warning",
    effect: "it has no background tasks.",
    backport: "django-tasks",
  },
};

export default defineRule({
  id: "setting-too-new",
  group: "upgrade",
  severity: "warning",
  summary: "A setting is newer than the Django that production installs",
  docs: {
    why:
      "Django ignores settings that it does not know. One that a newer version brought does nothing in production " +
      "until Django is upgraded, and nothing says so.",
    how: "Upgrade Django, or write it as the installed version wants it.",
    references: [
      "https://docs.djangoproject.com/en/stable/releases/",
      "https://docs.djangoproject.com/en/stable/ref/settings/",
    ],
  },
  examples: {
    bad: [
      { code: 'SECURE_CSP = {"default-src": ["\'self\'"]}\n' },
      {
        code: {
          "requirements.txt": "Django==4.1.13\ngunicorn\n",
          "mysite/settings.py":
            'STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"}}\n',
        },
      },
      {
        code: {
          "requirements.txt": "Django==4.0.10\ngunicorn\n",
          "mysite/settings.py":
            'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "CONN_HEALTH_CHECKS": True}}\n',
        },
      },
    ],
    good: [
      {
        "requirements.txt": "Django==6.0\ngunicorn\n",
        "mysite/settings.py": 'SECURE_CSP = {"default-src": ["\'self\'"]}\n',
      },
      {
        "requirements.txt": "Django>=5.2,<6.1\ngunicorn\n",
        "mysite/settings.py": 'import os\n\nSECURE_CSP = {"default-src": [os.environ["CSP_SOURCE"]]}\n',
      },
      {
        "requirements.txt": "Django==5.2.8\ngunicorn\ndjango-tasks==0.9.0\n",
        "mysite/settings.py":
          'TASKS = {"default": {"BACKEND": "django_tasks.backends.database.DatabaseBackend"}}\n',
      },
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (project.django.range === undefined) return satisfied("nothing says which version of Django it is");
    const verdicts = Object.entries(ADDITIONS).flatMap(([name, addition]): Verdict[] => {
      if (!settings.defines(name) || !isBelow(project, addition.since) || hasBackport(context, addition))
        return [];
      const message = `Django ${project.django.range!.max} does not read ${name}, which came with ${addition.since}: ${addition.effect}`;
      const { severity } = addition;
      return [
        verdictOn(settings, name, { state: "violated", at: settings.location(name) }, message, { severity }),
      ];
    });
    verdicts.push(...healthVerdict(context));
    return verdicts.length > 0 ? verdicts : satisfied();
  },
});

function hasBackport({ project }: RuleContext, { backport }: Addition): boolean {
  return backport !== undefined && dependencyState(project.deployment.dependencies, backport) !== "absent";
}

function healthVerdict({ settings, project }: RuleContext): Verdict[] {
  if (!settings.defines("DATABASES") || !isBelow(project, "4.1")) return [];
  const judgement = judgeDatabases(settings, (database) => {
    const checks = entry(database, "CONN_HEALTH_CHECKS");
    return checks && truthy(checks) === true ? { state: "violated", at: checks.at } : satisfied();
  });
  const message = `Django ${project.django.range!.max} does not read CONN_HEALTH_CHECKS, which came with 4.1: if the database closes a connection, a request fails before Django notices.`;
  return judgement.state === "violated"
    ? [verdictOn(settings, "DATABASES", judgement, message, { severity: "info" })]
    : [];
}
