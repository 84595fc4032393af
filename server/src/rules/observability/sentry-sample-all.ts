import type { Plain } from "../../settings/plain";
import { defineRule } from "../rule";
import { judgeSentry, mustNotBe, SENTRY_CALL } from "../sentry";
import { replaceAt } from "../settingEdits";
import { notApplicable, verdictOn } from "../verdicts";

export default defineRule({
  id: "sentry-sample-all",
  group: "observability",
  severity: "info",
  summary: "Sentry traces every request",
  docs: {
    why:
      "With `traces_sample_rate=1.0` every request, every task and every query in them is measured and sent to Sentry. " +
      "That is right for trying it out; in production it costs time in each request and can use up the quota of the plan.",
    how: "Use a part of them, such as `traces_sample_rate=0.1`, or decide in a `traces_sampler`. Errors are all reported in any case.",
    references: [
      "https://docs.sentry.io/platforms/python/configuration/sampling/",
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
          'sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], traces_sample_rate=1.0)',
          "",
        ].join("\n"),
        fixed: [
          "import os",
          "import sentry_sdk",
          "",
          'sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], traces_sample_rate=0.1)',
          "",
        ].join("\n"),
      },
    ],
    good: [
      'import os\nimport sentry_sdk\n\nsentry_sdk.init(dsn=os.environ["SENTRY_DSN"], traces_sample_rate=0.2)\n',
      [
        "import os",
        "import sentry_sdk",
        "",
        "sentry_sdk.init(",
        '    dsn=os.environ["SENTRY_DSN"],',
        '    traces_sample_rate=float(os.environ.get("SENTRY_TRACES", "1.0")),',
        ")",
        "",
      ].join("\n"),
      'import sentry_sdk\n\nsentry_sdk.init(traces_sample_rate=1, traces_sampler=lambda context: 0.1, dsn="")\n',
    ],
  },
  check(context) {
    const judgement = judgeSentry(context, ["traces_sample_rate", "traces_sampler"], (rate, sampler) =>
      sampler !== null && sampler.kind !== "none"
        ? notApplicable("a function chooses what is traced")
        : mustNotBe(rate, isAll),
    );
    return verdictOn(
      context.settings,
      SENTRY_CALL,
      judgement,
      "Sentry traces every request in production: that slows each one down and can use up the plan's quota.",
    );
  },
  fixes: [
    {
      title: "Trace one request in ten",
      safety: "review",
      preferred: true,
      edits: (context, { at }) => replaceAt(context, at, "0.1", (node) => node.type === "Constant"),
    },
  ],
});

/** Whether a rate means everything; undefined if nobody knows. More than 1 turns tracing off. */
function isAll(rate: Plain): boolean | undefined {
  switch (rate.kind) {
    case "none":
      return false;
    case "bool":
      return rate.value;
    case "int":
    case "float":
      return Number(rate.value) === 1;
    default:
      return undefined;
  }
}
