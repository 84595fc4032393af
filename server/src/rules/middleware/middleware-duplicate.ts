import { removeItemAt } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import type { Plain, PlainStr } from "../../settings/plain";
import { herokuSettingsCall } from "../djangoHeroku";
import { judgeMiddleware, knownStrings, lastPart } from "../middleware";
import { defineRule } from "../rule";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

export default defineRule({
  id: "middleware-duplicate",
  group: "middleware",
  severity: "info",
  summary: "Middleware is listed twice",
  docs: {
    why:
      "An entry that is in MIDDLEWARE twice runs twice for every request: what it looks up, counts, logs or saves is " +
      "looked up, counted, logged and saved again.",
    how: "Delete one of the two, and keep the one that is in the right place.",
    references: ["https://docs.djangoproject.com/en/stable/topics/http/middleware/#activating-middleware"],
  },
  examples: {
    bad: [
      {
        code: [
          "MIDDLEWARE = [",
          '    "django.middleware.security.SecurityMiddleware",',
          '    "mysite.middleware.CountVisits",',
          "    # again",
          '    "mysite.middleware.CountVisits",',
          "]",
          "",
        ].join("\n"),
        fixed: [
          "MIDDLEWARE = [",
          '    "django.middleware.security.SecurityMiddleware",',
          '    "mysite.middleware.CountVisits",',
          "]",
          "",
        ].join("\n"),
      },
      {
        code: [
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "axes.middleware.AxesMiddleware"]',
          'MIDDLEWARE += ["axes.middleware.AxesMiddleware"]',
          "",
        ].join("\n"),
      },
    ],
    good: [
      'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "axes.middleware.AxesMiddleware"]\n',
      [
        "import os",
        "",
        'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", os.environ["A"], os.environ["A"]]',
        "",
      ].join("\n"),
    ],
  },
  check(context) {
    const { settings } = context;
    const judgement = judgeMiddleware(context, ["MIDDLEWARE"], (middleware) => {
      const second = secondOf(middleware);
      if (second !== undefined) {
        const message = `${lastPart(second.value)} is in MIDDLEWARE twice, so it runs twice for every request: what it counts, logs or looks up is done twice.`;
        return { state: "violated", at: second.at, message };
      }
      return knownStrings(middleware) === undefined ? undecided(reasonOf(middleware)) : satisfied();
    });
    // The rule on WhiteNoise's place says what django-heroku does.
    if (judgement.state === "violated" && herokuSettingsCall(context, judgement.at) !== undefined)
      return satisfied("django-heroku inserts it");
    return verdictOn(settings, "MIDDLEWARE", judgement, "");
  },
  fixes: [
    {
      title: "Delete the second one",
      safety: "review",
      preferred: true,
      edits({ snapshot }, { at }) {
        const session = new EditSession(snapshot);
        const editor = session.python(at.file);
        const found = editor?.expression(at);
        const display = found?.parents[0];
        if (editor === undefined || found === undefined || display === undefined) return undefined;
        if (display.type !== "List" && display.type !== "Tuple") return undefined;
        return removeItemAt(editor, display, display.items.indexOf(found.node))
          ? session.changes()
          : undefined;
      },
    },
  ],
});

/** The first entry that stands in the list before; what is unknown beside it does not matter. */
function secondOf(middleware: Plain): PlainStr | undefined {
  if (middleware.kind !== "list" && middleware.kind !== "tuple") return undefined;
  const seen = new Set<string>();
  for (const item of middleware.items) {
    if (item.kind !== "str") continue;
    if (seen.has(item.value)) return item;
    seen.add(item.value);
  }
  return undefined;
}
