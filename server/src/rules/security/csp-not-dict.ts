import { stringValue } from "../../edits/python/displays";
import { contains, type Plain, truthy } from "../../settings/plain";
import { CSP_MIDDLEWARE, POLICIES } from "../csp";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { replaceLiteral } from "../settingEdits";
import { isHeard } from "../silenced";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { answerBefore } from "../versions";

const DJANGO_6 = "Django==6.0.1\ngunicorn\n";

export default defineRule({
  id: "csp-not-dict",
  group: "security",
  severity: "error",
  djangoIds: ["security.E026"],
  summary: "A Content-Security-Policy is not a dict",
  docs: {
    why:
      "SECURE_CSP and SECURE_CSP_REPORT_ONLY are dicts of directives. A policy written as a string makes Django's own check fail, " +
      "which stops `manage.py migrate` and with it a release; the middleware raises AttributeError on every page.",
    how: 'Write a dict, `{"default-src": [CSP.SELF]}`, or `None` for no policy.',
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#secure-csp",
      "https://docs.djangoproject.com/en/stable/howto/csp/",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "requirements.txt": DJANGO_6,
          "mysite/settings.py": `ALLOWED_HOSTS = ["example.com"]\nMIDDLEWARE = ["${CSP_MIDDLEWARE}"]\nSECURE_CSP = "default-src 'self'; img-src 'self' https:; upgrade-insecure-requests"\n`,
        },
        fixed: {
          "requirements.txt": DJANGO_6,
          "mysite/settings.py": `ALLOWED_HOSTS = ["example.com"]\nMIDDLEWARE = ["${CSP_MIDDLEWARE}"]\nSECURE_CSP = {\n    "default-src": ["'self'"],\n    "img-src": ["'self'", "https:"],\n    "upgrade-insecure-requests": True,\n}\n`,
        },
      },
      {
        code: { "requirements.txt": DJANGO_6, "mysite/settings.py": "SECURE_CSP_REPORT_ONLY = False\n" },
        fixed: { "requirements.txt": DJANGO_6, "mysite/settings.py": "SECURE_CSP_REPORT_ONLY = None\n" },
      },
    ],
    good: [
      {
        "requirements.txt": DJANGO_6,
        "mysite/settings.py": `MIDDLEWARE = ["${CSP_MIDDLEWARE}"]\nSECURE_CSP = {"default-src": "'self'"}\n`,
      },
      {
        "requirements.txt": DJANGO_6,
        "mysite/settings.py": "from common import POLICY\n\nSECURE_CSP = POLICY\n",
      },
      { "mysite/settings.py": "SECURE_CSP = \"default-src 'self'\"\n" },
    ],
  },
  check(context) {
    const { settings, project } = context;
    const defined = POLICIES.filter((name) => settings.defines(name));
    if (defined.length === 0) return satisfied("no policy is set");
    return answerBefore(project, "6.0") ?? defined.map((name) => check(context, name));
  },
  fixes: [
    {
      title: "Write the policy as a dict",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const name = POLICIES.find((each) => {
          const place = context.settings.location(each);
          return place.file === at.file && place.start === at.start;
        });
        if (name === undefined) return undefined;
        const isOff = truthy(context.settings.value(name)) === false;
        return replaceLiteral(context, name, (value) => (isOff ? "None" : dictOf(stringValue(value) ?? "")));
      },
    },
  ],
});

function check({ settings }: RuleContext, name: string): Verdict {
  const judgement = settings.judge([name, "MIDDLEWARE"], (policy, middleware) => {
    if (policy.kind === "unknown" || (policy.kind === "env" && policy.type === "object"))
      return undecided(reasonOf(policy));
    if (policy.kind === "none" || policy.kind === "dict" || (policy.kind === "env" && policy.type === "dict"))
      return satisfied();
    return {
      state: "violated",
      message: messageOn(name, policy, middleware, isHeard(settings, "security.E026")),
    };
  });
  return verdictOn(settings, name, judgement, "");
}

function messageOn(name: string, policy: Plain, middleware: Plain, isChecked: boolean): string {
  const breaks = truthy(policy) === true && contains(middleware, CSP_MIDDLEWARE) === true;
  const effects = [
    ...(breaks ? ["ContentSecurityPolicyMiddleware makes every page fail with error 500"] : []),
    ...(isChecked ? ["Django's check security.E026 fails, which stops `manage.py migrate`"] : []),
  ];
  return `${name} is neither a dict nor None: ${effects.join(", and ") || "Django expects one of them"}.`;
}

/** A policy in the form of the header, as the code of a dict. */
function dictOf(policy: string): string | undefined {
  if (/["\\#]/.test(policy)) return undefined;
  const rows = policy.split(";").flatMap((part) => {
    const [name, ...sources] = part.split(/\s+/).filter((word) => word !== "");
    return name === undefined ? [] : [{ name: name.toLowerCase(), sources }];
  });
  const names = new Set(rows.map(({ name }) => name));
  if (rows.length === 0 || names.size < rows.length || [...names].some((name) => !/^[a-z-]+$/.test(name)))
    return undefined;
  const lines = rows.map(({ name, sources }) => {
    const list = sources.map((source) => `"${source}"`).join(", ");
    return `    "${name}": ${list === "" ? "True" : `[${list}]`},`;
  });
  return ["{", ...lines, "}"].join("\n");
}
