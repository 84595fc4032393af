import { contains, type Plain } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import {
  cookieStaysOut,
  FRAME_POLICIES,
  framedByPolicy,
  INVISIBLE,
  isHonoured,
  LOGGED_OUT,
} from "../framing";
import { judgeMiddleware, XFRAME_MIDDLEWARE } from "../middleware";
import { defineRule } from "../rule";
import { setValue } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const NAME = "X_FRAME_OPTIONS";
const MIDDLEWARE = 'MIDDLEWARE = ["django.middleware.clickjacking.XFrameOptionsMiddleware"]';

export default defineRule({
  id: "x-frame-options-invalid",
  group: "security",
  severity: "warning",
  djangoIds: ["security.W019"],
  summary: "X_FRAME_OPTIONS has a value that does not work",
  docs: {
    why:
      "Browsers know DENY and SAMEORIGIN. They ignore the header with any other value, ALLOWALL and ALLOW-FROM " +
      "included, so every site can show the pages in a frame. With None, or anything else that is not a string, " +
      "XFrameOptionsMiddleware raises an exception for every response.",
    how:
      'Use `"DENY"` or `"SAMEORIGIN"`. Which other sites may frame the pages is said by the directive ' +
      "frame-ancestors of Content-Security-Policy.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/clickjacking/",
      "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-Frame-Options",
    ],
  },
  examples: {
    bad: [
      {
        code: `${MIDDLEWARE}\nX_FRAME_OPTIONS = "ALLOWALL"\n`,
        fixed: `${MIDDLEWARE}\nX_FRAME_OPTIONS = "SAMEORIGIN"\n`,
      },
      {
        code: `SESSION_COOKIE_SAMESITE = 'None'\n${MIDDLEWARE}\nX_FRAME_OPTIONS = 'ALLOW-FROM https://example.com/'\n`,
        fixed: `SESSION_COOKIE_SAMESITE = 'None'\n${MIDDLEWARE}\nX_FRAME_OPTIONS = 'SAMEORIGIN'\n`,
      },
      {
        code: `${MIDDLEWARE}\nX_FRAME_OPTIONS = None\n`,
        fixed: `${MIDDLEWARE}\nX_FRAME_OPTIONS = "DENY"\n`,
      },
    ],
    good: [
      `${MIDDLEWARE}\nX_FRAME_OPTIONS = "sameorigin"\n`,
      'X_FRAME_OPTIONS = "ALLOWALL"\nMIDDLEWARE = []\n',
      `import os\n\n${MIDDLEWARE}\nX_FRAME_OPTIONS = os.environ["FRAMES"]\n`,
      {
        "requirements.txt": "Django==6.0\ngunicorn\n",
        "mysite/settings.py": [
          "MIDDLEWARE = [",
          '    "django.middleware.csp.ContentSecurityPolicyMiddleware",',
          '    "django.middleware.clickjacking.XFrameOptionsMiddleware",',
          "]",
          'SECURE_CSP = {"frame-ancestors": ["https://partner.example.com"]}',
          'X_FRAME_OPTIONS = "ALLOWALL"',
          "",
        ].join("\n"),
      },
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines(NAME)) return satisfied("DENY is the default");
    const judgement = judgeMiddleware(
      context,
      ["MIDDLEWARE", NAME, ...FRAME_POLICIES],
      (middleware, options, ...policies) => {
        const installed = contains(middleware!, XFRAME_MIDDLEWARE);
        if (installed === undefined) return undecided(reasonOf(middleware!));
        if (!installed) return notApplicable("XFrameOptionsMiddleware is not in MIDDLEWARE");
        const answer = answerTo(options!);
        return answer.state === "violated" && options!.kind === "str"
          ? (framedByPolicy(middleware!, ...policies) ?? answer)
          : answer;
      },
    );
    if (judgement.state !== "violated") return judgement;
    if (judgement.message !== undefined)
      return verdictOn(settings, NAME, judgement, "", { severity: "error" });
    const start =
      "Browsers ignore this value of X_FRAME_OPTIONS, because they know only DENY and SAMEORIGIN: other sites can show your pages in";
    return cookieStaysOut(settings.value("SESSION_COOKIE_SAMESITE"))
      ? verdictOn(settings, NAME, judgement, `${start} a frame. ${LOGGED_OUT}`, { severity: "info" })
      : verdictOn(settings, NAME, judgement, `${start} ${INVISIBLE}`);
  },
  fixes: [
    {
      title: "Allow only frames of this site",
      safety: "review",
      preferred: true,
      edits: (context) =>
        context.settings.value(NAME).kind === "str"
          ? setValue(context, NAME, () => '"SAMEORIGIN"')
          : undefined,
    },
    {
      title: "Allow no frames",
      safety: "review",
      edits: (context) => setValue(context, NAME, () => '"DENY"'),
    },
  ],
});

/** What becomes of a value: Django sends it in upper case, with `.upper()`. */
function answerTo(options: Plain): Answer {
  switch (options.kind) {
    case "str":
      return isHonoured(options.value) ? satisfied() : { state: "violated", at: options.at };
    case "unknown":
    case "env":
    case "bytes":
    case "object":
      return undecided(reasonOf(options));
    default: {
      const message =
        "X_FRAME_OPTIONS is not a string: XFrameOptionsMiddleware raises AttributeError for every response, so every request fails with error 500.";
      return { state: "violated", at: options.at, message };
    }
  }
}
