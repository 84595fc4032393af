/** The examples of rules as projects in memory. */
import { analyze } from "../../server/src/analyze";
import { applyEdits, type FileChange } from "../../server/src/edits/edit";
import type { ReportedVerdict } from "../../server/src/report";
import type { ExampleFiles, Rule } from "../../server/src/rules/rule";
import { memorySnapshot } from "./memorySnapshot";

export type Files = Readonly<Record<string, string>>;

/** The module that an example is about, if it is a string. */
export const SETTINGS = "mysite/settings.py";

const setsModule = (rest: string) =>
  `import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\n${rest}`;

/** What a project on Heroku holds beside its settings. */
const SURROUNDINGS: Files = {
  "manage.py": setsModule("from django.core.management import execute_from_command_line\n"),
  "mysite/__init__.py": "",
  "mysite/urls.py": "urlpatterns = []\n",
  "mysite/wsgi.py": setsModule(
    "from django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()\n",
  ),
  Procfile: "web: gunicorn mysite.wsgi\nrelease: python manage.py migrate --noinput\n",
  "requirements.txt": "Django==5.2.8\ngunicorn\n",
};

/** A whole project: an example with a manage.py is one, others get what they lack. */
export function projectOf(example: ExampleFiles): Files {
  if (typeof example === "string") return { ...SURROUNDINGS, [SETTINGS]: example };
  const whole = Object.keys(example).some((file) => /(?:^|\/)manage\.py$/.test(file));
  return whole ? example : { ...SURROUNDINGS, ...example };
}

/** The verdicts on all projects of the files; a rule that throws fails the test. */
export function verdictsOn(files: Files): readonly ReportedVerdict[] {
  const { projects } = analyze(memorySnapshot(files), {
    onError(what, error) {
      throw new Error(what, { cause: error });
    },
  });
  return projects.flatMap(({ verdicts }) => verdicts);
}

/** The findings of a rule that are shown. */
export function findingsOf(
  verdicts: readonly ReportedVerdict[],
  { id }: Pick<Rule, "id">,
): readonly ReportedVerdict[] {
  return verdicts.filter(({ rule, shown }) => shown && rule === id);
}

export function applyChanges(files: Files, changes: readonly FileChange[]): Files {
  const result: Record<string, string> = { ...files };
  for (const change of changes) {
    if (change.kind === "delete") delete result[change.path];
    else if (change.kind === "rename") {
      result[change.to] = result[change.path] ?? "";
      delete result[change.path];
    } else if (change.kind === "create") result[change.path] = change.text;
    else result[change.path] = applyEdits(result[change.path] ?? "", change.edits);
  }
  return result;
}
