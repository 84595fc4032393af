import { migrateWords, NO_WEB_PROCESS, webProcesses } from "../commands";
import { exampleProject } from "../exampleProject";
import { addToRelease } from "../releasePhase";
import { defineRule, type RuleContext } from "../rule";
import {
  certainCommands,
  commandAt,
  manageCalls,
  merged,
  nameOf,
  removeCommand,
  type StartedManageCall,
  verdictsOnCommands,
} from "../startedCommands";

const HEROKU_YML = "build:\n  docker:\n    web: Dockerfile\n";

export default defineRule({
  id: "migrate-in-web",
  group: "process",
  severity: "warning",
  summary: "The web process migrates the database when it starts",
  docs: {
    why: "Each dyno starts by itself, also when Heroku restarts it once a day, so several may migrate the same database at the same time. A migration that takes longer than a minute ends with R10 (boot timeout) and starts anew, and one that fails takes the site down instead of stopping the deploy.",
    how: "Run `migrate` in the release phase: `release: python manage.py migrate --noinput` in the Procfile, or a `release` section in heroku.yml. It runs once for each release, and where it fails the old version stays up.",
    references: [
      "https://devcenter.heroku.com/articles/release-phase",
      "https://devcenter.heroku.com/articles/error-codes#r10-boot-timeout",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...exampleProject, Procfile: "web: python manage.py migrate && gunicorn mysite.wsgi\n" },
        fixed: {
          ...exampleProject,
          Procfile: "web: gunicorn mysite.wsgi\nrelease: python manage.py migrate --noinput\n",
        },
      },
      {
        code: {
          ...exampleProject,
          Procfile: "release: python manage.py migrate\nweb: bin/start.sh\n",
          "bin/start.sh":
            "#!/bin/bash\nset -e\npython manage.py migrate --noinput  # first\nexec gunicorn mysite.wsgi\n",
        },
        fixed: {
          ...exampleProject,
          Procfile: "release: python manage.py migrate\nweb: bin/start.sh\n",
          "bin/start.sh": "#!/bin/bash\nset -e\nexec gunicorn mysite.wsgi\n",
        },
      },
      {
        code: {
          ...exampleProject,
          "heroku.yml": `${HEROKU_YML}run:\n  web: python manage.py migrate && gunicorn mysite.wsgi\n`,
          Dockerfile: "FROM python:3.13\nWORKDIR /app\nCOPY . .\n",
        },
        fixed: {
          ...exampleProject,
          "heroku.yml": `${HEROKU_YML}run:\n  web: gunicorn mysite.wsgi\nrelease:\n  image: web\n  command:\n    - python manage.py migrate --noinput\n`,
          Dockerfile: "FROM python:3.13\nWORKDIR /app\nCOPY . .\n",
        },
      },
    ],
    good: [
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\nrelease: python manage.py migrate\n" },
      { ...exampleProject, Procfile: "web: python manage.py migrate --check && gunicorn mysite.wsgi\n" },
      {
        ...exampleProject,
        Procfile: "web: sh bin/start.sh\n",
        "bin/start.sh":
          '[ "$MIGRATE" = 1 ] && true\nif [ "$MIGRATE" = 1 ]; then python manage.py migrate; fi\nexec gunicorn mysite.wsgi\n',
      },
    ],
  },

  check(context) {
    if (webProcesses(context).length === 0) return NO_WEB_PROCESS;
    return verdictsOnCommands(migrations(context, "web"), (started) => ({
      message: `${nameOf(started)} runs \`migrate\` whenever a dyno starts. Dynos that start together migrate at the same time, and a migration that takes longer than 60 seconds is stopped with R10 (boot timeout).`,
    }));
  },

  fixes: [
    {
      title: "Run `migrate` in the release phase instead",
      safety: "review",
      preferred: true,
      edits(context, finding) {
        const started = commandAt(migrations(context, "web"), finding);
        const removed = started && removeCommand(context, started);
        if (removed === undefined) return undefined;
        if (migrations(context, "release").length > 0) return [removed];
        const words = migrateWords(context.project);
        const added = words && addToRelease(context, words.join(" "));
        return added && merged([removed, ...added]);
      },
    },
  ],
});

function migrations(context: RuleContext, process: string): readonly StartedManageCall[] {
  return manageCalls(certainCommands(context, [process])).filter(
    ({ call }) =>
      /^migrate(_schemas)?$/.test(call.command) &&
      !call.args.some(({ text }) => text === "--check" || text === "--plan"),
  );
}
