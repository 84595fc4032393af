import { type Dependency, dependencyState, findDependency } from "../../files/dependencies";
import { neededPackages, surelyNotBrought } from "../neededPackages";
import { withName } from "../requirementLines";
import { defineRule, type RuleContext } from "../rule";

/** Package -> the one that is meant by an import of the module, which both have. */
const MEANT: Readonly<Record<string, string>> = {
  environ: "django-environ",
  decouple: "python-decouple",
};

const SETTINGS = 'from decouple import config\n\nSECRET_KEY = config("SECRET_KEY")\n';
const files = (requirements: string, settings = SETTINGS) => ({
  "requirements.txt": requirements,
  "mysite/settings.py": settings,
});

export default defineRule({
  id: "wrong-package-name",
  group: "dependencies",
  severity: "error",
  summary: "A package with a similar name is installed instead of the one that is meant",
  docs: {
    why: "`import environ` means the package django-environ, and `from decouple import config` means python-decouple. The packages named environ and decouple on PyPI are other people's, have modules of the same name and nothing of what the settings use: Django does not start.",
    how: "Put the right name into the dependency file: `django-environ`, `python-decouple`.",
    references: ["https://pypi.org/project/python-decouple/", "https://pypi.org/project/django-environ/"],
  },
  examples: {
    bad: [
      {
        code: files("decouple==0.0.7\nDjango==5.2.8\ngunicorn\n"),
        fixed: files("python-decouple\nDjango==5.2.8\ngunicorn\n"),
      },
      {
        code: files(
          "Django==5.2.8\nenviron\ngunicorn\n",
          'import environ\n\nenv = environ.Env()\nX = env("X")\n',
        ),
      },
    ],
    good: [
      files("Django==5.2.8\ngunicorn\npython-decouple\n"),
      // Which of the two is installed last is not known here.
      files("decouple\nDjango==5.2.8\ngunicorn\npython-decouple\n"),
      files("decouple\nDjango==5.2.8\ngunicorn\n", "import os\n"),
    ],
  },

  check(context) {
    const found = mistakes(context);
    if (found.length === 0) return { state: "satisfied" };
    return found.map(({ dependency, meant, needed }) => ({
      state: "violated",
      message: `${dependency.at.file} installs the package ${dependency.name}, which is not the library that the settings import: that one is named ${meant}, and without it Django does not start.`,
      at: dependency.at,
      related: [{ location: needed, message: "the import" }],
    }));
  },

  fixes: [
    {
      title: (context, { at }) => {
        const found = mistakes(context).find(({ dependency }) => dependency.at.start === at.start);
        return `Replace it with ${found?.meant}`;
      },
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const found = mistakes(context).find(({ dependency }) => dependency.at.start === at.start);
        return found && withName(context, found.dependency, found.meant);
      },
    },
  ],
});

function mistakes(context: RuleContext) {
  const { dependencies } = context.project.deployment;
  const listed = Object.entries(MEANT).flatMap(([name, meant]) => {
    const dependency: Dependency | undefined = findDependency(dependencies, name);
    return dependency?.group === "production" && !dependency.url ? [{ dependency, meant }] : [];
  });
  if (listed.length === 0 || dependencies.incomplete !== undefined) return [];
  const needed = neededPackages(context);
  return listed.flatMap(({ dependency, meant }) => {
    const place = needed.find(({ name, why }) => name === meant && why.startsWith("is imported"));
    if (place === undefined || dependencyState(dependencies, meant) === "present") return [];
    const others = dependencies.packages.filter(({ name }) => name !== dependency.name);
    if (!surelyNotBrought(context, meant, others)) return [];
    return [{ dependency, meant, needed: place.at }];
  });
}
