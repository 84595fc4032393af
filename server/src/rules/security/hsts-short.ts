import type { PythonEditor } from "../../edits/python/editor";
import { EditSession } from "../../edits/session";
import { RAMP_COMMENT } from "../hsts";
import { judgeMiddleware, withoutSecurityMiddleware } from "../middleware";
import { defineRule, type Finding, type RuleContext } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

/** Half a year: what the usual tests of a site's headers ask for. */
const ENOUGH = 15_768_000;

const STAGES: readonly (readonly [seconds: number, words: string])[] = [
  [300, "five minutes"],
  [3_600, "one hour"],
  [86_400, "one day"],
  [2_592_000, "30 days"],
  [31_536_000, "one year"],
];

export default defineRule({
  id: "hsts-short",
  group: "security",
  severity: "info",
  summary: "HSTS lasts less than six months",
  docs: {
    why:
      "Browsers forget the promise after SECURE_HSTS_SECONDS, and a visitor who comes back later begins over HTTP " +
      "again. A short time is right while you find out whether HTTPS works everywhere, and only then.",
    how:
      "Climb in steps, each for as long as the one before lasted: five minutes, an hour, a day, 30 days, a year. Go " +
      "back a step if something breaks.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/middleware/#http-strict-transport-security",
      "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Strict-Transport-Security",
    ],
  },
  examples: {
    bad: [
      {
        code: [
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
          "SECURE_HSTS_SECONDS = 2_592_000  # a month",
          "",
        ].join("\n"),
        fixed: [
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
          "SECURE_HSTS_SECONDS = 31536000  # a month",
          "",
        ].join("\n"),
      },
      {
        code: [
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
          "SECURE_HSTS_SECONDS = 2592000  # raise in steps: 3600, 86400, 2592000, 31536000",
          "",
        ].join("\n"),
        fixed: [
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
          "SECURE_HSTS_SECONDS = 31536000",
          "",
        ].join("\n"),
      },
    ],
    good: [
      'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\nSECURE_HSTS_SECONDS = 31536000\n',
      [
        "import os",
        "",
        'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
        'SECURE_HSTS_SECONDS = int(os.environ["HSTS_SECONDS"])',
        "",
      ].join("\n"),
    ],
  },
  check(context) {
    const { settings } = context;
    const judgement = judgeMiddleware(
      context,
      ["MIDDLEWARE", "SECURE_HSTS_SECONDS"],
      (middleware, seconds) => {
        const without = withoutSecurityMiddleware(middleware);
        if (without !== undefined) return without;
        if (seconds.kind !== "int") return undecided(reasonOf(seconds));
        if (seconds.value <= 0n) return notApplicable("HSTS is off");
        if (seconds.value >= BigInt(ENOUGH)) return satisfied();
        return {
          state: "violated",
          at: seconds.at,
          message: `HSTS lasts ${wordsOf(Number(seconds.value))}: a visitor who comes back later than that starts over HTTP again. Raise it one step once HTTPS has worked everywhere for that long.`,
        };
      },
    );
    return verdictOn(settings, "SECURE_HSTS_SECONDS", judgement, "");
  },
  fixes: [
    {
      title(context, finding) {
        const [seconds, words] = nextStage(context, finding) ?? STAGES[0]!;
        return `Raise HSTS to ${seconds} seconds (${words})`;
      },
      safety: "step",
      edits(context, finding) {
        const stage = nextStage(context, finding);
        const session = new EditSession(context.snapshot);
        const editor = session.python(finding.at.file);
        const node = editor?.expression(finding.at)?.node;
        if (stage === undefined || editor === undefined) return undefined;
        if (node?.type !== "Constant" && node?.type !== "BinOp") return undefined;
        editor.replace(node, String(stage[0]));
        if (stage === STAGES.at(-1)) removeComment(editor, node.end);
        return session.changes();
      },
    },
  ],
});

/** After the last stage nothing is left to raise. */
function removeComment(editor: PythonEditor, offset: number): void {
  const rest = { start: offset, end: editor.lineEnd(offset) };
  if (editor.source(rest).trim() === `# ${RAMP_COMMENT}`) editor.replaceText(rest, "");
}

/** The stage above the number that the finding is about. */
function nextStage({ settings }: RuleContext, { at }: Finding) {
  const readings = settings.readings("SECURE_HSTS_SECONDS").map(({ value }) => value);
  const seconds = readings.find((value) => value.at?.file === at.file && value.at.start === at.start);
  return seconds?.kind === "int" ? STAGES.find(([stage]) => BigInt(stage) > seconds.value) : undefined;
}

function wordsOf(seconds: number): string {
  return STAGES.find(([stage]) => stage === seconds)?.[1] ?? `${seconds} seconds`;
}
