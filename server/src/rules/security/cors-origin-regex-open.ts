import { isString } from "../../edits/python/editor";
import { EditSession } from "../../edits/session";
import type { PlainStr } from "../../settings/plain";
import { corsName, definesCors, judgeCors, matchesAnyOrigin, REGEXES } from "../cors";
import { defineRule } from "../rule";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const MIDDLEWARE = 'MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]\n';

export default defineRule({
  id: "cors-origin-regex-open",
  group: "security",
  severity: "warning",
  summary: "A pattern of CORS origins matches other people's domains",
  docs: {
    why:
      "django-cors-headers compares origins with `re.match`, which looks at the beginning only. Without `$` at its end " +
      "a pattern for `https://app.example.com` also matches `https://app.example.com.attacker.net`, and one with `.*` " +
      "directly before a domain matches `https://attackerexample.com`. Anybody can register such a name.",
    how:
      "End the pattern with `$`, escape dots, and let a subdomain end with a dot: " +
      '`r"^https://([\\w-]+\\.)?example\\.com$"`.',
    references: [
      "https://github.com/adamchainz/django-cors-headers#cors_allowed_origin_regexes-sequencestr--patternstr",
      "https://docs.python.org/3/library/re.html#re.match",
    ],
  },
  examples: {
    bad: [
      {
        code: `${MIDDLEWARE}CORS_ALLOWED_ORIGIN_REGEXES = [\n    r"^https://\\w+\\.example\\.com",  # customers\n]\n`,
        fixed: `${MIDDLEWARE}CORS_ALLOWED_ORIGIN_REGEXES = [\n    r"^https://\\w+\\.example\\.com$",  # customers\n]\n`,
      },
      { code: `${MIDDLEWARE}CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://.*example\\.com$"]\n` },
    ],
    good: [
      `${MIDDLEWARE}CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://.*\\.example\\.com$", r"^http://localhost:\\d+", r"^https://\\w+\\.example\\.com\\Z"]\n`,
      `import os\n\n${MIDDLEWARE}CORS_ALLOWED_ORIGIN_REGEXES = [os.environ["ORIGINS"]]\n`,
      // Every origin is another rule's matter.
      `${MIDDLEWARE}CORS_ALLOWED_ORIGIN_REGEXES = [r"^https?://.*"]\n`,
    ],
  },
  check(context) {
    if (!definesCors(context, [REGEXES])) return satisfied("there are no patterns");
    const judgement = judgeCors(context, [REGEXES], (regexes = null) => {
      if (regexes === null) return satisfied();
      if (regexes.kind !== "list" && regexes.kind !== "tuple") return undecided(reasonOf(regexes));
      const patterns = regexes.items.filter((item): item is PlainStr => item.kind === "str");
      for (const { value, at } of patterns) {
        const problem = problemOf(value);
        if (problem !== undefined) return { state: "violated", at, message: problem };
      }
      const known = patterns.length === regexes.items.length && regexes.open === undefined;
      return known ? satisfied() : undecided(reasonOf(regexes));
    });
    return verdictOn(context.settings, corsName(context, REGEXES), judgement, "");
  },
  fixes: [
    {
      title: "End the pattern with $",
      safety: "review",
      preferred: true,
      edits({ snapshot }, { at }) {
        const session = new EditSession(snapshot);
        const editor = session.python(at.file);
        const node = editor?.expression(at)?.node;
        if (editor === undefined || node === undefined || !isString(node)) return undefined;
        if (!isOpenAtEnd(node.constant.kind === "str" ? node.constant.value : "")) return undefined;
        if (!/^[rRuU]?(["'])(?!\1)[^\n]*\1$/.test(editor.source(node))) return undefined;
        editor.insertText(node.end - 1, "$");
        return session.changes();
      },
    },
  ],
});

function problemOf(pattern: string): string | undefined {
  if (matchesAnyOrigin(pattern)) return undefined;
  if (isOpenAtEnd(pattern))
    return "This pattern has no $ at its end, so it also allows origins that only begin like yours: https://app.example.com.attacker.net for https://app.example.com.";
  if (isOpenAtBeginning(pattern))
    return "This pattern has .* directly before the name of a domain, so it also allows other domains that end like it: https://attackerexample.com for https://example.com.";
  return undefined;
}

/** Patterns for a whole host that say nothing about what comes behind it. A port would end the host. */
function isOpenAtEnd(pattern: string): boolean {
  const host = /^\^?\(?https?\??\)?:(?:\\?\/){2}(.+)$/.exec(pattern)?.[1];
  return host !== undefined && !/[$:/|]|\\[bBZz]|\(\?(?!:)/.test(host.replaceAll("(?:", "("));
}

/** `.*example\.com`, also with a dot that is not escaped between them. */
function isOpenAtBeginning(pattern: string): boolean {
  return /^\^?(?:\(?https?\??\)?:(?:\\?\/){2})?\.[*+]\.?[A-Za-z0-9][\w-]*\\?\.[\w.\\-]*\$$/.test(pattern);
}
