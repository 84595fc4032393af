import { truthy } from "../../settings/plain";
import { defineRule } from "../rule";
import { replaceLiteral, setValue } from "../settingEdits";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

/** Zones without an offset, where naive times are in UTC already. */
const UTC = /^(?:(?:Etc\/)?(?:UTC|UCT|GMT|Universal|Zulu|Greenwich|GMT[+-]?0))$/;

export default defineRule({
  id: "use-tz-off",
  group: "upgrade",
  severity: "info",
  summary: "Times are stored without a time zone",
  docs: {
    why:
      "With USE_TZ off, Django works with local times that do not say which zone they are in. Where clocks go back, one hour " +
      "of each year is ambiguous, and durations across it are wrong. On databases other than PostgreSQL, a new TIME_ZONE " +
      "also changes what all stored times mean. It was the default before Django 5.0.",
    how:
      "Set `USE_TZ = True`. Times that are stored already are in TIME_ZONE: on PostgreSQL they keep their meaning, on " +
      "other databases they have to be converted. Code that makes times with `datetime.now()` has to use " +
      "`django.utils.timezone.now()`.",
    references: [
      "https://docs.djangoproject.com/en/stable/topics/i18n/timezones/",
      "https://docs.djangoproject.com/en/stable/ref/settings/#use-tz",
    ],
  },
  examples: {
    bad: [
      {
        code: 'TIME_ZONE = "Europe/Berlin"\nUSE_TZ = False\n',
        fixed: 'TIME_ZONE = "Europe/Berlin"\nUSE_TZ = True\n',
      },
      {
        code: {
          "requirements.txt": "Django==4.2.16\ngunicorn\n",
          "mysite/settings.py": 'TIME_ZONE = "Europe/Berlin"\nSITE_ID = 1\n',
        },
        fixed: {
          "requirements.txt": "Django==4.2.16\ngunicorn\n",
          "mysite/settings.py": 'TIME_ZONE = "Europe/Berlin"\nSITE_ID = 1\n\nUSE_TZ = True\n',
        },
      },
    ],
    good: [
      'TIME_ZONE = "Europe/Berlin"\n',
      'TIME_ZONE = "UTC"\nUSE_TZ = False\n',
      'import os\n\nTIME_ZONE = os.environ["TZ"]\nUSE_TZ = False\n',
      {
        "requirements.txt": "Django>=4.2,<6\ngunicorn\n",
        "mysite/settings.py": 'TIME_ZONE = "Europe/Berlin"\n',
      },
    ],
  },
  check({ settings }) {
    const judgement = settings.judge(["USE_TZ", "TIME_ZONE"], (on, zone) => {
      const used = on.kind === "env" ? undefined : truthy(on);
      if (used === undefined) return undecided(reasonOf(on));
      if (used) return satisfied();
      if (zone.kind !== "str") return undecided(reasonOf(zone));
      if (UTC.test(zone.value)) return satisfied("all times are in UTC");
      const message = `Django works with local times of ${zone.value} that have no time zone: the hour that comes twice when clocks go back is ambiguous, and durations across a change of clocks are wrong by an hour.`;
      return { state: "violated", at: on.at, message };
    });
    return verdictOn(settings, "USE_TZ", judgement, "");
  },
  fixes: [
    {
      title: "Turn USE_TZ on (stored times may need to be converted)",
      // The rest of the code, and perhaps stored times, have to go along.
      safety: "step",
      // What times mean must not differ between production and development.
      edits: (context) =>
        context.settings.assignment("USE_TZ") === undefined
          ? setValue(context, "USE_TZ", () => "True")
          : replaceLiteral(context, "USE_TZ", () => "True"),
    },
  ],
});
