import type { Location } from "../../syntax/text";
import { addonsOf } from "../addons";
import { editOf } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Verdict } from "../rule";

/** Plans that can no longer be provisioned -> the plan of about the same size that can. */
const SUCCESSORS: Readonly<Record<string, string>> = {
  "heroku-postgresql:dev": "heroku-postgresql:essential-0",
  "heroku-postgresql:hobby-dev": "heroku-postgresql:essential-0",
  "heroku-postgresql:mini": "heroku-postgresql:essential-0",
  "heroku-postgresql:hobby-basic": "heroku-postgresql:essential-1",
  "heroku-postgresql:basic": "heroku-postgresql:essential-1",
  "heroku-redis:hobby-dev": "heroku-redis:mini",
};

export default defineRule({
  id: "addon-plan-retired",
  group: "heroku",
  severity: "warning",
  summary: "An add-on plan no longer exists",
  docs: {
    why: "Heroku ended its free plans in 2022 and the mini and basic plans of Postgres in 2024. An app that is created from a file that names one of them is refused, behind a “Deploy to Heroku” button as well as in a pipeline.",
    how: "Name a plan of today: `heroku-postgresql:essential-0`, `heroku-redis:mini`. Both cost money from the first hour.",
    references: [
      "https://devcenter.heroku.com/articles/heroku-postgres-plans",
      "https://devcenter.heroku.com/articles/app-json-schema#addons",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...exampleProject, "app.json": '{\n  "addons": ["heroku-postgresql:hobby-dev"]\n}\n' },
        fixed: { ...exampleProject, "app.json": '{\n  "addons": ["heroku-postgresql:essential-0"]\n}\n' },
      },
      {
        code: {
          ...exampleProject,
          "heroku.yml":
            "setup:\n  addons:\n    - plan: heroku-redis:hobby-dev # cache\nbuild:\n  docker:\n    web: Dockerfile\n",
        },
        fixed: {
          ...exampleProject,
          "heroku.yml":
            "setup:\n  addons:\n    - plan: heroku-redis:mini # cache\nbuild:\n  docker:\n    web: Dockerfile\n",
        },
      },
    ],
    good: [
      // Apps for tests get a plan of the provider's, whatever plan is named.
      {
        ...exampleProject,
        "app.json":
          '{\n  "stack": "heroku-24",\n  "environments": { "test": { "addons": ["heroku-redis:hobby-dev"] } }\n}\n',
      },
      {
        ...exampleProject,
        "app.json": '{\n  "addons": [{ "plan": "heroku-postgresql:essential-0" }, "papertrail"]\n}\n',
      },
      {
        ...exampleProject,
        "app.json": '{\n  "addons": ["heroku-postgresql"],\n  "env": { "PLAN": "hobby-dev" }\n}\n',
      },
    ],
  },

  check(context) {
    const addons = addonsOf(context.project);
    if (addons.length === 0) return { state: "not-applicable", reason: "no file asks for add-ons" };
    const retired = addons.filter(
      ({ plan, environment }) => environment === undefined && successorOf(plan) !== undefined,
    );
    if (retired.length === 0) return { state: "satisfied" };
    return retired.map(
      ({ plan, at }): Verdict => ({
        state: "violated",
        message: `The plan ${plan} no longer exists, so Heroku refuses to create an app from this file.`,
        at,
      }),
    );
  },

  fixes: [
    {
      title: (context, { at }) => `Use ${successorOf(planAt(context, at) ?? "")}`,
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const plan = planAt(context, at);
        const text = context.snapshot.file(at.file)?.text;
        const successor = plan && successorOf(plan);
        if (!successor || text?.slice(at.start, at.end) !== plan) return undefined;
        return [editOf(at.file, { start: at.start, end: at.end, text: successor })];
      },
    },
  ],
});

/** Names of plans are the same in capitals. */
function successorOf(plan: string): string | undefined {
  const name = plan.toLowerCase();
  return Object.hasOwn(SUCCESSORS, name) ? SUCCESSORS[name] : undefined;
}

function planAt(context: RuleContext, { file, start }: Location): string | undefined {
  return addonsOf(context.project).find(({ at }) => at.file === file && at.start === start)?.plan;
}
