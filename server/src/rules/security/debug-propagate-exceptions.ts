import { truthy } from "../../settings/plain";
import { defineRule } from "../rule";
import { restoreDefault } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const NAME = "DEBUG_PROPAGATE_EXCEPTIONS";

export default defineRule({
  id: "debug-propagate-exceptions",
  group: "security",
  severity: "warning",
  summary: "DEBUG_PROPAGATE_EXCEPTIONS is on",
  docs: {
    why:
      "The setting is for tests. With it an error in a view does not become Django's error page: visitors get the web " +
      "server's bare one instead of your 500.html, the logger django.request gets nothing, and no mail goes to " +
      "ADMINS. Some servers show visitors the traceback.",
    how:
      "Leave the setting out. To see errors in `heroku logs`, let LOGGING send them to the console, or use an error " +
      "tracker.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#debug-propagate-exceptions",
      "https://docs.djangoproject.com/en/stable/howto/error-reporting/",
    ],
  },
  examples: {
    bad: [
      {
        code: "DEBUG = False\nDEBUG_PROPAGATE_EXCEPTIONS = True\nSITE_ID = 1\n",
        fixed: "DEBUG = False\nSITE_ID = 1\n",
      },
      {
        code: "DEBUG = False\nif not DEBUG:\n    DEBUG_PROPAGATE_EXCEPTIONS = True\n",
        fixed: "DEBUG = False\nif not DEBUG:\n    DEBUG_PROPAGATE_EXCEPTIONS = False\n",
      },
    ],
    good: [
      'import os\n\nDEBUG = os.environ.get("DEBUG") == "1"\nDEBUG_PROPAGATE_EXCEPTIONS = DEBUG\n',
      'import os\n\nDEBUG_PROPAGATE_EXCEPTIONS = os.environ.get("PROPAGATE", "") == "1"\n',
    ],
  },
  check({ settings }) {
    if (!settings.defines(NAME)) return satisfied("the setting is off by default");
    const judgement = settings.judge([NAME, "DEBUG"], (propagate, debug) => {
      const on = propagate.kind === "env" ? undefined : truthy(propagate);
      if (on === undefined) return undecided(reasonOf(propagate));
      if (!on) return satisfied();
      return truthy(debug) === true
        ? notApplicable("DEBUG is on, so visitors see errors anyway")
        : { state: "violated", at: propagate.at };
    });
    return verdictOn(
      settings,
      NAME,
      judgement,
      "DEBUG_PROPAGATE_EXCEPTIONS is on: errors in views go past Django to the web server. Visitors get its bare page instead of 500.html, and neither the logger django.request nor ADMINS are told.",
    );
  },
  fixes: [
    {
      title: "Turn DEBUG_PROPAGATE_EXCEPTIONS off",
      safety: "review",
      preferred: true,
      edits: (context) => restoreDefault(context, NAME, "False"),
    },
  ],
});
