/** What the rules on cookies share: the cookies that Django sets, when it does, and their attributes. */
import { contains, type Plain, truthy } from "../settings/plain";
import type { Answer, Judgement } from "../settings/settings";
import type { Location } from "../syntax/text";
import { CSRF_MIDDLEWARE, judgeMiddleware, SECURITY_MIDDLEWARE, SESSION_MIDDLEWARE } from "./middleware";
import { productionTitle, setForProduction } from "./production";
import type { Fix, RuleContext, Verdict } from "./rule";
import {
  mustBeTrue,
  notApplicable,
  reasonOf,
  satisfied,
  severityOfTrue,
  undecided,
  verdictOn,
} from "./verdicts";

export interface Cookie {
  /** SESSION_COOKIE of SESSION_COOKIE_SECURE. */
  readonly prefix: string;
  /** In a sentence: "the session cookie". */
  readonly words: string;
  /** What visitors notice where browsers drop it: "nobody stays logged in". */
  readonly loss: string;
  /** Without it the site does not work, for anybody. */
  readonly isVital: boolean;
  /** The settings that decide whether it is sent. */
  readonly senders: readonly string[];
  /** The answer for a project that does not send the cookie, or where nobody knows. */
  unused(...senders: Plain[]): Answer | undefined;
}

export const SESSION_COOKIE: Cookie = {
  prefix: "SESSION_COOKIE",
  words: "the session cookie",
  loss: "nobody stays logged in",
  isVital: true,
  senders: ["INSTALLED_APPS", "MIDDLEWARE"],
  unused(apps, middleware) {
    const app = contains(apps!, "django.contrib.sessions");
    const installed = contains(middleware!, SESSION_MIDDLEWARE);
    if (app || installed) return undefined;
    if (app === false && installed === false) return notApplicable("sessions are not used");
    return undecided(reasonOf(app === undefined ? apps! : middleware!));
  },
};

export const CSRF_COOKIE: Cookie = {
  prefix: "CSRF_COOKIE",
  words: "the CSRF cookie",
  loss: "every form is refused",
  isVital: true,
  senders: ["MIDDLEWARE", "CSRF_USE_SESSIONS"],
  unused(middleware, inSession) {
    const installed = contains(middleware!, CSRF_MIDDLEWARE);
    if (installed === undefined) return undecided(reasonOf(middleware!));
    if (!installed) return notApplicable("CsrfViewMiddleware is not in MIDDLEWARE");
    const stored = truthy(inSession!);
    if (stored === undefined) return undecided(reasonOf(inSession!));
    return stored ? notApplicable("the token is kept in the session") : undefined;
  },
};

/** Only a view sets it, which no setting shows. */
const LANGUAGE_COOKIE: Cookie = {
  prefix: "LANGUAGE_COOKIE",
  words: "the language cookie",
  loss: "the site forgets the chosen language",
  isVital: false,
  senders: [],
  unused: () => undefined,
};

const COOKIES: readonly Cookie[] = [SESSION_COOKIE, CSRF_COOKIE, LANGUAGE_COOKIE];

/** A verdict for each cookie whose attribute the settings define: "SAMESITE". */
export function eachCookie(
  { settings }: RuleContext,
  attribute: string,
  check: (cookie: Cookie) => Verdict,
): readonly Verdict[] {
  const cookies = COOKIES.filter(({ prefix }) => settings.defines(`${prefix}_${attribute}`));
  if (cookies.length === 0) return [{ state: "satisfied", reason: "the cookies are as Django makes them" }];
  return cookies.map(check);
}

/** The cookie whose attribute a finding of `eachCookie` is about. */
export function cookieAt({ settings }: RuleContext, attribute: string, at: Location): Cookie | undefined {
  return COOKIES.find(({ prefix }) => {
    const place = settings.location(`${prefix}_${attribute}`);
    return place.file === at.file && place.start === at.start && place.end === at.end;
  });
}

/** The severity of what makes a cookie unusable. */
export function severityFor({ isVital }: Cookie): Pick<Verdict, "severity"> {
  return isVital ? {} : { severity: "warning" };
}

/** Asks about attributes ("SECURE", "SAMESITE") of a cookie that is sent. */
export function judgeCookie(
  context: RuleContext,
  { prefix, senders, unused }: Cookie,
  attributes: readonly string[],
  question: (...values: Plain[]) => Answer,
): Judgement {
  const names = attributes.map((attribute) => `${prefix}_${attribute}`);
  return judgeMiddleware(
    context,
    [...names, ...senders],
    (...values) => unused(...values.slice(names.length)) ?? question(...values.slice(0, names.length)),
  );
}

/** The verdict on an attribute that should be True. */
export function checkFlag(
  context: RuleContext,
  cookie: Cookie,
  attribute: "SECURE" | "HTTPONLY",
  message: string,
): Verdict {
  const name = `${cookie.prefix}_${attribute}`;
  const judgement = judgeCookie(context, cookie, [attribute], (flag) => mustBeTrue(name, flag!));
  const more = {
    ...(attribute === "SECURE" ? coveredBySameSite(context, cookie) : {}),
    ...severityOfTrue(judgement),
  };
  if (attribute === "SECURE" && judgement.state === "violated" && isKeptByHsts(context))
    return verdictOn(
      context.settings,
      name,
      judgement,
      `${name} is off: only HSTS keeps browsers from sending ${cookie.words} over plain HTTP.`,
      { severity: "info", ...more },
    );
  return verdictOn(context.settings, name, judgement, message, more);
}

/** How long Django's sessions last. */
const TWO_WEEKS = 14 * 24 * 60 * 60;

/** Whether a browser that has the cookie knows, for as long as a session lasts, that the site is on HTTPS only. */
function isKeptByHsts(context: RuleContext): boolean {
  const { settings } = context;
  if (!settings.defines("SECURE_HSTS_SECONDS")) return false;
  const ages = settings.defines("SESSION_COOKIE_AGE") ? ["SESSION_COOKIE_AGE"] : [];
  const names = ["MIDDLEWARE", "SECURE_HSTS_SECONDS", ...ages];
  const judgement = judgeMiddleware(context, names, (middleware, hsts, age) => {
    const sent = contains(middleware!, SECURITY_MIDDLEWARE) === true;
    const session = age === undefined ? TWO_WEEKS : age.kind === "int" ? age.value : Number.POSITIVE_INFINITY;
    const lasts = hsts!.kind === "int" && hsts!.value >= session;
    return sent && lasts ? satisfied() : undecided("browsers may forget it");
  });
  return judgement.state === "satisfied";
}

/** Browsers drop a cookie that asks for SameSite=None without being Secure: that says more. */
function coveredBySameSite({ settings }: RuleContext, { prefix }: Cookie): { readonly coveredBy?: string } {
  if (!settings.defines(`${prefix}_SAMESITE`)) return {};
  const isNone = asksForNone(settings.value(`${prefix}_SAMESITE`));
  return isNone ? { coveredBy: "samesite-none-insecure" } : {};
}

/** Whether the attribute SameSite is the word None; Python's None leaves the attribute out. */
export function asksForNone(value: Plain): boolean {
  return value.kind === "str" && value.value.toLowerCase() === "none";
}

/** Turns the attribute Secure on in production, for the cookie that the finding is about. */
export function secureFix(
  title: string,
  cookieOf: (context: RuleContext, at: Location) => Cookie | undefined,
): Fix {
  return {
    title: productionTitle(title),
    safety: "review",
    preferred: true,
    edits(context, { at }) {
      const cookie = cookieOf(context, at);
      if (cookie === undefined) return undefined;
      return setForProduction(context, [
        { name: `${cookie.prefix}_SECURE`, value: "True", development: "False" },
      ]);
    },
  };
}
