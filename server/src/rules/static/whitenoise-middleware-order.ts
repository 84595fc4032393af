import { moveItem } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import type { Settings } from "../../settings/settings";
import { herokuSettingsCall } from "../djangoHeroku";
import {
  CORS_MIDDLEWARE,
  findMiddleware,
  judgeMiddleware,
  knownStrings,
  lastPart,
  SECURITY_MIDDLEWARE,
  WHITENOISE_MIDDLEWARE,
  whitenoiseAnchor,
} from "../middleware";
import { defineRule, type Fix } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const LOCALE_MIDDLEWARE = "django.middleware.locale.LocaleMiddleware";

const ABOVE_SECURITY =
  "WhiteNoise is above SecurityMiddleware: static files are served without the redirect to HTTPS and without security headers.";

export default defineRule({
  id: "whitenoise-middleware-order",
  group: "static",
  severity: "info",
  summary: "WhiteNoiseMiddleware is in the wrong place",
  docs: {
    why:
      "Middleware above WhiteNoise runs for every static file. Most of it does next to nothing there, but some adds " +
      "headers that keep files out of shared caches. Where WhiteNoise stands above SecurityMiddleware, on the other hand, static " +
      "files are served without the redirect to HTTPS and without its headers.",
    how:
      "Put it directly after SecurityMiddleware. CorsMiddleware may be between them, so that static files get CORS " +
      "headers.",
    references: [
      "https://whitenoise.readthedocs.io/en/stable/django.html#enable-whitenoise",
      "https://docs.djangoproject.com/en/stable/ref/middleware/#middleware-ordering",
    ],
  },
  examples: {
    bad: [
      {
        code: [
          "MIDDLEWARE = [",
          '    "django.middleware.security.SecurityMiddleware",  # first',
          '    "django.contrib.sessions.middleware.SessionMiddleware",',
          "    # static files",
          '    "whitenoise.middleware.WhiteNoiseMiddleware",',
          "]",
          "",
        ].join("\n"),
        fixed: [
          "MIDDLEWARE = [",
          '    "django.middleware.security.SecurityMiddleware",  # first',
          "    # static files",
          '    "whitenoise.middleware.WhiteNoiseMiddleware",',
          '    "django.contrib.sessions.middleware.SessionMiddleware",',
          "]",
          "",
        ].join("\n"),
      },
      {
        code: 'MIDDLEWARE = ["whitenoise.middleware.WhiteNoiseMiddleware", "django.middleware.security.SecurityMiddleware"]\n',
        fixed:
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "whitenoise.middleware.WhiteNoiseMiddleware"]\n',
      },
    ],
    good: [
      [
        "MIDDLEWARE = [",
        '    "django.middleware.security.SecurityMiddleware",',
        '    "corsheaders.middleware.CorsMiddleware",',
        '    "whitenoise.middleware.WhiteNoiseMiddleware",',
        "]",
        "",
      ].join("\n"),
      [
        "from common import FIRST",
        "",
        'MIDDLEWARE = [FIRST, "django.middleware.security.SecurityMiddleware", *FIRST, "whitenoise.middleware.WhiteNoiseMiddleware"]',
        "",
      ].join("\n"),
    ],
  },
  check(context) {
    const { settings } = context;
    const judgement = judgeMiddleware(context, ["MIDDLEWARE"], (middleware) => {
      const names = knownStrings(middleware);
      if (names === undefined) return undecided(reasonOf(middleware));
      const order = names.map(({ value }) => value);
      const whitenoise = order.indexOf(WHITENOISE_MIDDLEWARE);
      const security = order.indexOf(SECURITY_MIDDLEWARE);
      if (whitenoise < 0 || security < 0)
        return notApplicable("MIDDLEWARE does not hold both WhiteNoise and SecurityMiddleware");
      const { at } = names[whitenoise]!;
      if (whitenoise < security) {
        const caller = herokuSettingsCall(context, at);
        const message =
          caller !== undefined
            ? `${caller} puts WhiteNoise first, above SecurityMiddleware: static files are served without the redirect to HTTPS and without security headers.`
            : ABOVE_SECURITY;
        return { state: "violated", at, message };
      }
      const between = order.slice(security + 1, whitenoise).filter((name) => name !== CORS_MIDDLEWARE);
      if (between.length === 0) return satisfied();
      const cached = between.find((name) => name === LOCALE_MIDDLEWARE);
      const others = `${lastPart(cached ?? between[0]!)} is above WhiteNoise, so it runs for every static file too`;
      const message =
        cached === undefined
          ? `${others}, which costs time.`
          : `${others}, and makes caches keep a copy of the file for each language.`;
      return { state: "violated", at, message };
    });
    if (judgement.state !== "violated") return judgement;
    const isExposed = judgement.message === ABOVE_SECURITY;
    return verdictOn(settings, "MIDDLEWARE", judgement, "", isExposed ? { severity: "warning" } : {});
  },
  // Middleware of other packages may have reasons to see static files too: headers, passwords, measurements.
  fixes: [moveUp("safe", false), moveUp("review", true)],
});

/** Moves WhiteNoise where only Django's own middleware stops seeing static files, or (`others`) where some other does. */
function moveUp(safety: "safe" | "review", others: boolean): Fix {
  return {
    title: "Move WhiteNoise to just after SecurityMiddleware",
    safety,
    preferred: true,
    edits({ settings, snapshot }) {
      if (passesOthers(settings) !== others) return undefined;
      const session = new EditSession(snapshot);
      const security = findMiddleware(session, settings, SECURITY_MIDDLEWARE);
      const whitenoise = findMiddleware(session, settings, WHITENOISE_MIDDLEWARE);
      if (security === undefined || security.display !== whitenoise?.display) return undefined;
      moveItem(security.editor, security.display, whitenoise.index, whitenoiseAnchor(security));
      return session.changes();
    },
  };
}

/** Whether something else than Django's own may stand between SecurityMiddleware and WhiteNoise. */
function passesOthers(settings: Settings): boolean {
  return settings.readings("MIDDLEWARE").some(({ value }) => {
    const order = knownStrings(value)?.map((name) => name.value);
    if (order === undefined) return true;
    const between = order.slice(order.indexOf(SECURITY_MIDDLEWARE) + 1, order.indexOf(WHITENOISE_MIDDLEWARE));
    return between.some((name) => !name.startsWith("django."));
  });
}
