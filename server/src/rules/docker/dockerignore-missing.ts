import type { DockerCopy } from "../../files/dockerfile";
import { parseDockerignore } from "../../files/dockerignore";
import { dirname, join } from "../../paths";
import { composeFiles } from "../../project/containers";
import { ignoredFiles } from "../../project/ignored";
import { lineBreakOf } from "../../syntax/text";
import { editOf } from "../commands";
import { exampleContainer, exampleImage, imageOf, NO_IMAGE, placeIn } from "../docker";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { notApplicable, satisfied, undecided } from "../verdicts";

const ENV = ".env";
const example = { ...exampleImage("COPY . ."), ".env": "SECRET_KEY=x\n", ".gitignore": ".env\n" };

export default defineRule({
  id: "dockerignore-missing",
  group: "docker",
  severity: "info",
  summary: "The image may get .env with its secrets",
  docs: {
    why:
      "`COPY . .` copies whatever is in the directory on the machine that builds the image, also what git leaves out: " +
      ".env, and the history in .git. Everyone who can pull the image can read them.",
    how: "List both in .dockerignore, beside what the image does not need.",
    references: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  },
  examples: {
    bad: [
      { code: example, fixed: { ...example, ".dockerignore": ".env\n.git\n" } },
      {
        code: { ...example, ".dockerignore": "node_modules" },
        fixed: { ...example, ".dockerignore": "node_modules\n.env\n" },
      },
    ],
    good: [
      { ...example, ".dockerignore": "**/.env*\n" },
      exampleImage("COPY . .", "CMD $START"),
      exampleImage("COPY mysite mysite"),
      // Heroku builds what is committed.
      { ...example, ...exampleContainer("COPY . .") },
      {
        ...example,
        Dockerfile: `${example.Dockerfile}FROM python:3.13-slim\nENV PYTHONUNBUFFERED=1\nCMD gunicorn mysite.wsgi\n`,
      },
    ],
  },
  check(context) {
    const image = imageOf(context);
    if (image === undefined) return NO_IMAGE;
    if (context.project.deployment.herokuYml !== undefined)
      return notApplicable("Heroku builds the image from what is committed");
    const copy = image.file.final.flatMap(({ copies }) => copies).find(copiesAll);
    if (copy === undefined) return satisfied("the image does not get the whole directory");
    const root = contextOf(context);
    if (root === undefined) return undecided("nobody knows which directory the image is built from");
    if (!mayHold(context, root)) return satisfied(`nothing says that there is a ${ENV}`);
    if (ignoreFile(context, root)?.ignores(ENV)) return satisfied();
    return {
      state: "violated",
      message: `If ${join(root, ENV)} exists where the image is built, this copies it into the image: everyone who can pull the image can read the secrets in it.`,
      at: placeIn(image.document.path, copy),
    } satisfies Verdict;
  },
  fixes: [
    {
      title: "Leave .env out of the image",
      safety: "review",
      preferred: true,
      edits(context) {
        const root = contextOf(context);
        if (root === undefined) return undefined;
        const path = ignoreFile(context, root)?.path;
        const document = path === undefined ? undefined : context.snapshot.file(path);
        if (document === undefined)
          return [{ kind: "create", path: join(root, ".dockerignore"), text: `${ENV}\n.git\n` }];
        const { text } = document;
        const eol = lineBreakOf(text);
        const start = text === "" || /[\r\n]$/.test(text) ? "" : eol;
        return [
          editOf(document.path, { start: text.length, end: text.length, text: `${start}${ENV}${eol}` }),
        ];
      },
    },
  ],
});

function copiesAll({ from, sources }: DockerCopy): boolean {
  return from === undefined && sources.some((source) => /^(?:\.\/?|\/|\*|\.\/\*)$/.test(source));
}

/** The directory that the image is built from: a Compose file says so, or the Dockerfile stands in it. */
function contextOf({ project, snapshot }: RuleContext): string | undefined {
  const { deployment } = project;
  const path = deployment.dockerfile!.path;
  const contexts = composeFiles(snapshot, deployment)
    .flatMap(({ services }) => services.flatMap(({ build }) => build ?? []))
    .map((build) => ({
      root: join(deployment.root, build.context),
      dockerfile: build.dockerfile ?? "Dockerfile",
    }))
    .filter(({ root, dockerfile }) => join(root, dockerfile) === path)
    .map(({ root }) => root);
  if (contexts.length > 0) return contexts.every((root) => root === contexts[0]) ? contexts[0] : undefined;
  return dirname(path) === deployment.root ? deployment.root : undefined;
}

/** Whether there is a .env, or git is told to leave it out, because developers have one. */
function mayHold({ project, snapshot }: RuleContext, root: string): boolean {
  const path = join(root, ENV);
  const exists = snapshot.directory(root)?.some(({ name, kind }) => name === ENV && kind === "file") ?? false;
  return exists && ignoredFiles(snapshot, project.root)(path);
}

/** The file that Docker reads: one of the Dockerfile's own goes first. */
function ignoreFile({ project, snapshot }: RuleContext, root: string) {
  const own = `${project.deployment.dockerfile!.path}.dockerignore`;
  const names = new Set((snapshot.directory(root) ?? []).map(({ name }) => join(root, name)));
  const path = [own, join(root, ".dockerignore")].find((candidate) => names.has(candidate));
  const document = path === undefined ? undefined : snapshot.file(path);
  return document && parseDockerignore(document);
}
