import type { TextEdit } from "../../edits/edit";
import { type JsonChange, setJson } from "../../edits/json";
import type { AppJson } from "../../files/appJson";
import { member } from "../../files/schema";
import { ADDONS, isSetByHeroku } from "../../project/herokuVariables";
import type { Location } from "../../syntax/text";
import { listed } from "../../wording";
import { addAddon, setsVariable } from "../addons";
import { editOf } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { judgeNeed } from "../variables";
import { notApplicable, undecided } from "../verdicts";

const SETTINGS = [
  "import os",
  "",
  'SECRET_KEY = os.environ["SECRET_KEY"]',
  'STRIPE_KEY = os.environ["STRIPE_KEY"]',
  'SITE_NAME = os.environ.get("SITE_NAME")',
  "",
].join("\n");
const project = (appJson: string, settings = SETTINGS) => ({
  ...exampleProject,
  Procfile: "web: gunicorn mysite.wsgi\n",
  "mysite/settings.py": settings,
  "app.json": appJson,
});

export default defineRule({
  id: "app-json-variable-missing",
  group: "heroku",
  severity: "info",
  summary: "app.json lacks a config var that the settings need",
  docs: {
    why: "An app that is created from app.json has the config vars that app.json lists, those of its add-ons, and, if it is a review app, those of the pipeline's settings. Where the settings do not load without one that is missing, the first build or the first start of the app fails.",
    how: 'List the config var in `env`: with a value, with `"generator": "secret"`, or with `"required": true`, so that Heroku asks for it before it creates the app. List the add-on that sets it, if there is one.',
    references: [
      "https://devcenter.heroku.com/articles/app-json-schema#env",
      "https://devcenter.heroku.com/articles/github-integration-review-apps",
    ],
  },
  examples: {
    bad: [
      {
        code: project('{\n  "env": {\n    "SECRET_KEY": { "generator": "secret" }\n  }\n}\n'),
        fixed: project(
          '{\n  "env": {\n    "SECRET_KEY": { "generator": "secret" },\n    "STRIPE_KEY": { "required": true }\n  }\n}\n',
        ),
      },
      {
        code: project(
          '{\n  "name": "site",\n  "env": {}\n}\n',
          'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
        ),
        fixed: project(
          '{\n  "name": "site",\n  "env": {\n    "SECRET_KEY": { "generator": "secret" }\n  }\n}\n',
          'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
        ),
      },
      {
        code: project(
          '{\n  "env": {},\n  "addons": ["heroku-postgresql"]\n}\n',
          'import os\n\nREDIS = os.environ["REDIS_URL"]\n',
        ),
        fixed: project(
          '{\n  "env": {},\n  "addons": ["heroku-redis:mini", "heroku-postgresql"]\n}\n',
          'import os\n\nREDIS = os.environ["REDIS_URL"]\n',
        ),
      },
      {
        code: project('{ "env": {} }\n', `${SETTINGS}REDIS = os.environ["REDIS_URL"]\n`),
        fixed: project(
          '{\n  "env": {\n    "SECRET_KEY": { "generator": "secret" },\n    "STRIPE_KEY": { "required": true }\n  },\n  "addons": ["heroku-redis:mini"]\n}\n',
          `${SETTINGS}REDIS = os.environ["REDIS_URL"]\n`,
        ),
      },
      {
        code: project(
          '{ "env": {} }\n',
          'import os\n\nDEBUG = "DEBUG" in os.environ\nif not DEBUG:\n    KEY = os.environ["KEY"]\n',
        ),
      },
    ],
    good: [
      project('{ "env": { "SECRET_KEY": "", "STRIPE_KEY": { "required": true } } }\n'),
      project(
        '{ "env": { "KEY": "" }, "addons": ["rediscloud", { "plan": "cloudamqp", "as": "QUEUE" }] }\n',
        'import os\n\nA = os.environ["REDISCLOUD_URL"]\nB = os.environ["QUEUE_URL"]\nC = os.environ.get("C") or "x"\n',
      ),
      project('{ "name": "site", "addons": ["heroku-postgresql"] }\n'),
      // Without it the settings load, with DEBUG on.
      project('{ "env": {} }\n', 'import os\n\nDEBUG = os.environ.get("DEBUG", "1") == "1"\n'),
    ],
  },

  check(context) {
    const { heroku, appJson } = context.project.deployment;
    if (!heroku || appJson === undefined || !listsVariables(appJson))
      return notApplicable("no app.json lists the config vars of new apps") as Verdict;
    const { missing, unclear } = missingVariables(context);
    if (missing.length === 0) return unclear === undefined ? { state: "satisfied" } : undecided(unclear);
    const names = namesOf(missing);
    return {
      state: "violated",
      message: `The settings do not load without ${names}, which app.json does not set. Unless ${missing.length > 1 ? "they are" : "it is"} set elsewhere, such as in the pipeline's config vars for review apps, an app that is created from app.json does not start.`,
      at: placeIn(appJson),
    };
  },

  fixes: [
    {
      title: "Add what is missing to app.json",
      safety: "review",
      preferred: true,
      edits(context) {
        const { appJson } = context.project.deployment;
        const edits = appJson && additions(context, appJson);
        return edits && [editOf(appJson.path, ...edits)];
      },
    },
  ],
});

/** Without `env` the variables of new apps are kept somewhere else. */
function listsVariables({ keys }: AppJson): boolean {
  return keys.includes("env");
}

/** What apps on Heroku usually have without app.json: a database, and what tells them where they run. */
const USUALLY_SET =
  /^(?:DATABASE_URL|(?:(?:IS|ON|IN|RUNNING_ON)_)?PROD(?:UCTION)?|(?:IS|ON|IN|RUNNING_ON)_HEROKU)$/;

interface Missing {
  readonly missing: readonly string[];
  /** Why it is not known of another variable whether it is needed. */
  readonly unclear: string | undefined;
}

function missingVariables({ project: { deployment }, settings }: RuleContext): Missing {
  const { appJson, herokuYml, procfile } = deployment;
  const web = procfile?.processes.find(({ name }) => name === "web");
  const given = new Set([
    ...(appJson?.env ?? []).map(({ name }) => name),
    ...(herokuYml?.setup.config ?? []).map(({ name }) => name),
    ...(web?.shell.commands ?? []).flatMap(({ assignments }) => assignments.map(({ name }) => name)),
  ]);
  const addons = [
    ...(appJson?.addons ?? []),
    ...(herokuYml?.setup.addons ?? []).map(({ plan }) => ({ plan, as: undefined })),
  ];
  // The image may bring variables of its own.
  if (deployment.target !== "classic" && deployment.target !== "cnb")
    return { missing: [], unclear: "the image may set variables" };
  const open = settings.variables.filter(
    (name) =>
      !given.has(name) &&
      !isSetByHeroku(name) &&
      !USUALLY_SET.test(name) &&
      !addons.some((addon) => setsVariable(addon, name)),
  );
  let unclear: string | undefined;
  const missing = open.filter((name) => {
    const judgement = judgeNeed(settings, name);
    if (judgement.state === "undecided") unclear ??= judgement.reason;
    return judgement.state === "violated" && judgement.when === undefined;
  });
  return { missing, unclear };
}

function namesOf(names: readonly string[]): string {
  return listed(names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} other config vars`] : names);
}

/** The key `env`, or the start of the file. */
function placeIn({ path, root }: AppJson): Location {
  const key = root?.members.find(({ name }) => name === "env")?.key ?? { start: 0, end: 1 };
  return { file: path, start: key.start, end: key.end };
}

function additions(context: RuleContext, { path, root }: AppJson): readonly TextEdit[] | undefined {
  const document = context.snapshot.file(path);
  if (document === undefined) return undefined;
  const { missing } = missingVariables(context);
  const plans = missing.flatMap((name) => ADDONS.get(name)?.plan ?? []);
  const [plan] = plans;
  if (plan !== undefined && missing.length === 1) return addAddon(context, path, plan);
  const listed = (member(root, "addons")?.items.length ?? 0) > 0;
  const added = plans.map((each): JsonChange => (listed ? [["addons", 0], each] : [["addons"], [each]]));
  const variables = missing
    .filter((name) => !ADDONS.has(name))
    .map(
      (name): JsonChange => [
        ["env", name],
        /^(?:DJANGO_)?SECRET_KEY$/.test(name) ? { generator: "secret" } : { required: true },
      ],
    );
  return setJson(document, ...added, ...variables);
}
