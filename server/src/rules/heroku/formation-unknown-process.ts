import { scopesOf } from "../../files/appJson";
import { nearest } from "../../nearest";
import { editOf, NOT_ON_HEROKU } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type Finding, type RuleContext, type Verdict } from "../rule";

const project = (types: string, procfile: string) => ({
  ...exampleProject,
  Procfile: procfile,
  "app.json": `{\n  "formation": { ${types} }\n}\n`,
});

export default defineRule({
  id: "formation-unknown-process",
  group: "heroku",
  severity: "warning",
  summary: "app.json starts dynos for a process that does not exist",
  docs: {
    why: "After the first deploy of a new app Heroku starts the dynos that `formation` lists. A process type that neither the Procfile nor heroku.yml has ends this step with “Couldn't find that process type”, and the dynos listed with it do not get their size and number.",
    how: "Name the process types as the Procfile does, or add the process there.",
    references: [
      "https://devcenter.heroku.com/articles/app-json-schema#formation",
      "https://devcenter.heroku.com/articles/procfile",
    ],
  },
  examples: {
    bad: [
      {
        code: project(
          '"worker": { "quantity": 1 }',
          "web: gunicorn mysite.wsgi\ncelery: celery -A mysite worker\n",
        ),
      },
      {
        code: project(
          '"workers": { "quantity": 1 }',
          "web: gunicorn mysite.wsgi\nworker: celery -A mysite worker\n",
        ),
        fixed: project(
          '"worker": { "quantity": 1 }',
          "web: gunicorn mysite.wsgi\nworker: celery -A mysite worker\n",
        ),
      },
    ],
    good: [
      project('"web": { "quantity": 1 }', "web: gunicorn mysite.wsgi --workers $WEB_CONCURRENCY\n"),
      project('"worker": { "quantity": 0 }', "web: gunicorn mysite.wsgi\n"),
      // That there is no web process says it.
      project('"web": { "quantity": 1 }', "Web: gunicorn mysite.wsgi\n"),
    ],
  },

  check(context) {
    const { deployment } = context.project;
    if (!deployment.heroku) return NOT_ON_HEROKU;
    const wanted = scopesOf(deployment.appJson).flatMap(({ formation }) => formation);
    if (wanted.length === 0) return { state: "not-applicable", reason: "app.json lists no dynos" };
    const known = processTypes(context);
    if (known === undefined) return { state: "undecided", reason: "not all process types are known" };
    const missing = wanted.filter(
      ({ process, quantity }) => quantity !== 0 && !known.names.includes(process),
    );
    if (missing.length === 0) return { state: "satisfied" };
    return missing.map(
      ({ process, processRange }): Verdict => ({
        state: "violated",
        message: `app.json starts dynos for \`${process}\`, but ${known.file} has no such process, so Heroku cannot finish setting up a new app.`,
        at: { file: deployment.appJson!.path, ...processRange },
        coveredBy: OTHERS_FINDINGS[process],
      }),
    );
  },

  fixes: [
    {
      title: (context, finding) => `Rename to \`${meant(context, finding)}\``,
      safety: "review",
      preferred: true,
      edits(context, finding) {
        const text = meant(context, finding);
        const { file, start, end } = finding.at;
        return text === undefined ? undefined : [editOf(file, { start: start + 1, end: end - 1, text })];
      },
    },
  ],
});

/** Processes whose absence is the finding of another rule. */
const OTHERS_FINDINGS: Readonly<Record<string, string>> = {
  web: "procfile-no-web",
  worker: "worker-process-missing",
};

interface ProcessTypes {
  readonly names: readonly string[];
  readonly file: string;
}

/** The process types of a new app; undefined where a Dockerfile or a buildpack may bring others. */
function processTypes({ project: { deployment } }: RuleContext): ProcessTypes | undefined {
  const { target, procfile, herokuYml } = deployment;
  if (target === "container") {
    if (herokuYml?.run === undefined || herokuYml.problems.length > 0) return undefined;
    const names = [...herokuYml.run, ...herokuYml.build.docker].map(({ name }) => name);
    return { names, file: "heroku.yml" };
  }
  if (target !== "classic" || procfile === undefined || procfile.badLines.length > 0) return undefined;
  return { names: procfile.processes.map(({ name }) => name), file: "the Procfile" };
}

/** The process that was meant, if app.json does not list it already. */
function meant(context: RuleContext, { at }: Finding): string | undefined {
  const { names = [] } = processTypes(context) ?? {};
  const scope = scopesOf(context.project.deployment.appJson).find(({ formation }) =>
    formation.some(({ processRange }) => processRange.start === at.start),
  );
  const listed = (scope?.formation ?? []).find(({ processRange }) => processRange.start === at.start);
  const found = listed && nearest(listed.process, names, 2);
  return scope?.formation.some(({ process }) => process === found) ? undefined : found;
}
