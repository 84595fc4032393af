import type { HerokuYml } from "../../files/herokuYml";
import type { YamlValue } from "../../files/yamlCommands";
import { nearest } from "../../nearest";
import { editOf } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type Finding, type RuleContext, type Verdict } from "../rule";

const project = (image: string) => ({
  ...exampleProject,
  Dockerfile: "FROM python:3.13\nCMD gunicorn mysite.wsgi --bind 0.0.0.0:$PORT\n",
  "heroku.yml": `build:\n  docker:\n    web: Dockerfile\nrelease:\n  image: ${image}\n  command:\n    - python manage.py migrate\n`,
});

export default defineRule({
  id: "heroku-yml-image-unknown",
  group: "heroku",
  severity: "error",
  summary: "heroku.yml runs a command in an image that it does not build",
  docs: {
    why: "`image` names one of the images that `build.docker` lists. Where it names another, there is nothing that the release command or the process could run in, and the deploy fails.",
    how: "Write a name from `build.docker`, mostly `web`, or add the image there.",
    references: ["https://devcenter.heroku.com/articles/build-docker-images-heroku-yml"],
  },
  examples: {
    bad: [
      { code: project("app"), fixed: project("web") },
      {
        code: {
          ...exampleProject,
          "heroku.yml":
            "build:\n  docker:\n    web: Dockerfile\n    worker: worker/Dockerfile\nrun:\n  beat:\n    command:\n      - celery -A mysite beat\n    image: workers\n",
        },
        fixed: {
          ...exampleProject,
          "heroku.yml":
            "build:\n  docker:\n    web: Dockerfile\n    worker: worker/Dockerfile\nrun:\n  beat:\n    command:\n      - celery -A mysite beat\n    image: worker\n",
        },
      },
    ],
    good: [
      project("web"),
      { ...exampleProject, "heroku.yml": "build: $BUILD\nrelease:\n  image: app\n  command:\n    - true\n" },
    ],
  },

  check({ project: { deployment } }) {
    const { herokuYml } = deployment;
    if (herokuYml === undefined) return { state: "not-applicable", reason: "there is no heroku.yml" };
    const built = herokuYml.build.docker.map(({ name }) => name);
    if (built.length === 0 || herokuYml.problems.some(({ severity }) => severity === "error"))
      return { state: "undecided", reason: "heroku.yml does not say which images are built" };
    const unknown = imagesOf(herokuYml).filter(({ value }) => !built.includes(value));
    if (unknown.length === 0) return { state: "satisfied" };
    return unknown.map(
      ({ value, range }): Verdict => ({
        state: "violated",
        message: `heroku.yml builds no image named \`${value}\`, only \`${built.join("` and `")}\`, so the deploy fails.`,
        at: { file: herokuYml.path, ...range },
      }),
    );
  },

  fixes: [
    {
      title: (context, finding) => `Use the image \`${meant(context, finding)}\``,
      safety: "review",
      preferred: true,
      edits(context, finding) {
        const text = meant(context, finding);
        const { file, start, end } = finding.at;
        return text === undefined ? undefined : [editOf(file, { start, end, text })];
      },
    },
  ],
});

function imagesOf({ release, run = [] }: HerokuYml): YamlValue[] {
  return [release, ...run].flatMap((each) => each?.image ?? []);
}

/** The name that was meant, or the only one there is. */
function meant({ project: { deployment } }: RuleContext, { at }: Finding): string | undefined {
  const { herokuYml } = deployment;
  const image = herokuYml && imagesOf(herokuYml).find(({ range }) => range.start === at.start);
  const names = herokuYml?.build.docker.map(({ name }) => name) ?? [];
  return image && (names.length === 1 ? names[0] : nearest(image.value, names, 2));
}
