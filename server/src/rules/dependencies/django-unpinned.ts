import { findDependency } from "../../files/dependencies";
import { KNOWN_DJANGO_VERSIONS } from "../../project/djangoVersion";
import { withSpecifier } from "../requirementLines";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable, undecided } from "../verdicts";

const NEWEST = KNOWN_DJANGO_VERSIONS[KNOWN_DJANGO_VERSIONS.length - 1]!;
const SETTINGS = 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n';
const files = (requirements: string) => ({
  "requirements.txt": requirements,
  "mysite/settings.py": SETTINGS,
});

export default defineRule({
  id: "django-unpinned",
  group: "dependencies",
  severity: "warning",
  summary: "Any newer version of Django may be installed",
  docs: {
    why: "Without an upper limit, a build that starts from an empty cache installs the newest Django there is. A feature release removes what was deprecated before, so a rebuild of unchanged code may not start any more.",
    how: "Hold Django to one feature release, such as `Django>=5.2,<5.3`, which still brings its security fixes, or use a lock file.",
    references: [
      "https://pip.pypa.io/en/stable/topics/repeatable-installs/",
      "https://docs.djangoproject.com/en/stable/internals/release-process/",
    ],
  },
  examples: {
    bad: [
      { code: files("Django\ngunicorn\n"), fixed: files("Django<6.2\ngunicorn\n") },
      { code: files("Django>=5.2  # LTS\ngunicorn\n"), fixed: files("Django>=5.2,<6.2  # LTS\ngunicorn\n") },
    ],
    good: [
      files("Django==5.2.8\ngunicorn\n"),
      files("Django~=5.2\ngunicorn\n"),
      files("Django>=5.2,<6\ngunicorn\n"),
      { ...files("Django\ngunicorn\n-c constraints.txt\n"), "constraints.txt": "Django==5.2.8\n" },
      files("git+https://github.com/django/django.git@stable/6.0.x#egg=Django\ngunicorn\n"),
    ],
  },

  check(context) {
    const { dependencies } = context.project.deployment;
    if (dependencies.manager !== "pip") return notApplicable("a lock file decides, or nothing does");
    const all = dependencies.packages.filter(({ name }) => name === "django");
    const django = findDependency(dependencies, "django");
    if (django === undefined) return notApplicable("no requirements file names Django");
    if (dependencies.constrainedBy !== undefined)
      return undecided(`${dependencies.constrainedBy} is not read`);
    if (all.some(({ url, specifier }) => url || isLimited(specifier))) return { state: "satisfied" };
    return {
      state: "violated",
      message: `${django.at.file} allows any newer Django: a build without a cache installs the newest release, and one day that lacks something this code uses.`,
      at: django.at,
    };
  },

  fixes: [
    {
      title: `Allow no Django newer than ${NEWEST}`,
      safety: "review",
      preferred: true,
      edits(context: RuleContext) {
        const django = findDependency(context.project.deployment.dependencies, "django");
        if (django === undefined) return undefined;
        const [major, minor] = NEWEST.split(".").map(Number);
        const limit = `<${major}.${minor! + 1}`;
        const { specifier } = django;
        return withSpecifier(context, django, specifier === "" ? limit : `${specifier},${limit}`);
      },
    },
  ],
});

/** Whether a specifier has an upper limit. */
function isLimited(specifier: string): boolean {
  return specifier.split(",").some((clause) => /^(?:==|~=|<)/.test(clause.trim()));
}
