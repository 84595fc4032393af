// biome-ignore-all lint/suspicious/noTemplateCurlyInString: of Compose
import type { TextEdit } from "../../edits/edit";
import type { ComposeVariable } from "../../files/compose";
import type { DockerInstruction, DockerVariable } from "../../files/dockerfile";
import { composeFiles } from "../../project/containers";
import { manageCall } from "../../project/processes";
import type { SourceDocument } from "../../syntax/document";
import type { Location } from "../../syntax/text";
import { editOf, samePlace } from "../commands";
import { credentialKind, namesCredential } from "../credentials";
import { exampleImage, type Image, imageOf, placeIn, wholeLines } from "../docker";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Severity, type Verdict } from "../rule";
import { notApplicable, satisfied } from "../verdicts";

const KEY = "k7Wq9zPm2Rt4Xv8Lb3Nc6Ys1Hd5Gf0Ja";
const production = (...environment: string[]) => ({
  ...exampleProject,
  "compose.prod.yml": ["services:", "  web:", "    image: shop", "    environment:", ...environment, ""].join(
    "\n",
  ),
});

export default defineRule({
  id: "docker-secret",
  group: "docker",
  severity: "error",
  summary: "A secret of production is in the image or in a Compose file",
  docs: {
    why:
      "An image keeps what ENV and ARG say: everybody who can pull it can read the value, and so can everybody who can " +
      "read the repository. The same goes for a Compose file that is committed.",
    how:
      "Leave the value out and give the variable to the container when it starts: as a config var on Heroku, as " +
      "`${SECRET_KEY:?}` in a Compose file, which takes it from the environment or from .env and stops where it is " +
      "missing. Give a command of the build that needs the variable a value for this one command. Then replace the secret: the old one stays in the history.",
    references: [
      "https://docs.docker.com/build/building/secrets/",
      "https://docs.docker.com/reference/compose-file/interpolation/",
      "https://devcenter.heroku.com/articles/config-vars",
    ],
  },
  examples: {
    bad: [
      {
        code: exampleImage(`ENV SECRET_KEY=${KEY}`, "RUN python manage.py collectstatic --noinput"),
        fixed: exampleImage("RUN SECRET_KEY=build python manage.py collectstatic --noinput"),
      },
      {
        code: exampleImage(`ENV DJANGO_SETTINGS_MODULE=mysite.settings SECRET_KEY="${KEY}"`),
        fixed: exampleImage("ENV DJANGO_SETTINGS_MODULE=mysite.settings"),
      },
      { code: exampleImage(`ARG API_TOKEN=${KEY}`), fixed: exampleImage("ARG API_TOKEN=build") },
      {
        code: production(`      - SECRET_KEY=${KEY}`),
        fixed: production("      - SECRET_KEY=${SECRET_KEY:?}"),
      },
      {
        code: production("      DEBUG: 0", "      POSTGRES_PASSWORD: postgres"),
        fixed: production("      DEBUG: 0", '      POSTGRES_PASSWORD: "${POSTGRES_PASSWORD:?}"'),
      },
      {
        code: {
          ...exampleProject,
          "compose.yml": `services:\n  web:\n    build: .\n    environment:\n      STRIPE_SECRET_KEY: "sk_live_${KEY}"\n`,
        },
      },
    ],
    good: [
      exampleImage("RUN SECRET_KEY=build python manage.py collectstatic --noinput"),
      exampleImage("ARG SECRET_KEY", "ENV SECRET_KEY=build"),
      production("      - SECRET_KEY=${SECRET_KEY}", "      - DATABASE_URL"),
      // What everybody has on their own machine.
      {
        ...exampleProject,
        "compose.yml":
          "services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: postgres\n",
      },
    ],
  },
  check(context) {
    const image = imageOf(context);
    const files = composeFiles(context.snapshot, context.project.deployment);
    if (image === undefined && files.length === 0)
      return notApplicable("there is neither an image nor a Compose file");
    const found = secrets(context);
    if (found.length === 0) return satisfied();
    return found.map(({ message, severity, at }): Verdict => ({ state: "violated", message, severity, at }));
  },
  fixes: [
    {
      title: (_, { at }) =>
        /\.ya?ml$/.test(at.file) ? "Take the value from the environment" : "Take the secret out of the image",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const edits = secrets(context)
          .find((secret) => samePlace(secret.at, at))
          ?.edits();
        return edits && [editOf(at.file, ...edits)];
      },
    },
  ],
});

interface Secret {
  readonly message: string;
  readonly severity: Severity;
  readonly at: Location;
  /** Takes it away; undefined where that is not understood. */
  edits(): TextEdit[] | undefined;
}

/** Each place once: services may share a part of the file. */
function secrets(context: RuleContext): Secret[] {
  const all = [...imageSecrets(context), ...composeSecrets(context)];
  return all.filter(({ at }, n) => all.findIndex((other) => samePlace(other.at, at)) === n);
}

function imageSecrets(context: RuleContext): Secret[] {
  const image = imageOf(context);
  if (image === undefined) return [];
  const { document, file } = image;
  return [
    ...file.env.flatMap((variable) => secretOf(variable, "ENV") ?? []),
    ...file.args.flatMap((variable) => secretOf(variable, "ARG") ?? []),
  ].map(({ variable, kind, keyword }) => ({
    message: `${variable.name} is ${kind} that ${keyword} writes into the image: everyone who can pull the image or read the repository has it. Remove it here, and make a new secret.`,
    severity: "error",
    at: placeIn(document.path, variable.range),
    edits: () => (keyword === "ENV" ? withoutVariable(image, variable) : withDummy(image, variable)),
  }));
}

function secretOf(variable: DockerVariable, keyword: "ENV" | "ARG") {
  const { name, value } = variable;
  if (value === undefined || value.includes("$")) return undefined;
  const kind = credentialKind(name, value);
  return kind === undefined ? undefined : { variable, kind, keyword };
}

/** Removes a variable; commands of the build that start Django get another value for it. */
function withoutVariable({ document, file, stage }: Image, variable: DockerVariable): TextEdit[] | undefined {
  const instruction = stage.instructions.find(
    ({ start, end }) => start <= variable.range.start && variable.range.end <= end,
  );
  if (instruction === undefined || file.args.some(({ name }) => name === variable.name)) return undefined;
  const dummy = `${variable.name}=build `;
  const builds: TextEdit[] = [];
  for (const { form, shell } of stage.runs) {
    for (const command of shell.commands) {
      if (manageCall(command) === undefined || command.assignments.some(({ name }) => name === variable.name))
        continue;
      if (command.start < instruction.end) continue;
      if (form === "exec" || shell.broken) return undefined;
      builds.push({ start: command.start, end: command.start, text: dummy });
    }
  }
  return [removal(document, instruction, variable, stage.env), ...builds];
}

function removal(
  document: SourceDocument,
  instruction: DockerInstruction,
  { range }: DockerVariable,
  all: readonly DockerVariable[],
): TextEdit {
  const siblings = all.filter(
    (other) => instruction.start <= other.range.start && other.range.end <= instruction.end,
  );
  if (siblings.length < 2) return { ...wholeLines(document, instruction), text: "" };
  // With the space before it, or behind the first one.
  const before = siblings.findLast((other) => other.range.end <= range.start);
  const after = siblings.find((other) => other.range.start >= range.end);
  return before === undefined
    ? { start: range.start, end: after!.range.start, text: "" }
    : { start: before.range.end, end: range.end, text: "" };
}

function withDummy({ file }: Image, { name, valueRange }: DockerVariable): TextEdit[] | undefined {
  // What the image keeps for running must not be the dummy.
  const kept = file.env.some((other) => other.name === name || other.value?.includes(name));
  return kept || valueRange === undefined ? undefined : [{ ...valueRange, text: "build" }];
}

function composeSecrets({ project, snapshot }: RuleContext): Secret[] {
  return composeFiles(snapshot, project.deployment).flatMap(({ path, purpose, services }) =>
    services.flatMap(({ environment }) =>
      environment.flatMap((variable): Secret[] => {
        const { name, value } = variable;
        if (!value || value.includes("$") || variable.valueRange === undefined) return [];
        const kind = credentialKind(name, value);
        const guessable = kind === undefined && purpose === "production" && namesCredential(name);
        if (kind === undefined && !guessable) return [];
        const severity = guessable
          ? "warning"
          : ({ production: "error", unknown: "info", development: "hint" } as const)[purpose];
        const secret = kind === undefined ? "written here" : `${kind} written here`;
        return [
          {
            message: `${name} is ${secret}: everyone who can read ${path} has it. Read it from an environment variable, and make a new secret.`,
            severity,
            at: placeIn(path, variable.range),
            edits: () => interpolated(snapshot.file(path), variable),
          },
        ];
      }),
    ),
  );
}

/** `${NAME:?}` in place of a value. */
function interpolated(
  document: SourceDocument | undefined,
  { name, value, valueRange }: ComposeVariable,
): TextEdit[] | undefined {
  if (document === undefined || valueRange === undefined || !/^\w+$/.test(name)) return undefined;
  const { text } = document;
  if (text.slice(valueRange.start, valueRange.end) !== value) return undefined;
  const before = text.slice(
    document.lines.lineStart(document.lines.positionAt(valueRange.start).line),
    valueRange.start,
  );
  // A value without quotes after `NAME: ` gets some, as braces end a flow mapping; in a list the dash says where it starts.
  if (/["']$|["'][\w-]+=$/.test(before)) return [{ ...valueRange, text: `\${${name}:?}` }];
  if (/^\s*- \w+=$/.test(before)) return [{ ...valueRange, text: `\${${name}:?}` }];
  return /: *$/.test(before) ? [{ ...valueRange, text: `"\${${name}:?}"` }] : undefined;
}
