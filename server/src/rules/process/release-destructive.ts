import { NOT_ON_HEROKU } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Severity } from "../rule";
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
  id: "release-destructive",
  group: "process",
  severity: "error",
  summary: "A process deletes or overwrites data each time it starts",
  docs: {
    why: "The release phase runs for every deploy, every changed config var and every rollback, and other processes start at least once a day. A command that was meant to run once, such as `flush`, then deletes what people have entered since.",
    how: "Take the command out of the process. Where it is needed once, run it by hand: `heroku run python manage.py flush`. Data that every installation has belongs in a migration.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/django-admin/#flush",
      "https://devcenter.heroku.com/articles/release-phase",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          ...exampleProject,
          Procfile:
            "web: gunicorn mysite.wsgi\nrelease: python manage.py flush --noinput && python manage.py migrate\n",
        },
        fixed: {
          ...exampleProject,
          Procfile: "web: gunicorn mysite.wsgi\nrelease: python manage.py migrate\n",
        },
      },
      {
        code: {
          ...exampleProject,
          Procfile:
            "web: gunicorn mysite.wsgi\nrelease: python manage.py migrate blog zero; python manage.py migrate\n",
        },
        fixed: {
          ...exampleProject,
          Procfile: "web: gunicorn mysite.wsgi\nrelease: python manage.py migrate\n",
        },
      },
      {
        code: {
          ...exampleProject,
          Procfile:
            "web: gunicorn mysite.wsgi\nrelease: python manage.py migrate && python manage.py loaddata pages\n",
        },
        fixed: {
          ...exampleProject,
          Procfile: "web: gunicorn mysite.wsgi\nrelease: python manage.py migrate\n",
        },
      },
    ],
    good: [
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\nrelease: python manage.py migrate blog\n" },
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\nreset: python manage.py flush --noinput\n" },
      {
        ...exampleProject,
        Procfile: "web: gunicorn mysite.wsgi\nrelease: bash release.sh\n",
        "release.sh": 'if [ -n "$REVIEW_APP" ]; then python manage.py flush --noinput; fi\n',
      },
    ],
  },

  check(context) {
    if (!context.project.deployment.heroku) return NOT_ON_HEROKU;
    return verdictsOnCommands(destructive(context), (started) => ({
      severity: effectOf(started)!.severity,
      message: `${nameOf(started)} runs \`${started.call.command}\` each time it starts, ${effectOf(started)!.effect}`,
    }));
  },

  fixes: [removalFix("Take the command out", destructive)],
});

function destructive(context: RuleContext): readonly StartedManageCall[] {
  return manageCalls(certainCommands(context, DEPLOYED)).filter((started) => effectOf(started) !== undefined);
}

/** What a command does to the data; undefined if nothing bad is known. */
function effectOf({ call }: StartedManageCall): { effect: string; severity: Severity } | undefined {
  const words = call.args.map(({ text }) => text);
  const quiet = words.some((word) => word === "--noinput" || word === "--no-input");
  const severity = "error";
  switch (call.command) {
    case "flush":
    case "reset_db": {
      const what =
        call.command === "flush"
          ? "which deletes all rows of all tables."
          : "which drops the whole database.";
      const unanswered = "which asks before it deletes all data; nobody is there to answer, so it fails.";
      return { severity, effect: quiet ? what : unanswered };
    }
    case "migrate": {
      const [app, target] = words.filter((word) => !word.startsWith("-"));
      if (target !== "zero") return undefined;
      return {
        severity,
        effect: `which undoes all migrations of ${app} and drops its tables with their rows.`,
      };
    }
    case "loaddata":
      return {
        severity: "info",
        effect: "which overwrites changes that were made since to the rows of the fixture.",
      };
    default:
      return undefined;
  }
}
