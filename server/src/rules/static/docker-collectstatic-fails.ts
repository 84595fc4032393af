import { editOf } from "../commands";
import { exampleContainer, exampleImage, imageOf, NO_IMAGE, placeIn } from "../docker";
import { type Collection, collectionOf, evaluateBuild } from "../imageBuild";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { satisfied, undecided } from "../verdicts";

const settings = (...lines: string[]) => ({
  "mysite/settings.py": [
    "import os",
    "",
    'ROOT_URLCONF = "mysite.urls"',
    'STATIC_ROOT = "/app/static"',
    ...lines,
    "",
  ].join("\n"),
});
const KEY = 'SECRET_KEY = os.environ["SECRET_KEY"]';
const HOST = 'EMAIL_HOST = os.environ["EMAIL_HOST"]';
const RUN = "RUN python manage.py collectstatic --noinput";

export default defineRule({
  id: "docker-collectstatic-fails",
  group: "static",
  severity: "error",
  summary: "collectstatic fails in the image's build, which has no config vars",
  docs: {
    why:
      "While an image is built, the app's config vars do not exist yet. Settings that require one raise an exception, " +
      "collectstatic fails with it, and so does the build: nothing is deployed.",
    how:
      "Give the variables made-up values for this one command: `RUN SECRET_KEY=build python manage.py collectstatic " +
      "--noinput`. They do not stay in the image.",
    references: [
      "https://devcenter.heroku.com/articles/build-docker-images-heroku-yml",
      "https://docs.djangoproject.com/en/stable/ref/contrib/staticfiles/#collectstatic",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...exampleContainer(RUN), ...settings(KEY) },
        fixed: {
          ...exampleContainer("RUN SECRET_KEY=build python manage.py collectstatic --noinput"),
          ...settings(KEY),
        },
      },
      {
        code: {
          ...exampleImage("RUN EMAIL_HOST=build python manage.py collectstatic --noinput"),
          ...settings(KEY, HOST),
        },
        fixed: {
          ...exampleImage("RUN SECRET_KEY=build EMAIL_HOST=build python manage.py collectstatic --noinput"),
          ...settings(KEY, HOST),
        },
      },
    ],
    good: [
      {
        ...exampleContainer("RUN SECRET_KEY=build python manage.py collectstatic --noinput"),
        ...settings(KEY),
      },
      { ...exampleContainer("ENV SECRET_KEY=build", RUN), ...settings(KEY) },
      // The builder may give it a value.
      { ...exampleContainer("ARG SECRET_KEY", RUN), ...settings(KEY) },
      {
        ...exampleContainer(
          "RUN --mount=type=secret,id=env . /run/secrets/env && python manage.py collectstatic",
        ),
        ...settings(KEY),
      },
      { ...exampleContainer(`${RUN} || true`), ...settings(KEY) },
      // What git leaves out may be there where somebody builds the image.
      { ...exampleImage(RUN), ...settings(KEY), ".gitignore": ".env\n" },
      { ...exampleContainer(RUN), ...settings('SECRET_KEY = os.environ.get("SECRET_KEY", "build")') },
    ],
  },
  check(context) {
    if (imageOf(context) === undefined) return NO_IMAGE;
    const collection = collectionOf(context);
    if (collection === undefined) return satisfied("the image does not collect static files");
    if (typeof collection === "string") return undecided(collection);
    const { startup } = evaluateBuild(context, collection);
    if (startup.state === "unknown" || startup.state === "undecided") return undecided(startup.reason);
    if (startup.state !== "raises") return satisfied();
    const { image, command } = collection;
    return {
      state: "violated",
      message: `The build fails here: ${collection.module.path} raises ${shortened(startup.exception)}, because config vars are not set while an image is built.`,
      at: placeIn(image.document.path, command),
      related: startup.at && [{ location: startup.at, message: "The exception is raised here" }],
    } satisfies Verdict;
  },
  fixes: [
    {
      title: "Give this command made-up values for the variables that the settings require",
      safety: "review",
      preferred: true,
      edits(context) {
        const collection = collectionOf(context);
        if (collection === undefined || typeof collection === "string") return undefined;
        const { image, run, command } = collection;
        const needed = neededVariables(context, collection);
        const text = image.document.text.slice(command.start, command.end);
        if (needed === undefined || run.form === "exec" || !text.includes("collectstatic")) return undefined;
        const words = [...needed].map(([name, value]) => `${name}=${value} `).join("");
        return [editOf(image.document.path, { start: command.start, end: command.start, text: words })];
      },
    },
  ],
});

function shortened(exception: string): string {
  return exception.length > 100 ? `${exception.slice(0, 99)}…` : exception;
}

/** More variables are more than a line can hold. */
const MAX_VARIABLES = 12;

/** The variables without which the settings do not load, with values that they load with; undefined if that is not found. */
function neededVariables(
  context: RuleContext,
  collection: Collection,
): ReadonlyMap<string, string> | undefined {
  const needed = new Map<string, string>();
  while (needed.size <= MAX_VARIABLES) {
    const { startup, variables } = evaluateBuild(context, collection, needed);
    if (startup.state === "unknown" || startup.state === "undecided") return undefined;
    if (startup.state !== "raises") return needed.size > 0 ? needed : undefined;
    const names = startup.exception.match(/\b[A-Z][A-Z0-9_]+\b/g) ?? [];
    const missing = names.find(
      (name) => variables.has(name) && !needed.has(name) && !collection.variables.has(name),
    );
    if (missing === undefined) return undefined;
    needed.set(missing, madeUp(missing));
  }
  return undefined;
}

function madeUp(name: string): string {
  if (/DATABASE_URL$/.test(name)) return "postgres://localhost/build";
  if (/REDIS.*URL$/.test(name)) return "redis://localhost";
  return /(?:PORT|TIMEOUT|SECONDS|COUNT)$/.test(name) ? "1" : "build";
}
