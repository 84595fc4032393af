import { truthy } from "../../settings/plain";
import { defineRule } from "../rule";
import { judgeSentry, mustNotBe, SENTRY_CALL } from "../sentry";
import { replaceAt } from "../settingEdits";
import { notApplicable, verdictOn } from "../verdicts";

export default defineRule({
  id: "sentry-pii",
  group: "observability",
  severity: "info",
  summary: "Sentry gets personal data",
  docs: {
    why:
      "With `send_default_pii` every error report carries who was logged in, with e-mail address, the visitor's IP " +
      "address, all cookies and headers. They leave your server for another company's, which privacy laws such as the " +
      "GDPR have something to say about.",
    how:
      "Leave the option out, or keep it and make sure that your privacy policy and the data scrubbing in Sentry cover " +
      "it. Newer versions of sentry-sdk have `data_collection`, which says it in detail.",
    references: [
      "https://docs.sentry.io/platforms/python/data-management/data-collected/",
      "https://docs.sentry.io/platforms/python/configuration/options/",
    ],
  },
  examples: {
    bad: [
      {
        code: [
          "import os",
          "import sentry_sdk",
          "",
          "sentry_sdk.init(",
          '    dsn=os.environ["SENTRY_DSN"],',
          "    send_default_pii=True,",
          ")",
          "",
        ].join("\n"),
        fixed: [
          "import os",
          "import sentry_sdk",
          "",
          "sentry_sdk.init(",
          '    dsn=os.environ["SENTRY_DSN"],',
          "    send_default_pii=False,",
          ")",
          "",
        ].join("\n"),
      },
    ],
    good: [
      'import os\nimport sentry_sdk\n\nsentry_sdk.init(dsn=os.environ["SENTRY_DSN"])\n',
      [
        "import os",
        "from sentry_sdk import init",
        "",
        'init(dsn=os.environ["SENTRY_DSN"], send_default_pii=os.environ.get("PII") == "1")',
        "",
      ].join("\n"),
      [
        "import os",
        "import sentry_sdk",
        "",
        'DEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"',
        "if DEBUG:",
        '    sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], send_default_pii=True)',
        "",
      ].join("\n"),
    ],
  },
  check(context) {
    const judgement = judgeSentry(context, ["send_default_pii", "data_collection"], (pii, collection) =>
      collection !== null && collection.kind !== "none"
        ? notApplicable("data_collection says what Sentry gets")
        : mustNotBe(pii, truthy),
    );
    return verdictOn(
      context.settings,
      SENTRY_CALL,
      judgement,
      "Error reports send personal data to Sentry, another company: who was logged in, IP addresses, cookies and headers.",
    );
  },
  fixes: [
    {
      title: "Send no personal data",
      safety: "review",
      preferred: true,
      edits: (context, { at }) => replaceAt(context, at, "False", (node) => node.type === "Constant"),
    },
  ],
});
