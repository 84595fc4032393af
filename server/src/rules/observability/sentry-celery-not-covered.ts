import { join } from "../../paths";
import type { SourceDocument } from "../../syntax/document";
import { absoluteStatements } from "../../syntax/python/find";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext } from "../rule";
import { mentionsSentry, SENTRY_CALL, sentryStart } from "../sentry";
import { notApplicable, satisfied, undecided } from "../verdicts";

const WSGI = [
  "import os",
  "",
  "import sentry_sdk",
  "from django.core.wsgi import get_wsgi_application",
  "",
  'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")',
  'sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])',
  "application = get_wsgi_application()",
  "",
].join("\n");

const CELERY = 'from celery import Celery\n\napp = Celery("mysite")\n';

const PROJECT = {
  ...exampleProject,
  "mysite/__init__.py": "",
  "mysite/wsgi.py": WSGI,
  "mysite/celery.py": CELERY,
  Procfile: "web: gunicorn mysite.wsgi\nworker: celery -A mysite worker\n",
};

export default defineRule({
  id: "sentry-celery-not-covered",
  group: "observability",
  severity: "info",
  summary: "Sentry is started only in the web process",
  docs: {
    why:
      "`wsgi.py` and `asgi.py` belong to the web process. Celery's workers, the release command and everything that runs " +
      "by `manage.py` load the settings, but never these files: what fails there is not reported.",
    how: "Call `sentry_sdk.init()` in the settings module, which every process loads.",
    references: [
      "https://docs.sentry.io/platforms/python/integrations/django/",
      "https://docs.sentry.io/platforms/python/integrations/celery/",
    ],
  },
  examples: {
    bad: [{ code: PROJECT }],
    good: [
      {
        ...PROJECT,
        "mysite/settings.py":
          'import os\nimport sentry_sdk\n\nsentry_sdk.init(dsn=os.environ["SENTRY_DSN"])\nROOT_URLCONF = "mysite.urls"\n',
      },
      {
        ...PROJECT,
        "mysite/celery.py":
          'import sentry_sdk\nfrom celery import Celery\n\nsentry_sdk.init()\napp = Celery("mysite")\n',
      },
      { ...PROJECT, "mysite/celery.py": `from .tracking import start\n\n${CELERY}start()\n` },
      { ...PROJECT, Procfile: "web: gunicorn mysite.wsgi\n" },
    ],
  },
  check(context) {
    const { project, settings, snapshot } = context;
    const servers = [...project.wsgi, ...project.asgi].flatMap(({ path }) => snapshot.file(path) ?? []);
    const [at] = servers.flatMap((file) => sentryStart(file) ?? []);
    if (at === undefined) return notApplicable("no wsgi.py or asgi.py starts Sentry");
    const workers = (project.deployment.procfile?.processes ?? []).filter(({ command }) =>
      /(?:^|\s)celery\s/.test(command),
    );
    const [worker] = workers;
    if (worker === undefined) return notApplicable("the Procfile starts no Celery worker");
    const call = settings.value(SENTRY_CALL);
    const modules = [project.settings.module, ...project.settings.candidates];
    const loaded = modules.flatMap((module) => (module && snapshot.file(module.path)) ?? []);
    if (call.kind !== "none" || loaded.some(mentionsSentry)) return satisfied("the settings start Sentry");
    const files = celeryFiles(context, worker.command);
    if (files.length === 0) return undecided("the module of the Celery app is not known");
    if (files.some((file) => mentionsSentry(file) || importsOther(file)))
      return undecided("the Celery app, or what it imports, may start Sentry");
    return {
      state: "violated",
      at,
      message: `Sentry is started in ${at.file}, not in the settings, and the Procfile's process "${worker.name}" never loads that file: errors in Celery tasks are not reported.`,
    };
  },
});

/** The files that `celery -A name` loads first. */
function celeryFiles({ project, snapshot }: RuleContext, command: string): readonly SourceDocument[] {
  const name = /\s(?:-A|--app)[\s=]+([\w.]+)/.exec(command)?.[1];
  if (name === undefined) return [];
  const path = join(project.root, name.replaceAll(".", "/"));
  const files = [`${path}.py`, `${path}/__init__.py`, `${path}/celery.py`];
  return files.flatMap((file) => snapshot.file(file) ?? []);
}

/** Whether a module imports others of the project, besides its Celery app. */
function importsOther(document: SourceDocument): boolean {
  const isKnown = (module: string) =>
    /^(?:celery|django|environ|kombu|logging|os|sys|__future__)\b/.test(module);
  return absoluteStatements(document.python()).some((each) => {
    if (each.type === "Import") return !each.names.every(({ name }) => isKnown(name));
    return each.type === "ImportFrom" && !isKnown(each.module);
  });
}
