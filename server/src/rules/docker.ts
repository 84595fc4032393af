/** What the rules about images and Compose files share. */
import type { Compose, ComposeService } from "../files/compose";
import type { Dockerfile, DockerStage } from "../files/dockerfile";
import { composeFiles, deployedDockerfile } from "../project/containers";
import type { SourceDocument } from "../syntax/document";
import { type Location, lineBreakOf, type Range } from "../syntax/text";
import { exampleProject } from "./exampleProject";
import type { RuleContext } from "./rule";
import { notApplicable } from "./verdicts";

export const NO_IMAGE = notApplicable("no image is built of it");
export const NO_COMPOSE = notApplicable("no Compose file is for production");

/** An image that is deployed, with its text. */
export interface Image {
  readonly document: SourceDocument;
  readonly file: Dockerfile;
  /** The last stage. */
  readonly stage: DockerStage;
}

/** The image that is deployed, if one is. */
export function imageOf({ project, snapshot }: RuleContext): Image | undefined {
  const { target } = project.deployment;
  if (target !== "container" && target !== "docker") return undefined;
  const found = deployedDockerfile(snapshot, project.deployment);
  const stage = found?.file.final.at(-1);
  return found && stage && { ...found, stage };
}

/** The version of Python that an image of Docker's or of uv's holds: "3.13", or "3" and "" for whatever is newest. */
export function pythonOf(stage: DockerStage): string | undefined {
  const { repository, tag } = stage.image;
  const name = repository?.replace(/^.*\/library\//, "");
  if (name === "python") return /^(\d+(?:\.\d+)?)(?![\d])/.exec(tag ?? "")?.[1] ?? "";
  if (name?.endsWith("astral-sh/uv")) return /(?:^|-)python(\d+\.\d+)/.exec(tag ?? "")?.[1];
  return undefined;
}

/** Services with the Compose file that they stand in. */
export interface ServiceInFile {
  readonly file: Compose;
  readonly service: ComposeService;
}

/** The services of the Compose files whose names say that they are for production. */
export function productionServices({ project, snapshot }: RuleContext): readonly ServiceInFile[] {
  return composeFiles(snapshot, project.deployment)
    .filter(({ purpose }) => purpose === "production")
    .flatMap((file) => file.services.map((service) => ({ file, service })));
}

/** The name of a service's image without registry and tag: "postgres". */
export function imageName({ image }: ComposeService): string | undefined {
  return image?.value
    .replace(/@.*$/, "")
    .replace(/:[^/]*$/, "")
    .replace(/^.*\//, "");
}

export function placeIn(path: string, { start, end }: Range): Location {
  return { file: path, start, end };
}

/** The lines that a range is on, with the last line break. */
export function wholeLines({ text, lines }: SourceDocument, { start, end }: Range): Range {
  const last = lines.positionAt(end).line;
  return {
    start: lines.lineStart(lines.positionAt(start).line),
    end: last + 1 < lines.lineCount ? lines.lineStart(last + 1) : text.length,
  };
}

/** What inserts lines below the one that `offset` is on. */
export function insertBelow({ text, lines }: SourceDocument, offset: number, added: string) {
  const { line } = lines.positionAt(offset);
  const at = lines.lineEnd(line);
  return { start: at, end: at, text: lineBreakOf(text) + added };
}

const DOCKERFILE = (...more: string[]) =>
  [
    "FROM python:3.13-slim",
    "ENV PYTHONUNBUFFERED=1",
    "WORKDIR /app",
    "COPY requirements.txt .",
    "RUN pip install -r requirements.txt",
    "COPY mysite manage.py ./",
    ...more,
    "CMD gunicorn mysite.wsgi --bind 0.0.0.0:$PORT",
    "",
  ].join("\n");

const REQUIREMENTS = { "requirements.txt": "Django==5.2.8\ngunicorn\n" };
const HEROKU_YML = {
  "heroku.yml":
    "build:\n  docker:\n    web: Dockerfile\nrelease:\n  image: web\n  command:\n    - python manage.py migrate --noinput\n",
};

/** An example with an image, with more lines before its CMD. */
export const exampleImage = (...more: string[]) => ({
  ...exampleProject,
  ...REQUIREMENTS,
  Dockerfile: DOCKERFILE(...more),
});

/** An example with an image that Heroku builds. */
export const exampleContainer = (...more: string[]) => ({ ...exampleImage(...more), ...HEROKU_YML });
