import { editOf, NOT_ON_HEROKU } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext } from "../rule";

const formation = (quantity: number, size: string) =>
  `{"formation": {"web": {"quantity": ${quantity}, "size": "${size}"}}}\n`;
const WEB = { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --workers $WEB_CONCURRENCY\n" };

export default defineRule({
  id: "single-web-dyno",
  group: "process",
  severity: "hint",
  summary: "app.json starts a single web dyno",
  docs: {
    why: "Heroku restarts each dyno once a day and moves it when its machine fails. With one web dyno nobody answers until the new one has started; with two the other one does.",
    how: 'Ask for two dynos: `"quantity": 2`. Eco and basic dynos cannot be more than one of a type, so this is about standard dynos and larger ones.',
    references: [
      "https://devcenter.heroku.com/articles/dynos#restarting",
      "https://devcenter.heroku.com/articles/scaling",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...WEB, "app.json": formation(1, "standard-1x") },
        fixed: { ...WEB, "app.json": formation(2, "standard-1x") },
      },
    ],
    good: [
      { ...WEB, "app.json": formation(2, "standard-1x") },
      { ...WEB, "app.json": formation(1, "basic") },
      { ...WEB, "app.json": '{"formation": {"web": {"quantity": 1}}}\n' },
    ],
  },

  check(context) {
    const { appJson, heroku } = context.project.deployment;
    if (!heroku || appJson === undefined) return NOT_ON_HEROKU;
    const found = singleDyno(context);
    if (found === undefined) return { state: "satisfied" };
    return {
      state: "violated",
      message:
        "app.json starts one web dyno, so the site does not answer while Heroku restarts it, which happens at least once a day.",
      at: { file: appJson.path, ...found },
    };
  },

  fixes: [
    {
      title: "Start two web dynos",
      safety: "review",
      edits(context, { at }) {
        const quantity = singleDyno(context);
        return quantity && [editOf(at.file, { ...quantity, text: "2" })];
      },
    },
  ],
});

/** Where app.json says that one web dyno starts that could be several. */
function singleDyno({ project }: RuleContext) {
  const web = project.deployment.appJson?.formation.find(({ process }) => process === "web");
  const several =
    web?.size !== undefined && /^(?:standard|performance|private|shield)-/i.test(web.size.value);
  return web?.quantity === 1 && several ? web.quantityRange : undefined;
}
