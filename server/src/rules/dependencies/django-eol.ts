import { compareVersions } from "../../django/defaults";
import { findDependency } from "../../files/dependencies";
import { rangeText } from "../../project/djangoVersion";
import type { DjangoVersion } from "../../project/project";
import { defineRule } from "../rule";
import { notApplicable } from "../verdicts";
import { isBelow } from "../versions";

/** The oldest series with security fixes in November 2026: https://www.djangoproject.com/download/#supported-versions */
const OLDEST: DjangoVersion = "5.2";

/** When the last security fixes came: https://www.djangoproject.com/download/#unsupported-versions */
const ENDED: Readonly<Record<string, string>> = {
  "3.2": "April 2024",
  "4.0": "April 2023",
  "4.1": "December 2023",
  "4.2": "April 2026",
  "5.0": "April 2025",
  "5.1": "December 2025",
};

const SETTINGS = 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n';
const files = (django: string) => ({
  "requirements.txt": `Django${django}\ngunicorn\n`,
  "mysite/settings.py": SETTINGS,
});

export default defineRule({
  id: "django-eol",
  group: "dependencies",
  severity: "warning",
  summary: "This version of Django gets no security fixes",
  docs: {
    why: "Holes in Django are found every month or two. They are published together with the fixed releases, and a version that is out of support gets none: from then on production has holes that everybody can read about. In November 2026 the supported versions are 5.2, which is the one with long-term support until April 2028, 6.0 and 6.1.",
    how: "Move up one feature release at a time, with the warnings of `python -Wd manage.py check` out of the way first. `django-preflight check --compare` shows which settings another version reads differently.",
    references: [
      "https://www.djangoproject.com/download/#supported-versions",
      "https://docs.djangoproject.com/en/stable/howto/upgrade-version/",
    ],
  },
  examples: {
    bad: [{ code: files("==4.2.11") }, { code: files(">=3.2,<4.0") }],
    good: [files("==5.2.8"), files(">=4.2"), files("")],
  },

  check({ project }) {
    const { range } = project.django;
    const django = findDependency(project.deployment.dependencies, "django");
    if (range === undefined || django === undefined || django.group === "development")
      return notApplicable("no dependency file says which Django it is");
    if (!isBelow(project, OLDEST)) return { state: "satisfied" };
    const ended = Object.hasOwn(ENDED, range.max) ? ENDED[range.max] : undefined;
    const since = ended === undefined ? "for years" : `since ${ended}`;
    return {
      state: "violated",
      message: `Django ${rangeText(range)} has had no security fixes ${since}: holes that newer versions have closed stay open in production.`,
      at: django.at,
      severity: compareVersions(range.max, "4.2") < 0 ? "error" : "warning",
    };
  },
});
