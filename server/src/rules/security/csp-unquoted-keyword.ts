import { dictValue, stringValue } from "../../edits/python/displays";
import type { PythonEditor } from "../../edits/python/editor";
import { importedAs } from "../../edits/python/imports";
import { EditSession } from "../../edits/session";
import type { Expr } from "../../syntax/python/ast";
import { descendants, isExpression } from "../../syntax/python/find";
import { ALL_POLICIES, directivesIn, directivesOf, ENFORCED, listsSources, POLICIES } from "../csp";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { assignedValue } from "../settingEdits";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { answerBefore } from "../versions";

/** Words that mean something in a list of sources only between single quotes. */
const KEYWORD =
  /^(?:self|none|unsafe-inline|unsafe-eval|unsafe-hashes|wasm-unsafe-eval|strict-dynamic|report-sample|nonce-[\w+/=-]+|sha(?:256|384|512)-[\w+/=-]+)$/i;

/** Keywords that django.utils.csp.CSP has. */
const MEMBERS = new Set([
  "none",
  "report-sample",
  "self",
  "strict-dynamic",
  "unsafe-eval",
  "unsafe-hashes",
  "unsafe-inline",
  "wasm-unsafe-eval",
]);

const DJANGO_6 = "Django==6.0.1\ngunicorn\n";
const MIDDLEWARE = 'MIDDLEWARE = ["django.middleware.csp.ContentSecurityPolicyMiddleware"]\n';

export default defineRule({
  id: "csp-unquoted-keyword",
  group: "security",
  severity: "warning",
  summary: "A keyword of the Content-Security-Policy lacks its inner quotes",
  docs: {
    why:
      "In the header, keywords are in single quotes. Without them `self` is a host called self: the site's own scripts and " +
      "styles are blocked. `none` and the `unsafe-` keywords do not do what they say either.",
    how: "Use the constants of `django.utils.csp.CSP`, or write the quotes too: `\"'self'\"`.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/csp/",
      "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Content-Security-Policy#fetch_directive_syntax",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "requirements.txt": DJANGO_6,
          "mysite/settings.py": `${MIDDLEWARE}SECURE_CSP = {\n    "default-src": ["self"],\n    "img-src": "self https:",\n    "report-uri": "/csp/",\n}\n`,
        },
        fixed: {
          "requirements.txt": DJANGO_6,
          "mysite/settings.py": `${MIDDLEWARE}SECURE_CSP = {\n    "default-src": ["'self'"],\n    "img-src": "'self' https:",\n    "report-uri": "/csp/",\n}\n`,
        },
      },
      {
        code: {
          "requirements.txt": DJANGO_6,
          "mysite/settings.py": `from django.utils.csp import CSP\n\n${MIDDLEWARE}SECURE_CSP = {"default-src": [CSP.SELF], "object-src": ["none"]}\n`,
        },
        fixed: {
          "requirements.txt": DJANGO_6,
          "mysite/settings.py": `from django.utils.csp import CSP\n\n${MIDDLEWARE}SECURE_CSP = {"default-src": [CSP.SELF], "object-src": [CSP.NONE]}\n`,
        },
      },
      {
        code: {
          "requirements.txt": "Django==5.2.8\ndjango-csp==4.0\n",
          "mysite/settings.py":
            'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["self", "cdn.example.com"]}}\n',
        },
        fixed: {
          "requirements.txt": "Django==5.2.8\ndjango-csp==4.0\n",
          "mysite/settings.py":
            'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["\'self\'", "cdn.example.com"]}}\n',
        },
      },
    ],
    good: [
      {
        "requirements.txt": DJANGO_6,
        "mysite/settings.py": `from django.utils.csp import CSP\n\n${MIDDLEWARE}SECURE_CSP = {"default-src": [CSP.SELF, "example.com"]}\n`,
      },
      {
        "requirements.txt": DJANGO_6,
        "mysite/settings.py": `import os\n\n${MIDDLEWARE}SECURE_CSP = {"default-src": [os.environ["CSP_SOURCE"]]}\n`,
      },
    ],
  },
  check(context) {
    const { settings } = context;
    const defined = ALL_POLICIES.filter((name) => settings.defines(name));
    if (defined.length === 0) return satisfied("no policy is set");
    return defined.map((name) => check(context, name));
  },
  fixes: [
    {
      title: "Quote the keywords",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const { settings } = context;
        const name = ALL_POLICIES.find((each) => {
          const place = settings.defines(each) ? settings.assignment(each) : undefined;
          return place?.file === at.file && place.start <= at.start && at.end <= place.end;
        });
        return name === undefined ? undefined : quoteKeywords(context, name);
      },
    },
  ],
});

function check({ settings, project }: RuleContext, name: string): Verdict {
  const before = POLICIES.includes(name) ? answerBefore(project, "6.0") : undefined;
  if (before !== undefined) return before;
  const judgement = settings.judge([name], (value) => {
    const policy = directivesIn(name, value);
    const directives = directivesOf(policy).filter((each) => listsSources(each.name));
    const sources = directives.flatMap((each) => each.sources);
    const bare = sources.find(({ text }) => KEYWORD.test(text));
    if (bare !== undefined) {
      return {
        state: "violated",
        at: bare.at,
        message: `The keyword ${bare.text} in ${name} lacks its inner quotes ("'${bare.text}'"): browsers take it for a host of that name, so the policy does not do what it says.`,
      };
    }
    const isOpen = policy.kind !== "dict" || policy.open !== undefined || directives.some(({ open }) => open);
    return isOpen && policy.kind !== "none" ? undecided(reasonOf(policy)) : satisfied();
  });
  const isTest = name !== ENFORCED && name !== "CONTENT_SECURITY_POLICY";
  return verdictOn(settings, name, judgement, "", isTest ? { severity: "info" } : {});
}

/** Quotes the keywords in the dict that the setting is assigned. */
function quoteKeywords(context: RuleContext, name: string) {
  const session = new EditSession(context.snapshot);
  const found = assignedValue(context, session, name);
  const policy = POLICIES.includes(name) ? found?.value : dictValue(found?.value, "DIRECTIVES");
  if (found === undefined || policy?.type !== "Dict") return undefined;
  for (const { key, value } of policy.entries) {
    if (!listsSources(stringValue(key) ?? "")) continue;
    for (const node of descendants(value)) {
      const text = isExpression(node) ? stringValue(node) : undefined;
      if (text === undefined) continue;
      const words = text.split(" ").map((word) => (KEYWORD.test(word) ? `'${word}'` : word));
      const quoted = words.join(" ");
      if (quoted !== text)
        found.editor.replace(node, memberOf(found.editor, name, node as Expr) ?? `"${quoted}"`);
    }
  }
  return session.changes();
}

/** `CSP.SELF` for "self", where the module has CSP. */
function memberOf(editor: PythonEditor, name: string, node: Expr): string | undefined {
  const word = stringValue(node)!.toLowerCase();
  if (!POLICIES.includes(name) || !MEMBERS.has(word)) return undefined;
  const csp = importedAs(
    editor.importsBefore(node.start),
    { module: "django.utils.csp", name: "CSP" },
    node.start,
  );
  return csp && `${csp}.${word.toUpperCase().replaceAll("-", "_")}`;
}
