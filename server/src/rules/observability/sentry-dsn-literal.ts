import { defineRule } from "../rule";
import { judgeSentry, readAt, SENTRY_CALL } from "../sentry";
import { satisfied, undecided, verdictOn } from "../verdicts";

const DSN = "https://0123456789abcdef@o1.ingest.sentry.io/2";

export default defineRule({
  id: "sentry-dsn-literal",
  group: "observability",
  severity: "hint",
  summary: "The address of Sentry is written in the settings",
  docs: {
    why:
      "The DSN says which project in Sentry gets the error reports. Written in the settings, it is the same wherever " +
      "they run: staging and review apps mix their errors with production's, and a fork of the code goes on sending.",
    how: "Put the DSN in the config var SENTRY_DSN of each app, which the SDK reads by itself where the settings name none.",
    references: [
      "https://docs.sentry.io/platforms/python/configuration/options/",
      "https://docs.sentry.io/concepts/key-terms/dsn-explainer/",
    ],
  },
  examples: {
    bad: [
      {
        code: ["import os", "import sentry_sdk", "", `sentry_sdk.init(dsn="${DSN}")`, ""].join("\n"),
        fixed: [
          "import os",
          "import sentry_sdk",
          "",
          'sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN", ""))',
          "",
        ].join("\n"),
      },
      {
        code: [
          "import sentry_sdk",
          "from decouple import config",
          "",
          `sentry_sdk.init("${DSN}", environment=config("ENVIRONMENT"))`,
          "",
        ].join("\n"),
        fixed: [
          "import sentry_sdk",
          "from decouple import config",
          "",
          'sentry_sdk.init(config("SENTRY_DSN", default=""), environment=config("ENVIRONMENT"))',
          "",
        ].join("\n"),
      },
    ],
    good: [
      'import os\nimport sentry_sdk\n\nsentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))\n',
      "import sentry_sdk\n\nsentry_sdk.init()\n",
    ],
  },
  check(context) {
    const judgement = judgeSentry(context, ["dsn"], (dsn) => {
      if (dsn === null || dsn.kind === "none" || dsn.kind === "env") return satisfied();
      if (dsn.kind !== "str") return undecided("where the DSN comes from is not known");
      return /^https?:\/\/\w/.test(dsn.value) ? { state: "violated", at: dsn.at } : satisfied();
    });
    return verdictOn(
      context.settings,
      SENTRY_CALL,
      judgement,
      "Every app that runs these settings reports its errors to the same Sentry project: the errors of staging and review apps are mixed with production's.",
    );
  },
  fixes: [
    {
      title: "Read it from the variable SENTRY_DSN",
      safety: "review",
      preferred: true,
      edits: (context, { at }) => readAt(context, at, "SENTRY_DSN"),
    },
  ],
});
