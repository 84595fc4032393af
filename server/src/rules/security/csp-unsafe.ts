import { contains } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import {
  CSP_MIDDLEWARE,
  type Directive,
  DJANGO_CSP_ENFORCED,
  directivesIn,
  directivesOf,
  ENFORCED,
  NONCE,
} from "../csp";
import { judgeMiddleware } from "../middleware";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { answerBefore } from "../versions";

const DJANGO_6 = "Django==6.0.1\ngunicorn\n";
const HEAD = `from django.utils.csp import CSP\n\nMIDDLEWARE = ["${CSP_MIDDLEWARE}"]\n`;

export default defineRule({
  id: "csp-unsafe",
  group: "security",
  severity: "info",
  summary: "The Content-Security-Policy lets injected scripts run",
  docs: {
    why:
      "`'unsafe-inline'` lets every script in a page run, and `data:`, `https:` or `*` lets scripts come from anywhere: an " +
      "injected script is not stopped, which is what a policy is for. `'unsafe-eval'` lets text become code.",
    how:
      "Move scripts to files, or give the inline ones a nonce (`CSP.NONCE`), which makes browsers ignore `'unsafe-inline'`. " +
      "List the hosts that scripts come from.",
    references: [
      "https://docs.djangoproject.com/en/stable/howto/csp/#nonce-config",
      "https://docs.djangoproject.com/en/stable/ref/csp/",
      "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CSP#blocking_inline_javascript",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "requirements.txt": DJANGO_6,
          "mysite/settings.py": `${HEAD}SECURE_CSP = {"default-src": [CSP.SELF], "script-src": [CSP.SELF, CSP.UNSAFE_INLINE]}\n`,
        },
      },
      {
        code: {
          "requirements.txt": "Django==5.2.8\ndjango-csp==4.0\n",
          "mysite/settings.py":
            'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["\'self\'", "\'unsafe-eval\'"]}}\n',
        },
      },
      {
        code: {
          "requirements.txt": DJANGO_6,
          "mysite/settings.py": `${HEAD}SECURE_CSP = {"script-src": [CSP.SELF, "https:"]}\n`,
        },
      },
    ],
    good: [
      {
        "requirements.txt": DJANGO_6,
        "mysite/settings.py": `${HEAD}SECURE_CSP = {"default-src": [CSP.SELF, CSP.UNSAFE_INLINE], "script-src": [CSP.SELF]}\n`,
      },
      {
        "requirements.txt": DJANGO_6,
        "mysite/settings.py": `${HEAD}SECURE_CSP = {"script-src": [CSP.NONCE, CSP.STRICT_DYNAMIC, CSP.UNSAFE_INLINE, "https:"]}\nTEMPLATES = [{"OPTIONS": {"context_processors": ["django.template.context_processors.csp"]}}]\n`,
      },
      {
        "requirements.txt": DJANGO_6,
        "mysite/settings.py": `import os\n\n${HEAD}SECURE_CSP = {"script-src": [CSP.UNSAFE_INLINE, os.environ["SCRIPT_HASH"]]}\n`,
      },
    ],
  },
  check(context) {
    const { settings } = context;
    const defined = [ENFORCED, DJANGO_CSP_ENFORCED].filter((name) => settings.defines(name));
    if (defined.length === 0) return satisfied("no policy is set");
    return defined.map((name) => check(context, name));
  },
});

function check(context: RuleContext, name: string): Verdict {
  const { settings, project } = context;
  const before = name === ENFORCED ? answerBefore(project, "6.0") : undefined;
  if (before !== undefined) return before;
  const judgement = judgeMiddleware(context, [name, "MIDDLEWARE"], (value, middleware) => {
    if (name === ENFORCED && contains(middleware, CSP_MIDDLEWARE) === false)
      return notApplicable("ContentSecurityPolicyMiddleware is not in MIDDLEWARE");
    const policy = directivesIn(name, value);
    if (policy.kind !== "dict") return policy.kind === "none" ? satisfied() : undecided(reasonOf(policy));
    const directives = directivesOf(policy);
    const own = directives.find((each) => each.name === "script-src");
    // What is not known may be a script-src, which would count instead of default-src.
    if (own === undefined && policy.open !== undefined) return undecided(policy.open);
    const scripts = own ?? directives.find((each) => each.name === "default-src");
    if (scripts === undefined) return satisfied("the policy is not about scripts");
    return answer(
      scripts,
      directives.some((each) => each.name === "script-src-elem"),
    );
  });
  return verdictOn(settings, name, judgement, "");
}

/** The answer on the directive that scripts are held to; inline ones and files perhaps to a special one. */
function answer({ name, sources, open }: Directive, hasOwnForElements: boolean): Answer {
  const find = (pattern: RegExp) => sources.find(({ text }) => pattern.test(text));
  const strict = find(/^'strict-dynamic'$/i);
  const trusted = find(/^'(?:nonce-|sha(?:256|384|512)-)/i) ?? sources.find(({ text }) => text === NONCE);
  const inline = find(/^'unsafe-inline'$/i);
  const anywhere = find(/^(?:\*|https?:|data:)$/i);
  const evaluated = find(/^'unsafe-eval'$/i);
  const isInline = inline !== undefined && trusted === undefined && strict === undefined;
  const isAnywhere = anywhere !== undefined && strict === undefined;
  if (!open && !hasOwnForElements && (isInline || isAnywhere)) {
    const found = isInline ? inline : anywhere!;
    return {
      state: "violated",
      at: found.at,
      message: isInline
        ? `${found.text} in ${name} lets every inline script run, even an injected one: the policy does not protect against that.`
        : `The source "${found.text}" in ${name} lets scripts from anywhere run, even injected ones: the policy does not protect against that.`,
    };
  }
  if (evaluated !== undefined) {
    return {
      state: "violated",
      at: evaluated.at,
      message: `'unsafe-eval' in ${name} lets scripts run strings as code, so a string that somebody injects may run.`,
    };
  }
  return open && (inline ?? anywhere) !== undefined ? undecided("some sources are not known") : satisfied();
}
