import { join, relative } from "../../paths";
import type { PythonBuild } from "../../project/pythonBuild";
import { firstLine } from "../commands";
import { exampleProject } from "../exampleProject";
import { buildOf, NO_PYTHON_BUILD } from "../pythonVersions";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable, undecided } from "../verdicts";

const site = { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\n", ".python-version": "3.13\n" };

/** How people spell requirements.txt: the buildpack's own list. */
const MISSPELLED = [
  "requirement.txt",
  "requirments.txt",
  "requeriments.txt",
  "requirements.text",
  "requirements.txt.txt",
  "Requirements.txt",
];

export default defineRule({
  id: "no-package-manager",
  group: "heroku",
  severity: "error",
  summary: "Heroku finds no file that lists the dependencies",
  docs: {
    why: "The buildpack looks for requirements.txt, Pipfile.lock, poetry.lock or uv.lock in the root of the repository, and fails the build where there is none. It does not look into directories such as requirements/, and does not install from pyproject.toml, setup.py or PDM's lock file alone. Cloud-native buildpacks do not know Pipenv.",
    how: "Name the file `requirements.txt`, in lower case; or create one that includes the real one, such as `-r requirements/production.txt`; or commit the lock file of uv or Poetry.",
    references: [
      "https://devcenter.heroku.com/articles/python-support",
      "https://pip.pypa.io/en/stable/reference/requirements-file-format/",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...site, "requirments.txt": "Django==5.2.8\ngunicorn\n" },
        fixed: { ...site, "requirements.txt": "Django==5.2.8\ngunicorn\n" },
      },
      {
        code: { ...site, "requirements/production.txt": "Django==5.2.8\ngunicorn\n" },
        fixed: {
          ...site,
          "requirements/production.txt": "Django==5.2.8\ngunicorn\n",
          "requirements.txt": "-r requirements/production.txt\n",
        },
      },
      { code: { ...site, "pyproject.toml": '[project]\nname = "site"\ndependencies = ["Django"]\n' } },
    ],
    good: [
      {
        ...site,
        "requirements.txt": "-r requirements/production.txt\n",
        "requirements/production.txt": "Django\n",
      },
      { ...site, "requirements/base.txt": "Django\n", "bin/pre_compile": 'cp "$FILE" requirements.txt\n' },
      { ...exampleProject, Dockerfile: "RUN pip install django\nCMD gunicorn -b :$PORT mysite.wsgi\n" },
    ],
  },

  check(context) {
    const build = buildOf(context);
    if (build === undefined) return NO_PYTHON_BUILD;
    if (build.managers.length > 0) return { state: "satisfied" };
    if (build.lacksPipfileLock) return notApplicable("the finding is Pipfile without its lock");
    if (build.uncertain !== undefined) return undecided(build.uncertain);
    const ignored = ["requirements.txt", "poetry.lock", "uv.lock", "Pipfile.lock"].find((name) =>
      build.left.has(name),
    );
    if (ignored !== undefined) return undecided(`${ignored} is there, but ignored`);
    const { file, message } = reasonOf(context, build);
    return {
      state: "violated",
      message: `The build fails: ${message}`,
      at: firstLine(context, file),
    };
  },

  fixes: [
    {
      title: (context) => {
        const found = candidate(context);
        return found?.name === undefined
          ? `Create requirements.txt with ${found?.text}`
          : "Rename the file to requirements.txt";
      },
      safety: "review",
      preferred: true,
      edits(context) {
        const build = buildOf(context);
        const found = candidate(context);
        if (build === undefined || found === undefined) return undefined;
        const path = join(build.root, "requirements.txt");
        if (found.name === undefined) return [{ kind: "create", path, text: `${found.text}\n` }];
        return [{ kind: "rename", path: join(build.root, found.name), to: path }];
      },
    },
  ],
});

/** What the buildpack finds instead, and where that is said. */
function reasonOf(context: RuleContext, build: PythonBuild): { file: string; message: string } {
  const { root, names, target } = build;
  const { deployment, managePy } = context.project;
  const at = (name: string) => join(root, name);
  const misspelled = MISSPELLED.find((name) => names.has(name));
  if (misspelled !== undefined)
    return {
      file: at(misspelled),
      message: `Heroku looks for requirements.txt, and this file is named ${misspelled}.`,
    };
  if (names.has("Pipfile.lock") && target === "cnb")
    return { file: at("Pipfile.lock"), message: "cloud-native buildpacks do not know Pipenv." };
  const included = includable(context);
  const none = "there is no requirements.txt, poetry.lock or uv.lock in the root of the repository";
  if (included !== undefined)
    return { file: included, message: `${none}, and Heroku does not look at ${relative(root, included)}.` };
  if (names.has("pdm.lock"))
    return { file: at("pdm.lock"), message: `${none}, and Heroku does not install from pdm.lock.` };
  for (const name of ["pyproject.toml", "setup.py", "environment.yml"])
    if (names.has(name)) return { file: at(name), message: `${none}, and ${name} alone is not enough.` };
  const file =
    deployment.procfile?.path ?? deployment.appJson?.path ?? deployment.herokuYml?.path ?? managePy;
  return { file: file ?? at("runtime.txt"), message: `${none}.` };
}

/** The file that becomes requirements.txt, or the line of a new one. */
function candidate(context: RuleContext): { name?: string; text?: string } | undefined {
  const build = buildOf(context);
  if (build === undefined) return undefined;
  const name = MISSPELLED.find((each) => build.names.has(each));
  if (name !== undefined) return { name };
  const included = includable(context);
  return included === undefined ? undefined : { text: `-r ${relative(build.root, included)}` };
}

/** A requirements file below the root that production is likely to install. */
function includable({ project, snapshot }: RuleContext): string | undefined {
  const { root, dependencies } = project.deployment;
  const source = dependencies.source ?? "";
  const isBelow = root === "" || source.startsWith(`${root}/`);
  if (!isBelow || !source.endsWith(".txt") || /[^\w./-]/.test(source)) return undefined;
  return snapshot.file(source) === undefined ? undefined : source;
}
