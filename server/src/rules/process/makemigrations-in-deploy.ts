import { NOT_ON_HEROKU } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext } from "../rule";
import {
  certainCommands,
  DEPLOYED,
  manageCalls,
  nameOf,
  removalFix,
  type StartedManageCall,
  verdictsOnCommands,
} from "../startedCommands";

export default defineRule({
  id: "makemigrations-in-deploy",
  group: "process",
  severity: "error",
  summary: "A deploy writes new migrations",
  docs: {
    why: "The files that `makemigrations` writes on a dyno are gone when it stops, but the database remembers that they ran. The next deploy makes up others under the same names, or finds that tables exist already, and the database drifts away from every repository.",
    how: "Run `makemigrations` where you develop and commit what it writes. A deploy runs `migrate` alone; `makemigrations --check` in the tests finds what was forgotten.",
    references: [
      "https://docs.djangoproject.com/en/stable/topics/migrations/#version-control",
      "https://devcenter.heroku.com/articles/release-phase",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          ...exampleProject,
          Procfile:
            "web: gunicorn mysite.wsgi\nrelease: python manage.py makemigrations && python manage.py migrate\n",
        },
        fixed: {
          ...exampleProject,
          Procfile: "web: gunicorn mysite.wsgi\nrelease: python manage.py migrate\n",
        },
      },
      {
        code: {
          ...exampleProject,
          Procfile: "web: gunicorn mysite.wsgi\nrelease: ./release.sh\n",
          "release.sh": "python manage.py makemigrations blog --noinput\npython manage.py migrate\n",
        },
        fixed: {
          ...exampleProject,
          Procfile: "web: gunicorn mysite.wsgi\nrelease: ./release.sh\n",
          "release.sh": "python manage.py migrate\n",
        },
      },
      {
        code: {
          ...exampleProject,
          "heroku.yml":
            "build:\n  docker:\n    web: Dockerfile\nrelease:\n  image: web\n  command:\n    - python manage.py makemigrations\n    - python manage.py migrate\nrun:\n  web: gunicorn mysite.wsgi\n",
          Dockerfile: "FROM python:3.13\nCOPY . .\n",
        },
        fixed: {
          ...exampleProject,
          "heroku.yml":
            "build:\n  docker:\n    web: Dockerfile\nrelease:\n  image: web\n  command:\n    - python manage.py migrate\nrun:\n  web: gunicorn mysite.wsgi\n",
          Dockerfile: "FROM python:3.13\nCOPY . .\n",
        },
      },
    ],
    good: [
      {
        ...exampleProject,
        Procfile:
          "web: gunicorn mysite.wsgi\nrelease: python manage.py makemigrations --check && python manage.py migrate\n",
      },
      {
        ...exampleProject,
        Procfile: "web: gunicorn mysite.wsgi\nrelease: python manage.py $RELEASE_COMMAND\n",
      },
    ],
  },

  check(context) {
    if (!context.project.deployment.heroku) return NOT_ON_HEROKU;
    return verdictsOnCommands(writers(context), (started) => ({
      message: `${nameOf(started)} runs \`makemigrations\`. The files that it writes are lost with the dyno, but the database remembers which of them ran, so later deploys write other migrations, which can fail.`,
    }));
  },

  fixes: [removalFix("Take out `makemigrations`", writers)],
});

function writers(context: RuleContext): readonly StartedManageCall[] {
  return manageCalls(certainCommands(context, DEPLOYED)).filter(
    ({ call }) =>
      call.command === "makemigrations" &&
      !call.args.some(({ text }) => text === "--check" || text === "--dry-run"),
  );
}
