import { type AppJsonText, scopesOf } from "../../files/appJson";
import type { Location } from "../../syntax/text";
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

const formation = (web: string, worker: string) => ({
  ...sized(web),
  "app.json": `{\n  "formation": { "web": { "size": "${web}" }, "worker": { "size": "${worker}" } }\n}\n`,
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
      {
        code: formation("free", "Free"),
        fixed: formation("eco", "eco"),
      },
    ],
    good: [sized("basic"), sized("Standard-1X"), sized("dyno-2c-4gb")],
  },

  check(context) {
    const { heroku, appJson } = context.project.deployment;
    if (!heroku) return NOT_ON_HEROKU;
    const sizes = sizesOf(context);
    if (sizes.length === 0) return { state: "not-applicable", reason: "no file names dyno sizes" };
    const found = Object.keys(SUCCESSORS).flatMap((size): Verdict[] => {
      const [first, ...others] = sizes.filter(({ value }) => value.toLowerCase() === size);
      if (first === undefined) return [];
      const locationOf = ({ range }: AppJsonText) => ({ file: appJson!.path, ...range });
      return [
        {
          state: "violated",
          message: `Heroku no longer has ${size} dynos, so an app that is created from app.json cannot start its dynos with this size.`,
          at: locationOf(first),
          related: others.map((each) => ({ location: locationOf(each), message: "the same size" })),
        },
      ];
    });
    return found.length > 0 ? found : { state: "satisfied" };
  },

  fixes: [
    {
      title: (context, { at }) => `Use ${SUCCESSORS[sizeAt(context, at)]}`,
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const size = sizeAt(context, at);
        const text = SUCCESSORS[size];
        const sizes = sizesOf(context).filter(({ value }) => value.toLowerCase() === size);
        return text === undefined
          ? undefined
          : [editOf(at.file, ...sizes.map(({ range: { start, end } }) => ({ start, end, text })))];
      },
    },
  ],
});

/** The retired size that a finding is about. */
function sizeAt(context: RuleContext, at: Location): string {
  return (
    sizesOf(context)
      .find(({ range }) => range.start === at.start)
      ?.value.toLowerCase() ?? ""
  );
}

function sizesOf({ project }: RuleContext): AppJsonText[] {
  return scopesOf(project.deployment.appJson)
    .flatMap(({ formation, scripts }) => [...formation, ...scripts])
    .flatMap(({ size }) => size ?? []);
}
