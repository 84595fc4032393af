import type { JSONPath } from "jsonc-parser";
import type { TextEdit } from "../../edits/edit";
import { setJson } from "../../edits/json";
import { type AppJsonVariable, scopesOf } from "../../files/appJson";
import { basename } from "../../paths";
import type { Location } from "../../syntax/text";
import { editOf, NOT_ON_HEROKU } from "../commands";
import { credentialKind } from "../credentials";
import { exampleProject } from "../exampleProject";
import { manifestValue } from "../manifests";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { INSECURE_PREFIX, isWeak } from "../secretKey";

const PROCFILE = "web: gunicorn mysite.wsgi --workers $WEB_CONCURRENCY\n";
const KEY = "k7Wq9zPm2RtLx83nVbQe5YcHs6UaJdFg0TiKoMw4PrZ1XyB3vN8e";
const project = (env: string) => ({
  ...exampleProject,
  Procfile: PROCFILE,
  "app.json": `{\n  "env": {\n    ${env}\n  }\n}\n`,
});

export default defineRule({
  id: "manifest-secret-literal",
  group: "heroku",
  severity: "error",
  summary: "app.json or heroku.yml contains a secret",
  docs: {
    why: "app.json and heroku.yml are in the repository, so what they contain is in every clone and in the history, and every app that is created from them gets the same secret.",
    how: 'Let Heroku make up a value for each app, `"generator": "secret"`, or write `"required": true` and set the config var on the app. Then change the secret: the old one stays in the history.',
    references: [
      "https://devcenter.heroku.com/articles/app-json-schema#env",
      "https://devcenter.heroku.com/articles/config-vars",
    ],
  },
  examples: {
    bad: [
      {
        code: project(`"DJANGO_SECRET_KEY": "${KEY}"`),
        fixed: project('"DJANGO_SECRET_KEY": { "generator": "secret" }'),
      },
      {
        code: project(
          '"EMAIL_HOST_PASSWORD": { "description": "Mailgun", "value": "k7Wq9-zPm2Rt", "required": true }',
        ),
        fixed: project('"EMAIL_HOST_PASSWORD": { "description": "Mailgun", "required": true }'),
      },
      {
        code: {
          ...exampleProject,
          "heroku.yml":
            "setup:\n  config:\n    STRIPE_API_KEY: sk_live_51Hk3LmQx8ZtVw2YbNcRd7Fa\nbuild:\n  docker:\n    web: Dockerfile\n",
        },
      },
    ],
    good: [
      project('"SECRET_KEY": { "generator": "secret" }, "API_TOKEN": { "required": true }'),
      project('"EMAIL_HOST_PASSWORD": { "value": "$MAIL_PASSWORD" }, "API_KEY": "change-me"'),
      project(`"RECAPTCHA_SITE_KEY": "${KEY.slice(0, 40)}"`),
    ],
  },

  check(context) {
    if (!context.project.deployment.heroku) return NOT_ON_HEROKU;
    const found = secretsOf(context);
    if (found.length === 0) return { state: "satisfied" };
    return found.map(
      ({ name, kind, at }): Verdict => ({
        state: "violated",
        message: `The value of ${name} in ${basename(at.file)} is ${kind}: everyone who can read the repository has it, and every app that is created from this file gets the same one.`,
        at,
      }),
    );
  },

  fixes: [
    {
      title: (context, { at }) =>
        isKey(secretsOf(context).find((each) => each.at.start === at.start)?.name ?? "")
          ? "Let Heroku make up a value for each app"
          : "Ask for the value when an app is created",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const secret = secretsOf(context).find((each) => each.at.start === at.start);
        const edits = secret?.entry && withoutValue(context, secret.entry, secret.environment);
        return edits && [editOf(at.file, ...edits)];
      },
    },
  ],
});

interface Secret {
  readonly name: string;
  /** "a password" */
  readonly kind: string;
  readonly at: Location;
  /** In app.json. */
  readonly entry?: AppJsonVariable;
  readonly environment?: string;
}

function secretsOf(context: RuleContext): Secret[] {
  const { appJson, herokuYml } = context.project.deployment;
  // Tests need values of no worth.
  const scopes = scopesOf(appJson).filter(({ environment }) => environment !== "test");
  const inAppJson = scopes.flatMap(({ env, environment }) =>
    env.flatMap((entry): Secret[] => {
      const { name, value = "", valueRange } = entry;
      const kind = kindOf(context, name, value);
      if (kind === undefined || valueRange === undefined) return [];
      return [{ name, kind, at: { file: appJson!.path, ...valueRange }, entry, environment }];
    }),
  );
  const inHerokuYml = (herokuYml?.setup.config ?? []).flatMap(({ name, value, range }): Secret[] => {
    const kind = kindOf(context, name, value);
    return kind === undefined ? [] : [{ name, kind, at: { file: herokuYml!.path, ...range } }];
  });
  return [...inAppJson, ...inHerokuYml];
}

function kindOf(context: RuleContext, name: string, value: string): string | undefined {
  // A weak key has a rule of its own, which says more.
  const own = isKey(name) || isReadAsKey(context, name);
  if (own) return isWeak(value) || value.startsWith(INSECURE_PREFIX) ? undefined : "the secret key";
  return credentialKind(name, value);
}

function isKey(name: string): boolean {
  return /^(?:DJANGO_)?SECRET_KEY$/.test(name);
}

/** Whether SECRET_KEY is what a manifest says of a variable. */
function isReadAsKey(context: RuleContext, name: string): boolean {
  if (!/KEY|SECRET/.test(name)) return false;
  const key = context.settings.value("SECRET_KEY");
  return key.kind === "str" && manifestValue(context, key.at)?.variable === name;
}

/** The edits that take a value out of app.json and say where it comes from instead. */
function withoutValue(
  { project, snapshot }: RuleContext,
  { name, range, valueRange, generator, required }: AppJsonVariable,
  environment: string | undefined,
): readonly TextEdit[] | undefined {
  const { appJson } = project.deployment;
  const document = appJson && snapshot.file(appJson.path);
  if (document === undefined || valueRange === undefined) return undefined;
  const path: JSONPath = [...(environment === undefined ? [] : ["environments", environment]), "env", name];
  const source = isKey(name) ? '"generator": "secret"' : '"required": true';
  if (valueRange.start === range.start) return [{ ...range, text: `{ ${source} }` }];
  const text = document.text.slice(range.start, range.end);
  if (generator !== undefined || !required || text.includes('"required"'))
    return isKey(name) && generator === undefined
      ? undefined
      : setJson(document, [[...path, "value"], undefined]);
  const key = document.text.lastIndexOf('"value"', valueRange.start);
  return key < range.start ? undefined : [{ start: key, end: valueRange.end, text: source }];
}
