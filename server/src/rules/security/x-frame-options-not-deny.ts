import { contains } from "../../settings/plain";
import { FRAME_POLICIES, framedByPolicy, isHonoured } from "../framing";
import { judgeMiddleware, XFRAME_MIDDLEWARE } from "../middleware";
import { defineRule } from "../rule";
import { setValue } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const NAME = "X_FRAME_OPTIONS";
const MIDDLEWARE = 'MIDDLEWARE = ["django.middleware.clickjacking.XFrameOptionsMiddleware"]';

/** Themes of the admin that show its own pages in frames. */
const FRAMING = ["admin_interface", "jazzmin"];

export default defineRule({
  id: "x-frame-options-not-deny",
  group: "security",
  severity: "hint",
  djangoIds: ["security.W019"],
  summary: 'X_FRAME_OPTIONS is not "DENY"',
  docs: {
    why:
      "With SAMEORIGIN a page of this site may be shown in a frame of another page of it. That is harmless unless " +
      'users can put pages of their own on the site. Django\'s check security.W019 accepts nothing but `"DENY"`, ' +
      "in upper case.",
    how:
      "If no page needs frames, remove the setting: DENY is Django's default. If only some do, mark their views with " +
      "`xframe_options_sameorigin`.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/clickjacking/",
      "https://docs.djangoproject.com/en/stable/ref/settings/#x-frame-options",
    ],
  },
  examples: {
    bad: [
      {
        code: `${MIDDLEWARE}\nX_FRAME_OPTIONS = "SAMEORIGIN"\n`,
        fixed: `${MIDDLEWARE}\nX_FRAME_OPTIONS = "DENY"\n`,
      },
      {
        code: `${MIDDLEWARE}\nX_FRAME_OPTIONS = "deny"\n`,
        fixed: `${MIDDLEWARE}\nX_FRAME_OPTIONS = "DENY"\n`,
      },
    ],
    good: [
      `${MIDDLEWARE}\nX_FRAME_OPTIONS = "DENY"\n`,
      `INSTALLED_APPS = ["admin_interface"]\n${MIDDLEWARE}\nX_FRAME_OPTIONS = "SAMEORIGIN"\n`,
      `${MIDDLEWARE}\nX_FRAME_OPTIONS = "SAMEORIGIN"\nSILENCED_SYSTEM_CHECKS = ["security.W019"]\n`,
      `import os\n\n${MIDDLEWARE}\nX_FRAME_OPTIONS = os.environ.get("FRAMES", "DENY")\n`,
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines(NAME)) return satisfied("DENY is the default");
    const names = ["MIDDLEWARE", NAME, "INSTALLED_APPS", "SILENCED_SYSTEM_CHECKS", ...FRAME_POLICIES];
    const judgement = judgeMiddleware(context, names, (middleware, options, apps, silenced, ...policies) => {
      const installed = contains(middleware!, XFRAME_MIDDLEWARE);
      if (installed === undefined) return undecided(reasonOf(middleware!));
      if (!installed) return notApplicable("XFrameOptionsMiddleware is not in MIDDLEWARE");
      if (options!.kind !== "str") return undecided(reasonOf(options!));
      if (options!.value === "DENY" || !isHonoured(options!.value)) return satisfied();
      const { at } = options!;
      if (contains(silenced!, "security.W019") !== false)
        return notApplicable("SILENCED_SYSTEM_CHECKS may have security.W019");
      if (options!.value.toUpperCase() === "DENY") {
        const message = `X_FRAME_OPTIONS works as it is, but Django's deployment check (W019) accepts only "DENY", in upper case.`;
        return { state: "violated", at, message };
      }
      const wanted = FRAMING.find((app) => contains(apps!, app) !== false);
      if (wanted !== undefined) return notApplicable(`${wanted} may show pages of the site in frames`);
      return framedByPolicy(middleware!, ...policies) ?? { state: "violated", at };
    });
    return verdictOn(
      settings,
      NAME,
      judgement,
      "Pages of this site may show each other in frames. If none has to, use DENY: Django's default, and all that its deployment check (W019) accepts.",
    );
  },
  fixes: [
    {
      title: 'Write "DENY" in upper case',
      safety: "safe",
      preferred: true,
      edits: (context, { message }) =>
        message.includes("upper case.") ? setValue(context, NAME, () => '"DENY"') : undefined,
    },
    {
      title: "Allow no frames at all",
      safety: "review",
      edits: (context, { message }) =>
        message.includes("upper case.") ? undefined : setValue(context, NAME, () => '"DENY"'),
    },
  ],
});
