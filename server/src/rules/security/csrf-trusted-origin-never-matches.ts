import {
  corrected,
  knownEntries,
  replaceEntries,
  someOf,
  TRUSTED_ORIGINS,
  whyNeverMatches,
} from "../csrfOrigins";
import { defineRule, type RuleContext } from "../rule";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isAtLeast, isBelow } from "../versions";

export default defineRule({
  id: "csrf-trusted-origin-never-matches",
  group: "security",
  severity: "warning",
  summary: "An entry of CSRF_TRUSTED_ORIGINS matches nothing",
  docs: {
    why:
      "Django compares an entry with the header Origin, which browsers write in one way: scheme and host in lower case, a port " +
      "only where it is not the usual one, no path and no slash at the end. What is written otherwise trusts nobody, and " +
      "forms from there are refused with 403.",
    how: 'Write "https://example.com", or "https://*.example.com" for a domain and its subdomains.',
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#csrf-trusted-origins",
      "https://docs.djangoproject.com/en/stable/ref/csrf/#how-it-works",
      "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Origin",
    ],
  },
  examples: {
    bad: [
      {
        code: 'CSRF_TRUSTED_ORIGINS = ["https://example.com/", "https://App.example.com:443"]\n',
        fixed: 'CSRF_TRUSTED_ORIGINS = ["https://example.com", "https://app.example.com"]\n',
      },
      { code: 'CSRF_TRUSTED_ORIGINS = ["https://*"]\n' },
      {
        code: {
          "requirements.txt": "Django==3.2.25\ngunicorn\n",
          "mysite/settings.py": 'CSRF_TRUSTED_ORIGINS = ["https://*.example.com", "https://example.org"]\n',
        },
        fixed: {
          "requirements.txt": "Django==3.2.25\ngunicorn\n",
          "mysite/settings.py": 'CSRF_TRUSTED_ORIGINS = [".example.com", "example.org"]\n',
        },
      },
    ],
    good: [
      'CSRF_TRUSTED_ORIGINS = ["https://example.com", "https://*.example.com", "http://localhost:8000"]\n',
      'CSRF_TRUSTED_ORIGINS = ["https://*.example.com/", "chrome-extension://abc"]\n',
      "import os\n\nCSRF_TRUSTED_ORIGINS = [f\"https://{os.environ['HOST']}/\"]\n",
      {
        "requirements.txt": "Django>=3.2,<5\ngunicorn\n",
        "mysite/settings.py": 'CSRF_TRUSTED_ORIGINS = ["https://example.com"]\n',
      },
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines(TRUSTED_ORIGINS)) return satisfied("no other origin is trusted");
    const why = question(context);
    const judgement = settings.judge([TRUSTED_ORIGINS], (origins) => {
      const wrong = knownEntries(origins).filter(({ value }) => why(value) !== undefined);
      const [first] = wrong;
      if (first !== undefined) {
        return {
          state: "violated",
          at: first.at,
          message: `CSRF_TRUSTED_ORIGINS has ${someOf(wrong.map(({ value }) => value))}, which matches nothing: it ${why(first.value)}. Forms from that site to another host of yours are refused with 403.`,
        };
      }
      const isKnown = "items" in origins && origins.open === undefined;
      const all = isKnown && knownEntries(origins).length === origins.items.length;
      return all ? satisfied() : undecided(reasonOf(origins));
    });
    return verdictOn(settings, TRUSTED_ORIGINS, judgement, "");
  },
  fixes: [
    {
      title: "Write the origins as browsers send them",
      safety: "review",
      preferred: true,
      edits(context) {
        const why = question(context);
        const isOld = isBelow(context.project, "4.0");
        const wrong = knownEntries(context.settings.value(TRUSTED_ORIGINS)).filter(
          ({ value }) => why(value) !== undefined,
        );
        return replaceEntries(context, wrong, (entry) => {
          const origin = corrected(entry);
          return isOld ? origin?.replace(/^\w+:\/\/\*?/, "") : origin;
        });
      },
    },
  ],
});

/** Why an entry matches nothing, in every version of Django that may be used. */
function question({ project }: RuleContext): (entry: string) => string | undefined {
  if (isBelow(project, "4.0"))
    return (entry) =>
      entry.includes("://") ? "has a scheme, which Django before 4.0 does not expect" : undefined;
  if (project.django.range !== undefined && !isAtLeast(project, "4.0")) return () => undefined;
  return (entry) => (entry.includes("://") ? whyNeverMatches(entry) : undefined);
}
