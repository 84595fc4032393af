import { pythonEndOfLife } from "../../django/pythonVersions";
import type { TextEdit } from "../../edits/edit";
import type { DockerStage } from "../../files/dockerfile";
import { compareMinor } from "../../files/requirement";
import { editOf } from "../commands";
import { exampleImage, type Image, imageOf, NO_IMAGE, placeIn, pythonOf } from "../docker";
import { minorNumbers, minorText, pythonsOfDjango, suggestedPython } from "../pythonVersions";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { satisfied, undecided } from "../verdicts";

const example = exampleImage();
const on = (from: string, requirements = "Django==5.2.8\ngunicorn\n") => ({
  ...example,
  "requirements.txt": requirements,
  Dockerfile: example.Dockerfile.replace("FROM python:3.13-slim", from),
});

export default defineRule({
  id: "docker-python-eol",
  group: "docker",
  severity: "warning",
  summary: "The image's Python is out of support, unfit for Django, or not pinned",
  docs: {
    why:
      "A Python whose support has ended gets no more security fixes, and neither do its images. Each Django also runs " +
      "on certain Pythons only: pip does not install it on an older one, and nobody has tested it on a newer one. An " +
      "image without a version is the newest Python on the day it is built, which may be another one tomorrow.",
    how: "Name a version that still gets fixes and that your Django supports: `FROM python:3.14-slim`.",
    references: [
      "https://devguide.python.org/versions/",
      "https://docs.djangoproject.com/en/stable/faq/install/#what-python-version-can-i-use-with-django",
      "https://hub.docker.com/_/python",
    ],
  },
  examples: {
    bad: [
      {
        code: on("FROM python:3.9-slim-bullseye", "Django==4.2.26\ngunicorn\n"),
        fixed: on("FROM python:3.12-slim", "Django==4.2.26\ngunicorn\n"),
      },
      {
        code: on("FROM python:3.11-alpine", "Django==6.0\ngunicorn\n"),
        fixed: on("FROM python:3.14-alpine", "Django==6.0\ngunicorn\n"),
      },
      {
        code: on("ARG PYTHON=3.13\nFROM python:$PYTHON", "Django==4.2.26\n"),
        fixed: on("ARG PYTHON=3.12\nFROM python:$PYTHON", "Django==4.2.26\n"),
      },
      {
        code: on("FROM python:3.14-slim-bookworm", "Django==4.2.26\ngunicorn\n"),
        fixed: on("FROM python:3.12-slim-bookworm", "Django==4.2.26\ngunicorn\n"),
      },
      { code: on("FROM python:latest"), fixed: on("FROM python:3.14") },
      { code: on("FROM python"), fixed: on("FROM python:3.14") },
      { code: on("FROM python:3-slim"), fixed: on("FROM python:3.14-slim") },
    ],
    good: [
      on("FROM python:3.12-slim"),
      on("FROM python:3.12-slim", "Django==6.0\n"),
      on("FROM ghcr.io/astral-sh/uv:python3.13-bookworm-slim"),
      on("ARG PYTHON_VERSION\nFROM python:$PYTHON_VERSION"),
      on("FROM ubuntu:24.04"),
      // pip takes a Django that fits.
      on("FROM python:3.11-slim", "Django>=4.2\n"),
    ],
  },
  check(context) {
    const image = imageOf(context);
    if (image === undefined) return NO_IMAGE;
    const stage = image.file.final[0]!;
    const version = pythonOf(stage);
    if (version === undefined) return undecided("nobody knows which Python the image has");
    const found = problemOf(context, version);
    if (found === undefined) return satisfied(`the image has Python ${version}`);
    return { state: "violated", ...found, at: placeIn(image.document.path, stage.image) } satisfies Verdict;
  },
  fixes: [
    {
      title: (context) => `Build on Python ${suggestedPython(context)}`,
      safety: "review",
      preferred: true,
      edits(context) {
        const image = imageOf(context);
        const edits = image && moveTo(image, suggestedPython(context));
        return image && edits && [editOf(image.document.path, ...edits)];
      },
    },
  ],
});

function problemOf(context: RuleContext, version: string): Pick<Verdict, "message" | "severity"> | undefined {
  if (!version.includes(".")) {
    const message =
      "Each build of the image takes the newest Python of that day. The next one may be a version that Django or a library does not support yet.";
    return { message, severity: "hint" };
  }
  const python = minorNumbers(version);
  const { range } = context.project.django;
  const django = pythonsOfDjango(context);
  if (django !== undefined && compareMinor(python, django.oldest) < 0) {
    const message = `The image has Python ${version}, on which pip does not install Django ${range!.min}: it needs ${minorText(django.oldest)} or newer, so the image is not built.`;
    return { message, severity: "error" };
  }
  const ended = pythonEndOfLife(version);
  if (ended !== undefined) {
    return { message: `The image has Python ${version}, which got its last security fix in ${ended}.` };
  }
  if (django !== undefined && compareMinor(python, django.newest) > 0) {
    return {
      message: `The image has Python ${version}, which Django ${range!.max} does not support: ${minorText(django.newest)} is the newest that it supports.`,
    };
  }
  return undefined;
}

/** Gives all stages with the same Python another one; undefined where a tag is not understood or paths hold the version. */
function moveTo({ file, document }: Image, wanted: string | undefined): TextEdit[] | undefined {
  const version = pythonOf(file.final[0]!);
  if (wanted === undefined || version === undefined) return undefined;
  if (version.includes(".") && document.text.includes(`python${version}`)) return undefined;
  const edits: TextEdit[] = [];
  for (const stage of file.stages) {
    if (stage.base !== undefined || pythonOf(stage) !== version) continue;
    const edit = tagEdit(stage, wanted);
    if (edit === undefined) return undefined;
    if (!edits.some(({ start }) => start === edit.start)) edits.push(edit);
  }
  return edits.length > 0 ? edits : undefined;
}

function tagEdit({ image }: DockerStage, wanted: string): TextEdit | undefined {
  const { tag, tagStart, digest, end, text } = image;
  if (digest !== undefined || !/(?:^|\/)python(?::|$)/.test(text)) return undefined;
  if (tagStart === undefined)
    return tag === undefined && !text.includes("$") ? { start: end, end, text: `:${wanted}` } : undefined;
  // Old releases of Debian and Alpine have no newer Pythons.
  if (!/^(?:-slim|-alpine)?$/.test(tagStart.rest)) return undefined;
  const variant = /^(?:[\d.]+(?:-|$)|latest$)?(?:(slim|alpine)|[a-z]+$|$)/.exec(tagStart.text);
  if (variant === null || /\$|rc|[ab]\d/.test(tagStart.text)) return undefined;
  // What else the image installs may be made for its release of Debian; these two have every Python of today.
  const release = /-(?:bookworm|trixie)$/.exec(tagStart.text)?.[0] ?? "";
  const kind = variant[1] === undefined ? "" : `-${variant[1]}`;
  return { start: tagStart.start, end: tagStart.end, text: wanted + kind + release };
}
