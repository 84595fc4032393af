import { Codebase } from "../../django/codebase";
import { nearest } from "../../nearest";
import { join } from "../../paths";
import { ignoredFiles } from "../../project/ignored";
import { SETTINGS_VARIABLE, settingsDefaults } from "../../project/modules";
import { fromDeployment } from "../../project/settingsModule";
import type { Location } from "../../syntax/text";
import { editOf } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Severity, type Verdict } from "../rule";
import { satisfied } from "../verdicts";

interface Named {
  readonly module: string;
  /** The name itself, without quotes. */
  readonly at: Location;
  readonly severity: Severity;
  /** "The Procfile's web process" */
  readonly who: string;
}

export default defineRule({
  id: "settings-module-not-found",
  group: "config",
  severity: "error",
  summary: "DJANGO_SETTINGS_MODULE names a module that does not exist",
  docs: {
    why:
      "Django imports the module that DJANGO_SETTINGS_MODULE names. If there is none, every process stops with " +
      "ModuleNotFoundError as soon as it starts, and every request fails with H10 (app crashed).",
    how: "Name the module as Python imports it from the directory of manage.py: `mysite.settings.production`.",
    references: [
      "https://docs.djangoproject.com/en/stable/topics/settings/#designating-the-settings",
      "https://devcenter.heroku.com/articles/error-codes#h10-app-crashed",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          ...exampleProject,
          "mysite/__init__.py": "",
          "mysite/settings.py": 'SECRET_KEY = "x"\n',
          Procfile: "web: DJANGO_SETTINGS_MODULE=mysite.setings gunicorn mysite.wsgi\n",
        },
        fixed: {
          ...exampleProject,
          "mysite/__init__.py": "",
          "mysite/settings.py": 'SECRET_KEY = "x"\n',
          Procfile: "web: DJANGO_SETTINGS_MODULE=mysite.settings gunicorn mysite.wsgi\n",
        },
      },
      {
        code: {
          ...exampleProject,
          "mysite/__init__.py": "",
          "app.json": '{"env": {"DJANGO_SETTINGS_MODULE": "mysite.settngs"}}\n',
          Procfile: "web: gunicorn mysite.wsgi\n",
        },
        fixed: {
          ...exampleProject,
          "mysite/__init__.py": "",
          "app.json": '{"env": {"DJANGO_SETTINGS_MODULE": "mysite.settings"}}\n',
          Procfile: "web: gunicorn mysite.wsgi\n",
        },
      },
    ],
    good: [
      { ...exampleProject, Procfile: "web: DJANGO_SETTINGS_MODULE=mysite.settings gunicorn mysite.wsgi\n" },
      { ...exampleProject, Procfile: "web: DJANGO_SETTINGS_MODULE=$SETTINGS gunicorn mysite.wsgi\n" },
      {
        ...exampleProject,
        Procfile: "web: DJANGO_SETTINGS_MODULE=installed.settings gunicorn mysite.wsgi\n",
      },
    ],
  },
  check(context) {
    const missing = missingModules(context);
    if (missing.length === 0) return satisfied();
    return missing.map(
      ({ module, at, who, severity }): Verdict => ({
        state: "violated",
        at,
        severity,
        message: `${who} ${module}, but there is no such module here: Django stops with ModuleNotFoundError as soon as it starts.`,
      }),
    );
  },
  fixes: [
    {
      title: (context, { at }) => `Change it to ${suggestion(context, at)}`,
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const name = suggestion(context, at);
        return name === undefined
          ? undefined
          : [editOf(at.file, { start: at.start, end: at.end, text: name })];
      },
    },
  ],
});

/** What production is told to load and surely cannot. */
function missingModules({ project, snapshot }: RuleContext): readonly Named[] {
  const deployed = fromDeployment({ snapshot, deployment: project.deployment }, SETTINGS_VARIABLE);
  const named = deployed.flatMap(({ module, reason, at }): Named[] => {
    const own = at && nameAt(snapshot.file(at.file)?.text, at, module);
    const sets = reason.replace(/sets \w+$/, `sets ${SETTINGS_VARIABLE} to`);
    const who = sets.replace(/^(?=Procfile)/, "The ");
    return own === undefined ? [] : [{ module, at: own, who, severity: "error" }];
  });
  // What wsgi.py names counts only where nothing else does.
  if (deployed.length === 0) {
    for (const { path } of [...project.wsgi, ...project.asgi]) {
      const document = snapshot.file(path);
      const who = `Without ${SETTINGS_VARIABLE} ${path} starts with the settings`;
      for (const { module, at } of document === undefined ? [] : settingsDefaults(document))
        named.push({ module, at, who, severity: "warning" });
    }
  }
  if (named.length === 0) return [];
  const codebase = new Codebase({
    snapshot,
    importRoot: project.root,
    absent: () => false,
    complete: false,
  });
  return named.filter(({ module }) => {
    if (codebase.module(module) !== null) return false;
    const path = join(project.root, module.replaceAll(".", "/"));
    const ignored = ignoredFiles(snapshot, project.root);
    // What git ignores may be made where the site runs.
    return !ignored(`${path}.py`) && !ignored(`${path}/__init__.py`);
  });
}

/** The place of a name that is written there as it is, maybe in quotes, rather than computed. */
function nameAt(text: string | undefined, at: Location, module: string): Location | undefined {
  const written = text?.slice(at.start, at.end);
  if (written === module) return at;
  return written === `"${module}"` ? { file: at.file, start: at.start + 1, end: at.end - 1 } : undefined;
}

/** The settings module that is meant, if its name is nearly the same or it is the only one. */
function suggestion(context: RuleContext, at: Location): string | undefined {
  const { settings } = context.project;
  const found = missingModules(context).find(
    (each) => each.at.file === at.file && each.at.start === at.start,
  );
  const all = [settings.module, ...settings.candidates].flatMap((each) => each?.name ?? []);
  return found && nearest(found.module, all, 3);
}
