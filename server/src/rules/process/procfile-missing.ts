import { join } from "../../paths";
import { migrateWords, webCommand } from "../../project/startCommands";
import type { Location } from "../../syntax/text";
import { NOT_ON_HEROKU, withPackages } from "../commands";
import { exampleProject } from "../exampleProject";
import { hasNodeStart } from "../nodeStart";
import { defineRule, type RuleContext } from "../rule";

const FILES = {
  ...exampleProject,
  "mysite/settings.py":
    'ROOT_URLCONF = "mysite.urls"\nDATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}\n',
  "requirements.txt": "Django==5.2\npsycopg\n",
};

export default defineRule({
  id: "procfile-missing",
  group: "process",
  severity: "warning",
  summary: "There is no Procfile, so no web process starts",
  docs: {
    why: "Heroku's Python buildpack defines no process by itself. Without a Procfile the deploy succeeds, and then the router answers each request with H14 (no web processes running).",
    how: "Add a Procfile with a line such as `web: gunicorn mysite.wsgi`, and one that runs the migrations: `release: python manage.py migrate --noinput`.",
    references: [
      "https://devcenter.heroku.com/articles/procfile",
      "https://devcenter.heroku.com/articles/error-codes#h14-no-web-dynos-running",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...FILES, "app.json": '{"name": "site", "addons": ["heroku-postgresql"]}\n' },
        fixed: {
          ...FILES,
          "app.json": '{"name": "site", "addons": ["heroku-postgresql"]}\n',
          "requirements.txt": "Django==5.2\ngunicorn\npsycopg\n",
          Procfile: "release: python manage.py migrate --noinput\nweb: gunicorn mysite.wsgi\n",
        },
      },
      { code: { ...FILES, "project.toml": '[[io.buildpacks.group]]\nuri = "heroku/python"\n' } },
    ],
    good: [
      { ...FILES, "app.json": '{"addons": ["heroku-postgresql"]}\n', Procfile: "web: $START\n" },
      { ...FILES, "app.json": '{"addons": ["heroku-postgresql"], "env": {"PROCFILE": "deploy/Procfile"}}\n' },
      FILES,
    ],
  },

  check(context) {
    const { project, settings } = context;
    const { target, procfile, herokuYml, misnamedProcfile, appJson, dockerfile } = project.deployment;
    if (target !== "classic" && target !== "cnb") return NOT_ON_HEROKU;
    if (procfile !== undefined || herokuYml?.run !== undefined) return { state: "satisfied" };
    if (misnamedProcfile !== undefined)
      return { state: "not-applicable", reason: `${misnamedProcfile} is meant as the Procfile` };
    if (project.wsgi.length + project.asgi.length === 0 || !settings.defines("ROOT_URLCONF"))
      return { state: "not-applicable", reason: "the project serves no pages" };
    if (dockerfile !== undefined)
      return { state: "undecided", reason: `the image of ${dockerfile.path} may be what is deployed` };
    if (hasNodeStart(context))
      return { state: "undecided", reason: "package.json has a start script, which may be the web process" };
    const other = appJson?.buildpacks.find(
      ({ url }) => !/^(?:https:.*)?heroku\/(?:heroku-buildpack-)?\w+/.test(url),
    );
    if (other !== undefined) return { state: "undecided", reason: `${other.url} may define a process` };
    if (appJson?.env.some(({ name }) => name === "PROCFILE"))
      return { state: "undecided", reason: "app.json names the Procfile in a variable" };
    const { at, sure } = placeOf(context);
    return {
      state: "violated",
      severity: sure ? "warning" : "info",
      message:
        "The project deploys to Heroku but has no Procfile, and Heroku's Python buildpack starts nothing by itself: every request fails with H14 (no web processes running).",
      at,
    };
  },

  fixes: [
    {
      title: "Create a Procfile that starts the project",
      safety: "review",
      preferred: true,
      edits(context) {
        const { project, settings } = context;
        const { root } = project.deployment;
        const web = webCommand(project, root);
        if (web === undefined) return undefined;
        const migrate = settings.defines("DATABASES") ? migrateWords(project) : undefined;
        const lines = [
          ...(migrate === undefined ? [] : [`release: ${migrate.join(" ")}`]),
          `web: ${web.words.join(" ")}`,
        ];
        return withPackages(context, web.packages, [
          { kind: "create", path: join(root, "Procfile"), text: `${lines.join("\n")}\n` },
        ]);
      },
    },
  ],
});

/** The file that says Heroku, and whether it is one that is there for Heroku alone. */
function placeOf(context: RuleContext): { readonly at: Location; readonly sure: boolean } {
  const { settings } = context;
  const file = herokuFile(context);
  if (file !== undefined) return { at: { file, start: 0, end: 0 }, sure: true };
  return { at: settings.location("ROOT_URLCONF"), sure: false };
}

function herokuFile({ project: { deployment }, snapshot }: RuleContext): string | undefined {
  const { appJson, herokuYml, runtimeTxt, target, root } = deployment;
  const file = appJson?.path ?? herokuYml?.path ?? runtimeTxt?.path;
  if (file !== undefined || target !== "cnb") return file;
  // Others build with project.toml, too.
  const path = join(root, "project.toml");
  return snapshot.file(path)?.text.includes("heroku") ? path : undefined;
}
