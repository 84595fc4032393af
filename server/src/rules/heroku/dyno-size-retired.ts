import { type AppJsonText, scopesOf } from "../../files/appJson";
import { editOf, NOT_ON_HEROKU } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Verdict } from "../rule";

/** Sizes that dynos had until November 2022 -> those of today that are nearest to them. */
const SUCCESSORS: Readonly<Record<string, string>> = { free: "eco", hobby: "basic" };

const sized = (size: string) => ({
  ...exampleProject,
  Procfile: "web: gunicorn mysite.wsgi --workers $WEB_CONCURRENCY\n",
  "app.json": `{\n  "formation": { "web": { "quantity": 1, "size": "${size}" } }\n}\n`,
});

export default defineRule({
  id: "dyno-size-retired",
  group: "heroku",
  severity: "warning",
  summary: "app.json asks for a dyno size that no longer exists",
  docs: {
    why: "Heroku ended its free dynos in November 2022, and hobby dynos became basic ones. Where app.json still names them, the step that starts the dynos of a new app ends with an error.",
    how: "Write `eco`, which shares a pool of hours and sleeps when nobody visits, or `basic`, which does not sleep. Both cost money.",
    references: [
      "https://devcenter.heroku.com/articles/dyno-tiers",
      "https://devcenter.heroku.com/articles/app-json-schema#formation",
    ],
  },
  examples: {
    bad: [
      { code: sized("free"), fixed: sized("eco") },
      { code: sized("Hobby"), fixed: sized("basic") },
    ],
    good: [sized("basic"), sized("Standard-1X"), sized("dyno-2c-4gb")],
  },

  check(context) {
    const { heroku, appJson } = context.project.deployment;
    if (!heroku) return NOT_ON_HEROKU;
    const sizes = sizesOf(context);
    if (sizes.length === 0) return { state: "not-applicable", reason: "no file names dyno sizes" };
    const retired = sizes.filter(({ value }) => successorOf(value) !== undefined);
    if (retired.length === 0) return { state: "satisfied" };
    return retired.map(
      ({ value, range }): Verdict => ({
        state: "violated",
        message: `Heroku has no ${value.toLowerCase()} dynos any more, so an app that is created from app.json cannot start with this size.`,
        at: { file: appJson!.path, ...range },
      }),
    );
  },

  fixes: [
    {
      title: (context, { at }) => `Use ${successorAt(context, at.start)}`,
      safety: "review",
      preferred: true,
      edits(context, { at: { file, start, end } }) {
        const text = successorAt(context, start);
        return text === undefined ? undefined : [editOf(file, { start, end, text })];
      },
    },
  ],
});

function sizesOf({ project }: RuleContext): AppJsonText[] {
  return scopesOf(project.deployment.appJson)
    .flatMap(({ formation, scripts }) => [...formation, ...scripts])
    .flatMap(({ size }) => size ?? []);
}

function successorOf(size: string): string | undefined {
  const name = size.toLowerCase();
  return Object.hasOwn(SUCCESSORS, name) ? SUCCESSORS[name] : undefined;
}

function successorAt(context: RuleContext, start: number): string | undefined {
  const size = sizesOf(context).find(({ range }) => range.start === start);
  return size && successorOf(size.value);
}
