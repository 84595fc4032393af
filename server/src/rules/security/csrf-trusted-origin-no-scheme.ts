import type { Plain, PlainStr } from "../../settings/plain";
import { corrected, knownEntries, replaceEntries, someOf, TRUSTED_ORIGINS } from "../csrfOrigins";
import { defineRule } from "../rule";
import { isHeard } from "../silenced";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { answerBefore } from "../versions";

/** There is no entry for all origins, with or without a scheme. */
const ALL = ", which does not stand for all origins";

export default defineRule({
  id: "csrf-trusted-origin-no-scheme",
  group: "security",
  severity: "error",
  djangoIds: ["4_0.E001"],
  summary: "An entry of CSRF_TRUSTED_ORIGINS has no scheme",
  docs: {
    why:
      "Since Django 4.0 an entry is a whole origin, with https:// in front. One without a scheme trusts nobody, so forms from " +
      "there are refused with 403; and Django's own check fails, which stops `manage.py migrate` and with it a release.",
    how:
      'Write "https://example.com", or "https://*.example.com" for a domain and its subdomains, which was ' +
      '".example.com" before.',
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#csrf-trusted-origins",
      "https://docs.djangoproject.com/en/stable/releases/4.0/#csrf-trusted-origins-changes",
    ],
  },
  examples: {
    bad: [
      {
        code: [
          "CSRF_TRUSTED_ORIGINS = [",
          '    "https://www.example.com",',
          '    ".example.com",  # all of ours',
          '    "mysite.herokuapp.com/",',
          "]",
          "",
        ].join("\n"),
        fixed: [
          "CSRF_TRUSTED_ORIGINS = [",
          '    "https://www.example.com",',
          '    "https://*.example.com",  # all of ours',
          '    "https://mysite.herokuapp.com",',
          "]",
          "",
        ].join("\n"),
      },
      {
        code: "CSRF_TRUSTED_ORIGINS = ('localhost:3000', '*.example.com')\n",
        fixed: "CSRF_TRUSTED_ORIGINS = ('http://localhost:3000', 'https://*.example.com')\n",
      },
    ],
    good: [
      'CSRF_TRUSTED_ORIGINS = ["https://*.example.com"]\n',
      'import os\n\nCSRF_TRUSTED_ORIGINS = os.environ["ORIGINS"].split(",")\n',
      'import os\n\nCSRF_TRUSTED_ORIGINS = ["https://" + os.environ["HOST"]]\n',
      {
        "requirements.txt": "Django==3.2.25\ngunicorn\n",
        "mysite/settings.py": 'CSRF_TRUSTED_ORIGINS = ["example.com"]\n',
      },
    ],
  },
  check({ settings, project }) {
    if (!settings.defines(TRUSTED_ORIGINS)) return satisfied("no other origin is trusted");
    const before = answerBefore(project, "4.0");
    if (before !== undefined) return before;
    const fails = isHeard(settings, "4_0.E001")
      ? ", and Django's check 4_0.E001 fails, which stops `manage.py migrate`"
      : "";
    const judgement = settings.judge([TRUSTED_ORIGINS], (origins) => {
      const wrong = wrongEntries(origins);
      const [first] = wrong;
      if (first !== undefined) {
        return {
          state: "violated",
          at: first.at,
          message: `CSRF_TRUSTED_ORIGINS has ${someOf(wrong.map(({ value }) => value))}${first.value === "*" ? ALL : " without https://"}, so it trusts nobody${fails}.`,
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
      title: "Add the scheme to the origins",
      safety: "review",
      preferred: true,
      edits(context) {
        const wrong = wrongEntries(context.settings.value(TRUSTED_ORIGINS));
        return replaceEntries(context, wrong, corrected);
      },
    },
  ],
});

/** The entries without a scheme. That an empty one comes from splitting is told by another rule. */
function wrongEntries(origins: Plain): readonly PlainStr[] {
  return knownEntries(origins).filter(({ value }) => value !== "" && !value.includes("://"));
}
