import { moveItem } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import type { Plain } from "../../settings/plain";
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
  XFRAME_MIDDLEWARE,
} from "../middleware";
import { defineRule } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

export default defineRule({
  id: "whitenoise-middleware-order",
  group: "static",
  severity: "warning",
  summary: "WhiteNoiseMiddleware stands in the wrong place",
  docs: {
    why:
      "Middleware above WhiteNoise runs for every static file: sessions are opened and pages are composed for nothing. " +
      "Above SecurityMiddleware, on the other hand, static files are served without the redirect to HTTPS and without " +
      "its headers.",
    how:
      "Put it directly after SecurityMiddleware. CorsMiddleware may stand between them, so that static files get CORS " +
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
            : "WhiteNoise stands above SecurityMiddleware: static files are served without the redirect to HTTPS and without security headers.";
        return { state: "violated", at, message };
      }
      const between = order.slice(security + 1, whitenoise).filter((name) => name !== CORS_MIDDLEWARE);
      if (between.length === 0) return satisfied();
      const first = between.find(isCostly) ?? between[0]!;
      const message = `${lastPart(first)} stands above WhiteNoise, so it runs for every static file too.`;
      return { state: "violated", at, message };
    });
    if (judgement.state !== "violated") return judgement;
    const minor =
      herokuSettingsCall(context, judgement.at) !== undefined ||
      onlyOthersBetween(settings.value("MIDDLEWARE"));
    return verdictOn(settings, "MIDDLEWARE", judgement, "", minor ? { severity: "info" } : {});
  },
  fixes: [
    {
      title: "Move WhiteNoise to just after SecurityMiddleware",
      safety: "safe",
      preferred: true,
      edits({ settings, snapshot }) {
        const session = new EditSession(snapshot);
        const security = findMiddleware(session, settings, SECURITY_MIDDLEWARE);
        const whitenoise = findMiddleware(session, settings, WHITENOISE_MIDDLEWARE);
        if (security === undefined || security.display !== whitenoise?.display) return undefined;
        moveItem(security.editor, security.display, whitenoise.index, whitenoiseAnchor(security));
        return session.changes();
      },
    },
  ],
});

/** Middleware of other packages may have reasons to be early: request ids, health checks, measurements. */
function onlyOthersBetween(middleware: Plain): boolean {
  const order = (knownStrings(middleware) ?? []).map(({ value }) => value);
  const between = order.slice(order.indexOf(SECURITY_MIDDLEWARE) + 1, order.indexOf(WHITENOISE_MIDDLEWARE));
  return between.length > 0 && !between.some(isCostly);
}

/** Django's own do work for pages; XFrameOptionsMiddleware adds a header only. */
function isCostly(name: string): boolean {
  return name.startsWith("django.") && name !== XFRAME_MIDDLEWARE;
}
