import { indexOfString, isSequence, removeItemAt } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import type { Plain, PlainStr } from "../../settings/plain";
import { defineRule } from "../rule";
import { assignedValue, removeAssignment } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const NAME = "SILENCED_SYSTEM_CHECKS";

/** Errors of Django's checks on settings. */
const ERRORS = /^(?:security|4_0|caches|staticfiles|templates|translation|mail|files)\.E\d+$/;

export default defineRule({
  id: "security-checks-silenced",
  group: "security",
  severity: "info",
  summary: "An error of Django's checks is silenced",
  docs: {
    why:
      "What SILENCED_SYSTEM_CHECKS names disappears from the output of `check` and no longer stops `migrate` or " +
      "`runserver`, errors too. An error among them means that something does not work in production; silenced, it " +
      "shows only there.",
    how: "Mend what the check complains about and delete its id. Silencing warnings (W) is a matter of taste.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#silenced-system-checks",
      "https://docs.djangoproject.com/en/stable/ref/checks/",
    ],
  },
  examples: {
    bad: [
      {
        code: 'SILENCED_SYSTEM_CHECKS = [\n    "security.W004",  # the proxy does that\n    "4_0.E001",\n]\n',
        fixed: 'SILENCED_SYSTEM_CHECKS = [\n    "security.W004",  # the proxy does that\n]\n',
      },
      { code: 'DEBUG = False\nSILENCED_SYSTEM_CHECKS = ["security.E023"]\n', fixed: "DEBUG = False\n" },
    ],
    good: [
      'SILENCED_SYSTEM_CHECKS = ["security.W004", "fields.W342", "admin.E108"]\n',
      'import os\n\nSILENCED_SYSTEM_CHECKS = [os.environ["SILENCED"]]\n',
    ],
  },
  check({ settings }) {
    if (!settings.defines(NAME)) return satisfied("no check is silenced");
    const judgement = settings.judge([NAME], (silenced) => {
      if (silenced.kind !== "list" && silenced.kind !== "tuple" && silenced.kind !== "set")
        return silenced.kind === "unknown" || silenced.kind === "env"
          ? undecided(reasonOf(silenced))
          : notApplicable("it is no list of ids");
      const [first] = errorsIn(silenced);
      if (first === undefined) {
        const known = silenced.open === undefined && silenced.items.every(({ kind }) => kind === "str");
        return known ? satisfied() : undecided(reasonOf(silenced));
      }
      const message = `SILENCED_SYSTEM_CHECKS hides ${first.value}, an error of Django's checks: if the settings have this error, neither \`migrate\` nor a check in CI stops.`;
      return { state: "violated", at: first.at, message };
    });
    return verdictOn(settings, NAME, judgement, "");
  },
  fixes: [
    {
      title: "Stop silencing the check",
      safety: "review",
      edits(context) {
        const session = new EditSession(context.snapshot);
        const found = assignedValue(context, session, NAME);
        const errors = errorsIn(context.settings.value(NAME));
        if (found === undefined || errors.length !== 1 || !isSequence(found.value)) return undefined;
        const index = indexOfString(found.value, errors[0]!.value);
        if (index < 0) return undefined;
        if (found.value.items.length === 1) return removeAssignment(context, NAME);
        return removeItemAt(found.editor, found.value, index) ? session.changes() : undefined;
      },
    },
  ],
});

function errorsIn(silenced: Plain): readonly PlainStr[] {
  if (!("items" in silenced)) return [];
  return silenced.items.filter((item): item is PlainStr => item.kind === "str" && ERRORS.test(item.value));
}
