import { insertItem } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import { truthy } from "../../settings/plain";
import { ALL_POLICIES, addReportedPolicy, CSP_MIDDLEWARE, sendsPolicy } from "../csp";
import { judgeMiddleware, withoutSecurityMiddleware } from "../middleware";
import { defineRule } from "../rule";
import { assignedValue } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isAtLeast } from "../versions";

const DJANGO_6 = "Django==6.0.1\ngunicorn\n";
const TEMPLATES =
  'TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]\n';
const MIDDLEWARE = 'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\n';

export default defineRule({
  id: "csp-missing",
  group: "security",
  severity: "hint",
  summary: "Pages have no Content-Security-Policy",
  docs: {
    why:
      "A Content-Security-Policy tells browsers where the scripts of a page may come from. With one, a script that somebody " +
      "manages to inject does not run. Django sends one itself since 6.0.",
    how:
      "Begin with `SECURE_CSP_REPORT_ONLY`, which blocks nothing: browsers show in the console what they would block. Move " +
      "the policy to `SECURE_CSP` once nothing of yours shows up there.",
    references: [
      "https://docs.djangoproject.com/en/stable/howto/csp/",
      "https://docs.djangoproject.com/en/stable/ref/csp/",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "requirements.txt": DJANGO_6,
          "mysite/settings.py": `import os\n\n${TEMPLATES}MIDDLEWARE = [\n    "django.middleware.security.SecurityMiddleware",\n]\n`,
        },
        fixed: {
          "requirements.txt": DJANGO_6,
          "mysite/settings.py": `import os\n\nfrom django.utils.csp import CSP\n\n${TEMPLATES}MIDDLEWARE = [\n    "django.middleware.security.SecurityMiddleware",\n    "${CSP_MIDDLEWARE}",\n]\n\nSECURE_CSP_REPORT_ONLY = {"default-src": [CSP.SELF]}\n`,
        },
      },
    ],
    good: [
      { "mysite/settings.py": `${TEMPLATES}${MIDDLEWARE}` },
      {
        "requirements.txt": "Django==6.0.1\ndjango-csp==4.0\n",
        "mysite/settings.py": `${TEMPLATES}${MIDDLEWARE.replace("]", ', "csp.middleware.CSPMiddleware"]')}`,
      },
      {
        "requirements.txt": DJANGO_6,
        "mysite/settings.py": `from common import MORE\n\n${TEMPLATES}${MIDDLEWARE.replace("]", ", *MORE]")}`,
      },
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!isAtLeast(project, "6.0")) return notApplicable("Django before 6.0 does not send a policy itself");
    if (ALL_POLICIES.some((name) => settings.defines(name))) return satisfied("the settings have a policy");
    if (settings.open !== undefined) return undecided(settings.open);
    if (truthy(settings.value("DEBUG")) === true) return notApplicable("DEBUG is on");
    const named = project.deployment.dependencies.packages.find(({ name }) => /\bcsp\b/.test(name));
    if (named !== undefined) return undecided(`${named.name} may send a policy`);
    const judgement = judgeMiddleware(context, ["MIDDLEWARE", "TEMPLATES"], (middleware, templates) => {
      const without = withoutSecurityMiddleware(middleware);
      if (without !== undefined) return without;
      if (truthy(templates) !== true) return notApplicable("no templates are set up");
      const sent = sendsPolicy(middleware);
      if (sent === undefined) return undecided(reasonOf(middleware));
      return sent ? satisfied() : { state: "violated" };
    });
    return verdictOn(
      settings,
      "MIDDLEWARE",
      judgement,
      "Django sends no Content-Security-Policy: if somebody manages to inject a script into a page, browsers run it.",
    );
  },
  fixes: [
    {
      title: "Add a report-only policy, which blocks nothing",
      safety: "review",
      preferred: true,
      edits(context) {
        const session = new EditSession(context.snapshot);
        const found = assignedValue(context, session, "MIDDLEWARE");
        if (found?.value.type !== "List" && found?.value.type !== "Tuple") return undefined;
        insertItem(found.editor, found.value, `"${CSP_MIDDLEWARE}"`, "last");
        return addReportedPolicy(context, session) ? session.changes() : undefined;
      },
    },
  ],
});
