import { join } from "../../paths";
import { entry, type Plain } from "../../settings/plain";
import type { Location } from "../../syntax/text";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable, satisfied, undecided, verdictOn } from "../verdicts";
import { isAtLeast } from "../versions";

const IMMEDIATE = "django.tasks.backends.immediate.ImmediateBackend";
const DUMMY = "django.tasks.backends.dummy.DummyBackend";

export default defineRule({
  id: "tasks-immediate-backend",
  group: "upgrade",
  severity: "warning",
  summary: "Background tasks run inside the request, or not at all",
  docs: {
    why:
      "Django brings two backends for tasks, both for development and tests. ImmediateBackend, the default, runs a task " +
      "inside the request that starts it, so visitors wait and Heroku's router gives up after 30 seconds; " +
      "DummyBackend never runs it at all.",
    how:
      "Install a backend with a worker, such as the database backend of django-tasks-db, name it in TASKS, and run " +
      "its worker as a process of the Procfile.",
    references: [
      "https://docs.djangoproject.com/en/stable/topics/tasks/",
      "https://docs.djangoproject.com/en/stable/ref/settings/#tasks",
      "https://devcenter.heroku.com/articles/background-jobs-queueing",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "requirements.txt": "Django==6.0\ngunicorn\n",
          "shop/tasks.py":
            "from django.tasks import task\n\n\n@task\ndef send_invoice(order):\n    print(order)\n",
          "mysite/settings.py": 'INSTALLED_APPS = ["shop"]\n',
        },
      },
      {
        code: {
          "requirements.txt": "Django==6.0\ngunicorn\n",
          "mysite/settings.py":
            'TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}\n',
        },
      },
    ],
    good: [
      {
        "requirements.txt": "Django==6.0\ngunicorn\ndjango-tasks-db\n",
        "shop/tasks.py":
          "from django.tasks import task\n\n\n@task\ndef send_invoice(order):\n    print(order)\n",
        "mysite/settings.py":
          'INSTALLED_APPS = ["shop"]\nTASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}\n',
      },
      {
        "requirements.txt": "Django==6.0\ngunicorn\n",
        "shop/tasks.py": "from celery import shared_task\n",
        "mysite/settings.py": 'INSTALLED_APPS = ["shop"]\n',
      },
      {
        "requirements.txt": "Django==6.0\ngunicorn\n",
        "shop/tasks.py": "from django.tasks import task\n",
        "mysite/settings.py":
          'import os\n\nINSTALLED_APPS = ["shop"]\nTASKS = {"default": {"BACKEND": os.environ["TASKS_BACKEND"]}}\n',
      },
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!isAtLeast(project, "6.0")) return notApplicable("this version of Django has no tasks");
    if (!settings.defines("TASKS") && settings.open !== undefined) return undecided(settings.open);
    const usage = usageOf(context);
    const judgement = settings.judge(["TASKS"], (tasks) => {
      const backend = settings.defines("TASKS") ? backendOf(tasks) : IMMEDIATE;
      if (backend === undefined) return undecided("the backend of the tasks is not known");
      if (backend === DUMMY) {
        const message =
          "DummyBackend only records tasks and never runs them: in production no background task is done, and nothing says so.";
        return { state: "violated", at: tasks.at, message };
      }
      if (backend !== IMMEDIATE) return satisfied();
      if (usage === undefined) return notApplicable("no tasks of Django's were found");
      return { state: "violated", at: settings.defines("TASKS") ? tasks.at : undefined };
    });
    const verdict = verdictOn(
      settings,
      "TASKS",
      judgement,
      "Django's tasks run inside the request that starts them, because TASKS has no backend with a worker: visitors wait for them, and long ones hit the request's time limit.",
      // Who uses no tasks may mean it.
      judgement.state === "violated" && judgement.message !== undefined && usage !== undefined
        ? { severity: "error" }
        : {},
    );
    if (verdict.state !== "violated" || usage === undefined) return verdict;
    return { ...verdict, related: [{ location: usage, message: "Tasks are defined here" }] };
  },
});

function backendOf(tasks: Plain): string | undefined {
  const task = entry(tasks, "default");
  const backend = task ? entry(task, "BACKEND") : undefined;
  return backend?.kind === "str" ? backend.value : undefined;
}

/** Where one of the project's applications imports Django's tasks in its module tasks. */
function usageOf({ settings, project, snapshot }: RuleContext): Location | undefined {
  const apps = settings.value("INSTALLED_APPS");
  if (apps.kind !== "list" && apps.kind !== "tuple") return undefined;
  for (const app of apps.items) {
    if (app.kind !== "str" || app.value.startsWith("django.")) continue;
    const directory = join(project.root, app.value.replace(/\.apps\.\w+$/, "").replaceAll(".", "/"));
    if (!snapshot.directory(directory)?.some(({ name }) => name === "tasks.py")) continue;
    const file = join(directory, "tasks.py");
    for (const { start, end, statement } of snapshot.file(file)?.python().body ?? []) {
      if (statement.type === "ImportFrom" && statement.level === 0 && statement.module === "django.tasks")
        return { file, start, end };
    }
  }
  return undefined;
}
