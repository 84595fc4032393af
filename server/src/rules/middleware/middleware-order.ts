import { moveItem, stringValue } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import { type Plain, truthy } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import {
  AUTHENTICATION_MIDDLEWARE,
  COMMON_MIDDLEWARE,
  CORS_MIDDLEWARE,
  CSRF_MIDDLEWARE,
  findMiddleware,
  judgeMiddleware,
  knownStrings,
  lastPart,
  MESSAGE_MIDDLEWARE,
  SECURITY_MIDDLEWARE,
  SESSION_MIDDLEWARE,
  WHITENOISE_MIDDLEWARE,
} from "../middleware";
import { defineRule, type Finding, type RuleContext, type Severity, type Verdict } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isAtLeast } from "../versions";

const UPDATE_CACHE = "django.middleware.cache.UpdateCacheMiddleware";
const FETCH_FROM_CACHE = "django.middleware.cache.FetchFromCacheMiddleware";
const GZIP = "django.middleware.gzip.GZipMiddleware";
const CONDITIONAL_GET = "django.middleware.http.ConditionalGetMiddleware";
const LOCALE = "django.middleware.locale.LocaleMiddleware";

/** Two entries of MIDDLEWARE of which one must stand above the other. */
interface Pair {
  readonly above: string;
  readonly below: string;
  readonly severity: Severity;
  /** What production gets in the other order: the message goes on with it behind the name of `below`. */
  readonly effect: string;
  /** Whether the order matters here; without it, it always does. */
  readonly matters?: (context: RuleContext) => boolean;
}

const NO_SESSION = "every request fails with ImproperlyConfigured (error 500).";

/** WhiteNoise's place is the business of a rule of its own. */
const PAIRS: readonly Pair[] = [
  {
    above: UPDATE_CACHE,
    below: SESSION_MIDDLEWARE,
    severity: "error",
    effect:
      ", so the cache ignores that pages differ by cookie: it serves one logged-in visitor's page to others.",
  },
  {
    above: LOCALE,
    below: FETCH_FROM_CACHE,
    severity: "warning",
    effect:
      ": pages are looked up in the cache before the visitor's language is known, and may come in another language.",
  },
  {
    above: GZIP,
    below: CONDITIONAL_GET,
    severity: "info",
    effect:
      ": the ETag is made from compressed pages, which differ each time, so no response is ever a short 304.",
    // Random bytes in what is compressed came with 4.2.
    matters: ({ project }) => isAtLeast(project, "4.2"),
  },
  {
    above: SESSION_MIDDLEWARE,
    below: AUTHENTICATION_MIDDLEWARE,
    severity: "error",
    effect: `, which needs the session to find the user: ${NO_SESSION}`,
  },
  {
    above: SESSION_MIDDLEWARE,
    below: MESSAGE_MIDDLEWARE,
    severity: "error",
    effect: `, which keeps messages in the session: ${NO_SESSION}`,
    matters: usesSessionForMessages,
  },
  {
    above: SESSION_MIDDLEWARE,
    below: CSRF_MIDDLEWARE,
    severity: "error",
    effect: `, which needs the session because CSRF_USE_SESSIONS is on: ${NO_SESSION}`,
    matters: ({ settings }) => truthyValue(settings.value("CSRF_USE_SESSIONS")),
  },
  {
    above: AUTHENTICATION_MIDDLEWARE,
    below: "django.contrib.auth.middleware.LoginRequiredMiddleware",
    severity: "error",
    effect:
      ": Django's check auth.E013 fails, and with it `migrate` and every other command that runs the checks.",
    matters: ({ project }) => isAtLeast(project, "5.2"),
  },
  ...["RemoteUserMiddleware", "PersistentRemoteUserMiddleware"].map(
    (name): Pair => ({
      above: AUTHENTICATION_MIDDLEWARE,
      below: `django.contrib.auth.middleware.${name}`,
      severity: "error",
      effect: `, which needs the user: ${NO_SESSION}`,
    }),
  ),
  {
    above: AUTHENTICATION_MIDDLEWARE,
    below: "hijack.middleware.HijackUserMiddleware",
    severity: "error",
    effect: ", which needs the user: every request fails with AttributeError (error 500).",
  },
  {
    above: AUTHENTICATION_MIDDLEWARE,
    below: "django_otp.middleware.OTPMiddleware",
    severity: "error",
    effect:
      ": the user is replaced after the second factor was looked up, so user.is_verified() does not exist.",
  },
  {
    above: AUTHENTICATION_MIDDLEWARE,
    below: "auditlog.middleware.AuditlogMiddleware",
    severity: "warning",
    effect: ", which needs the user: the audit log does not say who made a change.",
  },
  {
    above: CORS_MIDDLEWARE,
    below: COMMON_MIDDLEWARE,
    severity: "warning",
    effect:
      ", whose redirects, such as to the URL with a slash at the end, have no CORS headers: browsers block them for other origins.",
  },
  {
    above: SECURITY_MIDDLEWARE,
    below: FETCH_FROM_CACHE,
    severity: "warning",
    effect: ": pages from the cache are served over plain HTTP too, without the redirect to HTTPS.",
  },
  {
    above: SECURITY_MIDDLEWARE,
    below: COMMON_MIDDLEWARE,
    severity: "info",
    effect: ", whose redirects come before the one to HTTPS and have no security headers.",
  },
];

export default defineRule({
  id: "middleware-order",
  group: "middleware",
  severity: "warning",
  djangoIds: ["auth.E013"],
  summary: "MIDDLEWARE is in an order that does not work",
  docs: {
    why:
      "A request passes MIDDLEWARE from the first entry to the last, and the response passes back. What needs the " +
      "session must be below SessionMiddleware, what needs the user below AuthenticationMiddleware; the site-wide " +
      "cache must be above all that makes pages differ by visitor, or it serves one visitor's page to the next.",
    how:
      "Follow the order of Django's documentation: UpdateCacheMiddleware, SecurityMiddleware, CorsMiddleware, " +
      "WhiteNoise, GZipMiddleware, SessionMiddleware, LocaleMiddleware, CommonMiddleware, CsrfViewMiddleware, " +
      "AuthenticationMiddleware, what needs a user, and FetchFromCacheMiddleware near the end.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/middleware/#middleware-ordering",
      "https://docs.djangoproject.com/en/stable/topics/http/middleware/#middleware-order-and-layering",
    ],
  },
  examples: {
    bad: [
      {
        code: [
          "MIDDLEWARE = [",
          '    "django.middleware.security.SecurityMiddleware",',
          '    "django.contrib.auth.middleware.AuthenticationMiddleware",',
          "    # logins",
          '    "django.contrib.sessions.middleware.SessionMiddleware",',
          "]",
          "",
        ].join("\n"),
        fixed: [
          "MIDDLEWARE = [",
          '    "django.middleware.security.SecurityMiddleware",',
          "    # logins",
          '    "django.contrib.sessions.middleware.SessionMiddleware",',
          '    "django.contrib.auth.middleware.AuthenticationMiddleware",',
          "]",
          "",
        ].join("\n"),
      },
      {
        code: [
          "MIDDLEWARE = [",
          '    "django.middleware.security.SecurityMiddleware",',
          '    "django.contrib.sessions.middleware.SessionMiddleware",',
          '    "django.middleware.cache.UpdateCacheMiddleware",',
          '    "django.middleware.common.CommonMiddleware",',
          '    "django.middleware.cache.FetchFromCacheMiddleware",',
          "]",
          "",
        ].join("\n"),
        fixed: [
          "MIDDLEWARE = [",
          '    "django.middleware.security.SecurityMiddleware",',
          '    "django.middleware.cache.UpdateCacheMiddleware",',
          '    "django.contrib.sessions.middleware.SessionMiddleware",',
          '    "django.middleware.common.CommonMiddleware",',
          '    "django.middleware.cache.FetchFromCacheMiddleware",',
          "]",
          "",
        ].join("\n"),
      },
      {
        code: 'MIDDLEWARE = ["django.middleware.common.CommonMiddleware", "django.middleware.security.SecurityMiddleware"]\n',
        fixed:
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"]\n',
      },
    ],
    good: [
      [
        "MIDDLEWARE = [",
        '    "django.middleware.cache.UpdateCacheMiddleware",',
        '    "django.middleware.security.SecurityMiddleware",',
        '    "corsheaders.middleware.CorsMiddleware",',
        '    "django.contrib.sessions.middleware.SessionMiddleware",',
        '    "django.middleware.locale.LocaleMiddleware",',
        '    "django.middleware.common.CommonMiddleware",',
        '    "django.middleware.csrf.CsrfViewMiddleware",',
        '    "django.contrib.auth.middleware.AuthenticationMiddleware",',
        '    "django.middleware.cache.FetchFromCacheMiddleware",',
        "]",
        "",
      ].join("\n"),
      // Whose sessions these are is not known.
      [
        "from common import SESSIONS",
        "",
        'MIDDLEWARE = [*SESSIONS, "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.sessions.middleware.SessionMiddleware"]',
        "",
      ].join("\n"),
      [
        'MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"',
        "MIDDLEWARE = [",
        '    "django.middleware.security.SecurityMiddleware",',
        '    "django.contrib.messages.middleware.MessageMiddleware",',
        '    "django.contrib.sessions.middleware.SessionMiddleware",',
        "]",
        "",
      ].join("\n"),
    ],
  },
  check(context) {
    const pairs = PAIRS.filter(({ matters }) => matters === undefined || matters(context));
    const judgeOf = (some: readonly Pair[]) =>
      judgeMiddleware(context, ["MIDDLEWARE"], (middleware) => judgeOrder(middleware, some));
    const judgement = judgeOf(pairs);
    if (judgement.state !== "violated") return judgement;
    // One finding for each entry that stands too low, with the worst that comes of it.
    const verdicts = new Map<string, Verdict>();
    for (const pair of pairs) {
      if (verdicts.has(pair.above)) continue;
      const one = judgeOf([pair]);
      if (one.state !== "violated") continue;
      const message = `${lastPart(pair.above)} is below ${lastPart(pair.below)}${pair.effect}`;
      verdicts.set(
        pair.above,
        verdictOn(context.settings, "MIDDLEWARE", one, message, { severity: pair.severity }),
      );
    }
    return verdicts.size > 0
      ? [...verdicts.values()]
      : undecided(reasonOf(context.settings.value("MIDDLEWARE")));
  },
  fixes: [
    {
      title: (context, finding) => {
        const move = moveFor(context, finding);
        return move === undefined
          ? "Move it up"
          : `Move ${lastPart(move.item)} ${move.after ? "below" : "above"} ${lastPart(move.anchor)}`;
      },
      safety: "review",
      preferred: true,
      edits(context, finding) {
        const session = new EditSession(context.snapshot);
        const move = moveFor(context, finding);
        const found = move && findMiddleware(session, context.settings, move.item);
        const anchor = move && findMiddleware(session, context.settings, move.anchor);
        if (found === undefined || found.display !== anchor?.display) return undefined;
        moveItem(found.editor, found.display, found.index, move?.after ? anchor.index : anchor.index - 1);
        return session.changes();
      },
    },
  ],
});

function judgeOrder(middleware: Plain, pairs: readonly Pair[]): Answer {
  const names = knownStrings(middleware);
  if (names === undefined) return undecided(reasonOf(middleware));
  if (names.length < 2) return notApplicable("MIDDLEWARE holds less than two entries");
  const order = names.map(({ value }) => value);
  const wrong = violated(order, pairs)[0];
  return wrong === undefined ? satisfied() : { state: "violated", at: names[order.indexOf(wrong.above)]!.at };
}

/** The pairs that stand the wrong way round. */
function violated(order: readonly string[], pairs: readonly Pair[]): readonly Pair[] {
  return pairs.filter(({ above, below }) => {
    const second = order.indexOf(below);
    return second >= 0 && second < order.indexOf(above);
  });
}

interface Move {
  readonly item: string;
  readonly anchor: string;
  /** Behind the anchor, not before it. */
  readonly after: boolean;
}

/** The one move that mends what the finding is about and breaks nothing else; undefined if there is none. */
function moveFor(context: RuleContext, { at }: Finding): Move | undefined {
  const names = knownStrings(context.settings.value("MIDDLEWARE"));
  const editor = new EditSession(context.snapshot).python(at.file);
  const item = stringValue(editor?.expression(at)?.node);
  if (names === undefined || item === undefined) return undefined;
  const order = names.map(({ value }) => value);
  const pairs = PAIRS.filter(({ matters }) => matters === undefined || matters(context));
  const wrong = violated(order, pairs);
  const own = wrong.filter(({ above }) => above === item).map(({ below }) => below);
  const [highest] = [...own].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  if (highest === undefined) return undefined;
  const moves: Move[] = [{ item, anchor: highest, after: false }];
  if (own.length === 1) moves.push({ item: highest, anchor: item, after: true });
  return moves.find((move) => {
    const moved = reordered(order, move);
    const left = violated(moved, pairs);
    const mended = !left.some((pair) => pair.above === item);
    return mended && left.every((pair) => wrong.includes(pair)) && gapOf(moved) <= gapOf(order);
  });
}

function reordered(order: readonly string[], { item, anchor, after }: Move): readonly string[] {
  const rest = order.filter((name) => name !== item);
  rest.splice(rest.indexOf(anchor) + (after ? 1 : 0), 0, item);
  return rest;
}

/** How far WhiteNoise is from SecurityMiddleware, which it belongs behind. */
function gapOf(order: readonly string[]): number {
  const whitenoise = order.indexOf(WHITENOISE_MIDDLEWARE);
  return whitenoise < 0 ? 0 : Math.abs(whitenoise - order.indexOf(SECURITY_MIDDLEWARE));
}

/** Whether messages are kept in sessions for sure, as they are by default. */
function usesSessionForMessages({ settings }: RuleContext): boolean {
  if (!settings.defines("MESSAGE_STORAGE")) return settings.open === undefined;
  const storage = settings.value("MESSAGE_STORAGE");
  return (
    storage.kind === "str" &&
    /^django\.contrib\.messages\.storage\.(?:fallback|session)\./.test(storage.value)
  );
}

function truthyValue(value: Plain): boolean {
  return value.kind !== "env" && truthy(value) === true;
}
