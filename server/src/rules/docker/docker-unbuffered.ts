import { composeFiles } from "../../project/containers";
import { editOf } from "../commands";
import { exampleContainer, exampleImage, imageOf, insertBelow, NO_IMAGE, placeIn, pythonOf } from "../docker";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { satisfied, undecided } from "../verdicts";

const NAME = "PYTHONUNBUFFERED";
const example = exampleImage();
const without = { ...example, Dockerfile: example.Dockerfile.replace(`ENV ${NAME}=1\n`, "") };
const withMore = (line: string) => ({
  ...example,
  Dockerfile: example.Dockerfile.replace(`ENV ${NAME}=1\n`, line),
});

export default defineRule({
  id: "docker-unbuffered",
  group: "docker",
  severity: "hint",
  summary: "The image's Python keeps its output in a buffer",
  docs: {
    why:
      "In a container nobody reads standard output as a terminal, so Python collects what print() writes and passes it " +
      "on in blocks. Lines reach the log late, and the last ones before the process is killed never do. Logging to standard error is " +
      "not affected. Heroku's buildpack sets the variable, an image of your own does not.",
    how: `Set \`ENV ${NAME}=1\` in the Dockerfile.`,
    references: ["https://docs.python.org/3/using/cmdline.html#envvar-PYTHONUNBUFFERED"],
  },
  examples: {
    bad: [
      { code: without, fixed: example },
      {
        code: withMore("ENV PYTHONDONTWRITEBYTECODE=1\n"),
        fixed: withMore(`ENV PYTHONDONTWRITEBYTECODE=1\nENV ${NAME}=1\n`),
      },
    ],
    good: [
      example,
      { ...without, Dockerfile: without.Dockerfile.replace("FROM python:3.13-slim", "ARG BASE\nFROM $BASE") },
      { ...without, "compose.yml": `services:\n  web:\n    build: .\n    environment:\n      ${NAME}: 1\n` },
      {
        ...exampleContainer(),
        Dockerfile: without.Dockerfile,
        "app.json": `{"stack": "container", "env": {"${NAME}": "1"}}\n`,
      },
    ],
  },
  check(context) {
    const image = imageOf(context);
    if (image === undefined) return NO_IMAGE;
    if (isSet(context, image.file.env)) return satisfied();
    if (pythonOf(image.file.final[0]!) === undefined) return undecided("the base image may set it");
    const command = image.file.cmd ?? image.file.entrypoint;
    if (command?.shell.commands.some(({ words }) => words.some(({ text }) => text === "-u")))
      return satisfied("python is started with -u");
    return {
      state: "violated",
      message: `${NAME} is not set in the image, so what the code prints reaches the log late, and the last lines before a crash may be lost.`,
      at: placeIn(image.document.path, image.stage.image),
    } satisfies Verdict;
  },
  fixes: [
    {
      title: `Set ${NAME} in the image`,
      safety: "safe",
      preferred: true,
      edits(context) {
        const image = imageOf(context);
        if (image === undefined) return undefined;
        const { document, stage } = image;
        const similar = stage.env.find(({ name }) => name === "PYTHONDONTWRITEBYTECODE");
        const below = stage.instructions.find(
          ({ start, end }) => similar && start <= similar.range.start && similar.range.end <= end,
        );
        return [editOf(document.path, insertBelow(document, below?.end ?? stage.image.end, `ENV ${NAME}=1`))];
      },
    },
  ],
});

/** Whether the image sets it, or what runs the image does. */
function isSet({ project, snapshot }: RuleContext, env: readonly { readonly name: string }[]): boolean {
  const { appJson, herokuYml } = project.deployment;
  const names = [...env, ...(appJson?.env ?? []), ...(herokuYml?.setup.config ?? [])];
  const services = project.deployment.target === "docker" ? composeFiles(snapshot, project.deployment) : [];
  const composed = services.flatMap((file) => file.services.flatMap(({ environment }) => environment));
  return [...names, ...composed].some(({ name }) => name === NAME);
}
