import { insertItem } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import { contains } from "../../settings/plain";
import {
  cookieStaysOut,
  FRAME_POLICIES,
  framedByPolicy,
  INVISIBLE,
  isHonoured,
  LOGGED_OUT,
  withoutSessions,
} from "../framing";
import { judgeMiddleware, XFRAME_MIDDLEWARE } from "../middleware";
import { defineRule } from "../rule";
import { assignedValue } from "../settingEdits";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const SESSIONS = '"django.contrib.sessions.middleware.SessionMiddleware"';
const XFRAME = '"django.middleware.clickjacking.XFrameOptionsMiddleware"';

const START = "XFrameOptionsMiddleware is not in MIDDLEWARE: other sites can show your pages in";

export default defineRule({
  id: "xframe-middleware-missing",
  group: "security",
  severity: "warning",
  djangoIds: ["security.W002"],
  summary: "Other sites can show this site's pages in a frame",
  docs: {
    why:
      "Another site can put a page of yours in an invisible frame under the mouse, so that a visitor who is logged in " +
      "clicks your buttons without knowing it. Browsers keep cookies with SameSite=Lax, Django's default, out of such " +
      'frames, which makes this harder; with `SESSION_COOKIE_SAMESITE = "None"` nothing does.',
    how: `Add \`${XFRAME_MIDDLEWARE}\` to MIDDLEWARE, and exempt single views with \`xframe_options_exempt\`.`,
    references: [
      "https://docs.djangoproject.com/en/stable/ref/clickjacking/",
      "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-Frame-Options",
    ],
  },
  examples: {
    bad: [
      {
        code: `MIDDLEWARE = [${SESSIONS}]\n`,
        fixed: `MIDDLEWARE = [${SESSIONS}, ${XFRAME}]\n`,
      },
      {
        code: `SESSION_COOKIE_SAMESITE = "None"\nMIDDLEWARE = [\n    ${SESSIONS},\n]\n`,
        fixed: `SESSION_COOKIE_SAMESITE = "None"\nMIDDLEWARE = [\n    ${SESSIONS},\n    ${XFRAME},\n]\n`,
      },
    ],
    good: [
      `MIDDLEWARE = [${SESSIONS}, ${XFRAME}]\n`,
      'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\n',
      `from common.middleware import STACK\n\nMIDDLEWARE = [*STACK, ${SESSIONS}]\n`,
      {
        "requirements.txt": "Django==6.0\ngunicorn\n",
        "mysite/settings.py": [
          `MIDDLEWARE = ["django.middleware.csp.ContentSecurityPolicyMiddleware", ${SESSIONS}]`,
          'SECURE_CSP = {"frame-ancestors": ["\'self\'"]}',
          "",
        ].join("\n"),
      },
    ],
  },
  check(context) {
    const { settings } = context;
    const judgement = judgeMiddleware(
      context,
      ["MIDDLEWARE", ...FRAME_POLICIES],
      (middleware, ...policies) => {
        const installed = contains(middleware, XFRAME_MIDDLEWARE);
        if (installed === true) return satisfied();
        const without = withoutSessions(middleware);
        if (without !== undefined) return without;
        if (installed === undefined) return undecided(reasonOf(middleware));
        return framedByPolicy(middleware, ...policies) ?? { state: "violated", at: middleware.at };
      },
    );
    return cookieStaysOut(settings.value("SESSION_COOKIE_SAMESITE"))
      ? verdictOn(settings, "MIDDLEWARE", judgement, `${START} a frame. ${LOGGED_OUT}`, { severity: "info" })
      : verdictOn(settings, "MIDDLEWARE", judgement, `${START} ${INVISIBLE}`);
  },
  fixes: [
    {
      title: "Add XFrameOptionsMiddleware",
      safety: "review",
      preferred: true,
      edits(context) {
        const { settings, snapshot } = context;
        const options = settings.value("X_FRAME_OPTIONS");
        if (options.kind !== "str" || !isHonoured(options.value)) return undefined;
        const session = new EditSession(snapshot);
        const found = assignedValue(context, session, "MIDDLEWARE");
        if (found?.value.type !== "List" && found?.value.type !== "Tuple") return undefined;
        insertItem(found.editor, found.value, `"${XFRAME_MIDDLEWARE}"`, "last");
        return session.changes();
      },
    },
  ],
});
