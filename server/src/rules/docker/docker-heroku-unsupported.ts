import type { TextEdit } from "../../edits/edit";
import type { DockerInstruction } from "../../files/dockerfile";
import type { SourceDocument } from "../../syntax/document";
import { editOf, samePlace } from "../commands";
import { exampleContainer, exampleImage, imageOf, NO_IMAGE, placeIn, wholeLines } from "../docker";
import { defineRule, type RuleContext, type Severity, type Verdict } from "../rule";
import { notApplicable, satisfied } from "../verdicts";

export default defineRule({
  id: "docker-heroku-unsupported",
  group: "docker",
  severity: "hint",
  summary: "The Dockerfile asks for something that Heroku does not do",
  docs: {
    why:
      "Heroku runs images in dynos. A dyno has no volumes: files that are written there are gone with the next restart. " +
      "Heroku watches over dynos itself, and stops them with SIGTERM, whatever HEALTHCHECK and STOPSIGNAL say.",
    how: "Keep uploads in a storage outside, such as S3, and leave the instructions out if the image runs on Heroku alone.",
    references: ["https://devcenter.heroku.com/articles/container-registry-and-runtime"],
  },
  examples: {
    bad: [
      { code: exampleContainer("VOLUME /app/media") },
      {
        code: exampleContainer("HEALTHCHECK --interval=1m \\", "  CMD curl -f http://localhost:$PORT/"),
        fixed: exampleContainer(),
      },
      { code: exampleContainer("STOPSIGNAL SIGINT"), fixed: exampleContainer() },
    ],
    good: [
      exampleContainer(),
      // For those who run the image elsewhere.
      exampleContainer("EXPOSE 8000"),
      exampleContainer("HEALTHCHECK NONE"),
      exampleImage("VOLUME /app/media"),
      {
        ...exampleContainer(),
        Dockerfile: "FROM python:3.13 AS base\nVOLUME /data\nFROM python:3.13\nCMD gunicorn $APP\n",
      },
    ],
  },
  check(context) {
    if (!context.project.deployment.heroku) return notApplicable("nothing says that it deploys to Heroku");
    const image = imageOf(context);
    if (image === undefined) return NO_IMAGE;
    const found = ignored(context);
    if (found.length === 0) return satisfied();
    return found.map(({ instruction, effect }): Verdict => {
      const at = placeIn(image.document.path, instruction);
      return { state: "violated", message: effect.message, severity: effect.severity, at };
    });
  },
  fixes: [
    {
      title: "Remove the instruction",
      safety: "review",
      edits(context, { at }) {
        const image = imageOf(context);
        const found = ignored(context).find(({ instruction }) =>
          samePlace(placeIn(at.file, instruction), at),
        );
        // Without VOLUME the files are lost all the same: they belong elsewhere.
        if (image === undefined || found === undefined || found.instruction.keyword === "VOLUME")
          return undefined;
        return [editOf(at.file, removal(image.document, found.instruction))];
      },
    },
  ],
});

interface Effect {
  readonly message: string;
  readonly severity: Severity;
}

const EFFECTS: Readonly<Record<string, Effect>> = {
  VOLUME: {
    message:
      "Heroku mounts no volumes: each dyno has its own copy of this directory, and what the app writes there is lost at each restart.",
    severity: "info",
  },
  HEALTHCHECK: {
    message: "Heroku does not run HEALTHCHECK, so this has no effect; it restarts crashed dynos by itself.",
    severity: "hint",
  },
  STOPSIGNAL: {
    message: "Heroku ignores STOPSIGNAL: it stops dynos with SIGTERM, and after 30 seconds with SIGKILL.",
    severity: "hint",
  },
};

function ignored(context: RuleContext): { instruction: DockerInstruction; effect: Effect }[] {
  const stages = imageOf(context)?.file.final ?? [];
  return stages.flatMap(({ instructions }) =>
    instructions.flatMap((instruction) => {
      const { keyword, words } = instruction;
      const effect = Object.hasOwn(EFFECTS, keyword) ? EFFECTS[keyword] : undefined;
      const says =
        effect !== undefined && words[0]?.text.toUpperCase() !== "NONE" && words[0]?.text !== "SIGTERM";
      return says ? [{ instruction, effect }] : [];
    }),
  );
}

function removal(document: SourceDocument, instruction: DockerInstruction): TextEdit {
  return { ...wholeLines(document, instruction), text: "" };
}
