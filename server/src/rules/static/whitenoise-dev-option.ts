import { EditSession } from "../../edits/session";
import { contains, truthy } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import { WHITENOISE_MIDDLEWARE } from "../middleware";
import { defineRule, type RuleContext, type Severity } from "../rule";
import { assignedValue, removeAssignment } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

interface Option {
  readonly message: string;
  readonly severity: Severity;
}

/** Options that follow DEBUG where they are not set. */
const OPTIONS: Readonly<Record<string, Option>> = {
  WHITENOISE_AUTOREFRESH: {
    message:
      "With WHITENOISE_AUTOREFRESH on, WhiteNoise looks for a file on the disk at every request, which is meant for development and slows production down.",
    severity: "warning",
  },
  WHITENOISE_USE_FINDERS: {
    message:
      "With WHITENOISE_USE_FINDERS on, WhiteNoise serves files that collectstatic never collected: without hashes, without compression, and with a search at every start.",
    severity: "info",
  },
};

const MIDDLEWARE = [
  "MIDDLEWARE = [",
  "    'django.middleware.security.SecurityMiddleware',",
  "    'whitenoise.middleware.WhiteNoiseMiddleware',",
  "]",
].join("\n");

export default defineRule({
  id: "whitenoise-dev-option",
  group: "static",
  severity: "warning",
  summary: "A WhiteNoise option for development is on in production",
  docs: {
    why:
      "WhiteNoise reads the list of files once, when it starts, and answers from memory. WHITENOISE_AUTOREFRESH makes it " +
      "search the disk at every request instead, and WHITENOISE_USE_FINDERS makes it serve files that were not " +
      "collected. Both are on by themselves while DEBUG is on.",
    how: "Delete the setting: WhiteNoise then follows DEBUG.",
    references: ["https://whitenoise.readthedocs.io/en/stable/django.html#WHITENOISE_AUTOREFRESH"],
  },
  examples: {
    bad: [
      { code: `${MIDDLEWARE}\nWHITENOISE_AUTOREFRESH = True\n`, fixed: `${MIDDLEWARE}\n` },
      { code: `${MIDDLEWARE}\nWHITENOISE_USE_FINDERS = True  # everything\n`, fixed: `${MIDDLEWARE}\n` },
    ],
    good: [
      `import os\n\nDEBUG = os.environ.get('DJANGO_DEBUG') == '1'\n${MIDDLEWARE}\nWHITENOISE_AUTOREFRESH = DEBUG\n`,
      `import os\n\n${MIDDLEWARE}\nWHITENOISE_USE_FINDERS = 'FINDERS' in os.environ\n`,
      "WHITENOISE_AUTOREFRESH = True\nMIDDLEWARE = []\n",
    ],
  },
  check({ settings }) {
    const set = Object.entries(OPTIONS).filter(([name]) => settings.defines(name));
    if (set.length === 0) return satisfied("both follow DEBUG");
    const debug = truthy(settings.value("DEBUG", { worlds: "all" })) === true;
    return set.map(([name, { message, severity }]) => {
      const judgement = settings.judge([name, "MIDDLEWARE"], (value, middleware): Answer => {
        const on = truthy(value);
        if (on === undefined) return undecided(reasonOf(value));
        if (!on) return satisfied();
        const used = contains(middleware, WHITENOISE_MIDDLEWARE);
        if (used === undefined) return undecided(reasonOf(middleware));
        return used ? { state: "violated", at: value.at } : notApplicable("WhiteNoise is not in MIDDLEWARE");
      });
      return verdictOn(settings, name, judgement, message, {
        severity,
        coveredBy: debug ? "debug-true" : undefined,
      });
    });
  },
  fixes: [
    {
      title: "Delete the setting, so that it follows DEBUG",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const name = Object.keys(OPTIONS).find((each) => isWrittenAt(context, each, at.start));
        return name === undefined ? undefined : removeAssignment(context, name);
      },
    },
  ],
});

/** Whether the setting is written as a constant at a place: what reads a variable stays. */
function isWrittenAt(context: RuleContext, name: string, start: number): boolean {
  const found = assignedValue(context, new EditSession(context.snapshot), name);
  return found?.value.type === "Constant" && found.value.start === start;
}
