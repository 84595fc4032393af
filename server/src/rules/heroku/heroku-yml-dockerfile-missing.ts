import { basename, dirname, join, relative } from "../../paths";
import { FolderTree, isInside } from "../../project/tree";
import { editOf } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type Finding, type RuleContext, type Verdict } from "../rule";

const project = (path: string) => ({
  ...exampleProject,
  "deploy/Dockerfile": "FROM python:3.13\nCMD gunicorn mysite.wsgi --bind 0.0.0.0:$PORT\n",
  "heroku.yml": `build:\n  docker:\n    web: ${path}\n`,
});

export default defineRule({
  id: "heroku-yml-dockerfile-missing",
  group: "heroku",
  severity: "error",
  summary: "The Dockerfile that heroku.yml names does not exist",
  docs: {
    why: "Heroku builds each image from the Dockerfile that `build.docker` names, with a path from the directory of heroku.yml. Without that file the build fails and nothing is deployed.",
    how: "Write the path of the Dockerfile, such as `deploy/Dockerfile`.",
    references: ["https://devcenter.heroku.com/articles/build-docker-images-heroku-yml"],
  },
  examples: {
    bad: [{ code: project("Dockerfile"), fixed: project("deploy/Dockerfile") }],
    good: [project("deploy/Dockerfile"), project("./deploy/Dockerfile"), project("$DOCKERFILE")],
  },

  check(context) {
    const { herokuYml } = context.project.deployment;
    if (herokuYml === undefined) return { state: "not-applicable", reason: "there is no heroku.yml" };
    const images = herokuYml.build.docker;
    if (images.length === 0) return { state: "not-applicable", reason: "heroku.yml builds no image" };
    const missing = images.filter(({ dockerfile }) => isMissing(context, dockerfile));
    if (missing.length === 0) return { state: "satisfied" };
    return missing.map(
      ({ name, dockerfile, range }): Verdict => ({
        state: "violated",
        message: `heroku.yml builds \`${name}\` from ${dockerfile}, which does not exist, so the build fails.`,
        at: { file: herokuYml.path, ...range },
      }),
    );
  },

  fixes: [
    {
      title: (context, finding) => `Build from ${otherDockerfile(context, finding)}`,
      safety: "review",
      preferred: true,
      edits(context, finding) {
        const text = otherDockerfile(context, finding);
        const { file, start, end } = finding.at;
        return text === undefined ? undefined : [editOf(file, { start, end, text })];
      },
    },
  ],
});

/** Whether a path from the directory of heroku.yml leads nowhere. */
function isMissing({ project, snapshot }: RuleContext, dockerfile: string): boolean {
  if (/[$*?\\]|^\/|(?:^|\/)\.\.(?:\/|$)/.test(dockerfile)) return false;
  const path = join(dirname(project.deployment.herokuYml!.path), dockerfile);
  const siblings = snapshot.directory(dirname(path)) ?? [];
  return !siblings.some(({ name }) => name === basename(path));
}

/** The only Dockerfile there is; files such as Dockerfile.dev are for somebody's own machine. */
function otherDockerfile({ project, snapshot }: RuleContext, { at }: Finding): string | undefined {
  const tree = new FolderTree(snapshot);
  const below = dirname(at.file);
  const found = tree.directories.filter(
    (directory) => isInside(directory, below) && tree.files(directory).has("Dockerfile"),
  );
  if (found.length !== 1) return undefined;
  const path = relative(below, join(found[0]!, "Dockerfile"));
  const used = project.deployment.herokuYml?.build.docker.some(({ dockerfile }) => dockerfile === path);
  return used || /[^\w./-]/.test(path) ? undefined : path;
}
