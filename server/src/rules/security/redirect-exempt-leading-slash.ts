import { EditSession, type EditSession as Session } from "../../edits/session";
import { type Plain, type PlainStr, truthy } from "../../settings/plain";
import { judgeMiddleware, withoutSecurityMiddleware } from "../middleware";
import { defineRule } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const NAME = "SECURE_REDIRECT_EXEMPT";

/** What a pattern starts with if it can match only a path that begins with a slash. */
const ANCHORED = /^(?:\^|\\A)(?:\\?\/)+(?![?*{])/;

const REDIRECT =
  'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\nSECURE_SSL_REDIRECT = True\nSECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\n';

export default defineRule({
  id: "redirect-exempt-leading-slash",
  group: "security",
  severity: "warning",
  summary: "A pattern of SECURE_REDIRECT_EXEMPT can never match",
  docs: {
    why:
      "Django takes the slash off the beginning of the path before it compares it with the patterns of " +
      "SECURE_REDIRECT_EXEMPT. One that begins with `^/` matches nothing, so the URL that was to stay reachable " +
      "over HTTP, a health check mostly, is redirected like all others.",
    how: 'Write the path without its first slash: `r"^health/$"`.',
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#secure-redirect-exempt",
      "https://docs.djangoproject.com/en/stable/ref/middleware/#ssl-redirect",
    ],
  },
  examples: {
    bad: [
      {
        code: `${REDIRECT}SECURE_REDIRECT_EXEMPT = [r"^/health/$", "^ping$"]\n`,
        fixed: `${REDIRECT}SECURE_REDIRECT_EXEMPT = [r"^health/$", "^ping$"]\n`,
      },
      {
        code: `${REDIRECT}SECURE_REDIRECT_EXEMPT = [\n    r'^\\/health',  # router\n    r'\\A/ping',\n]\n`,
        fixed: `${REDIRECT}SECURE_REDIRECT_EXEMPT = [\n    r'^health',  # router\n    r'\\Aping',\n]\n`,
      },
    ],
    good: [
      `${REDIRECT}SECURE_REDIRECT_EXEMPT = [r"^health/$", r"api/v1/", "/hooks/", r"^/?ping", r"^/a|^b"]\n`,
      `import os\n\n${REDIRECT}SECURE_REDIRECT_EXEMPT = [os.environ["HEALTH"]]\n`,
      `SECURE_SSL_REDIRECT = False\nSECURE_REDIRECT_EXEMPT = ["^/health"]\n`,
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines(NAME)) return satisfied("no path is exempt");
    const judgement = judgeMiddleware(
      context,
      ["MIDDLEWARE", "SECURE_SSL_REDIRECT", NAME],
      (middleware, redirect, patterns) => {
        const without = withoutSecurityMiddleware(middleware!);
        if (without !== undefined) return without;
        if (truthy(redirect!) === false) return notApplicable("SECURE_SSL_REDIRECT is off");
        const [first] = anchored(patterns!);
        if (first !== undefined) return { state: "violated", at: first.at };
        const known = "items" in patterns! && patterns.items.every(({ kind }) => kind === "str");
        return known ? satisfied() : undecided(reasonOf(patterns!));
      },
    );
    return verdictOn(
      settings,
      NAME,
      judgement,
      "This pattern of SECURE_REDIRECT_EXEMPT never matches, because Django compares it with the path without its first slash: the URL is redirected to HTTPS after all.",
    );
  },
  fixes: [
    {
      title: "Remove the slash at the start of the pattern",
      safety: "review",
      preferred: true,
      edits({ settings, snapshot }) {
        const session = new EditSession(snapshot);
        const done = anchored(settings.value(NAME)).every((pattern) => removeSlash(session, pattern));
        return done ? session.changes() : undefined;
      },
    },
  ],
});

function anchored(patterns: Plain): readonly PlainStr[] {
  if (!("items" in patterns)) return [];
  return patterns.items.filter(
    (item): item is PlainStr =>
      item.kind === "str" && ANCHORED.test(item.value) && !hasAlternatives(item.value),
  );
}

/** Whether a `|` may stand outside all groups. */
function hasAlternatives(pattern: string): boolean {
  let rest = pattern;
  for (let before = ""; before !== rest; ) {
    before = rest;
    rest = rest.replace(/\([^()]*\)/g, "");
  }
  return rest.includes("|");
}

/** Takes the slashes out of the literal that a pattern is; false if it is not written as one. */
function removeSlash(session: Session, { at, value }: PlainStr): boolean {
  // What is left would exempt the whole site.
  if (/^(?:\.[*+]\??)?$/.test(value.replace(ANCHORED, ""))) return false;
  const editor = at && session.python(at.file);
  const node = at && editor?.expression(at)?.node;
  if (editor === undefined || node?.type !== "Constant") return false;
  const [, before, slashes] =
    /^([rRuU]?(?:"(?!"")|'(?!''))(?:\^|\\{1,2}A))((?:\\{0,2}\/)+)/.exec(editor.source(node)) ?? [];
  if (before === undefined || slashes === undefined) return false;
  const start = node.start + before.length;
  editor.replaceText({ start, end: start + slashes.length }, "");
  return true;
}
