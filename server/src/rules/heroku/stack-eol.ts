import { scopesOf } from "../../files/appJson";
import { parseProjectToml } from "../../files/projectToml";
import { basename, join } from "../../paths";
import type { Location } from "../../syntax/text";
import { editOf, NOT_ON_HEROKU } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Verdict } from "../rule";

/** Stacks that nothing is built on any more. */
const RETIRED = /^(?:cedar(?:-1[04])?|heroku-(?:16|18|20))$/;
const REPLACEMENT = "heroku-24";

/** Builders of cloud-native buildpacks on such a stack. */
const RETIRED_BUILDER = /^heroku\/(?:builder|buildpacks):(?:18|20)$/;

const on = (stack: string) => ({
  ...exampleProject,
  Procfile: "web: gunicorn mysite.wsgi --workers $WEB_CONCURRENCY\n",
  "app.json": `{\n  "stack": "${stack}"\n}\n`,
});

export default defineRule({
  id: "stack-eol",
  group: "heroku",
  severity: "error",
  summary: "The Heroku stack is out of support, or soon will be",
  docs: {
    why: "A stack is the operating system below an app, and Heroku supports each for about five years. After that it gets no security fixes and nothing is built on it: an app that is created on it cannot be deployed. The support of heroku-22 ends in April 2027.",
    how: 'Write `"stack": "heroku-24"` into app.json, or leave the key out, which means Heroku\'s default.',
    references: [
      "https://devcenter.heroku.com/articles/stack",
      "https://devcenter.heroku.com/articles/app-json-schema#stack",
    ],
  },
  examples: {
    bad: [
      { code: on("heroku-20"), fixed: on("heroku-24") },
      { code: on("heroku-22"), fixed: on("heroku-24") },
      {
        code: { ...exampleProject, "project.toml": '[io.buildpacks]\nbuilder = "heroku/builder:20"\n' },
        fixed: { ...exampleProject, "project.toml": '[io.buildpacks]\nbuilder = "heroku/builder:24"\n' },
      },
    ],
    good: [on("heroku-24"), on("heroku-26"), on("container")],
  },

  check(context) {
    if (!context.project.deployment.heroku) return NOT_ON_HEROKU;
    const found = [...stacks(context), ...builders(context)];
    if (found.length === 0) return { state: "not-applicable", reason: "no file names a stack" };
    const old = found.filter(({ name }) => isRetired(name) || name === "heroku-22");
    if (old.length === 0) return { state: "satisfied" };
    return old.map(
      ({ name, at }): Verdict => ({
        state: "violated",
        message: isRetired(name)
          ? `${basename(at.file)} asks for ${name}, which Heroku no longer supports: it refuses to build on it, so an app that is created from this file cannot be deployed.`
          : "Heroku supports heroku-22 until April 2027; after that, apps on it get no security fixes and cannot be built.",
        at,
        severity: isRetired(name) ? "error" : "info",
      }),
    );
  },

  fixes: [
    {
      title: (context, { at }) => `Use ${replacementAt(context, at) ?? REPLACEMENT}`,
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const text = replacementAt(context, at);
        return text === undefined ? undefined : [editOf(at.file, { start: at.start, end: at.end, text })];
      },
    },
  ],
});

interface Stack {
  readonly name: string;
  readonly at: Location;
}

function isRetired(name: string): boolean {
  return RETIRED.test(name) || RETIRED_BUILDER.test(name);
}

function stacks({ project: { deployment } }: RuleContext): Stack[] {
  return scopesOf(deployment.appJson).flatMap(({ stack }) =>
    stack === undefined
      ? []
      : [{ name: stack.value, at: { file: deployment.appJson!.path, ...stack.range } }],
  );
}

function builders({ project: { deployment }, snapshot }: RuleContext): Stack[] {
  if (deployment.target !== "cnb") return [];
  const document = snapshot.file(join(deployment.root, "project.toml"));
  const builder = document && parseProjectToml(document).builder;
  if (document === undefined || builder === undefined) return [];
  return [{ name: builder.value, at: { file: document.path, ...builder.range } }];
}

function replacementAt({ snapshot }: RuleContext, { file, start, end }: Location): string | undefined {
  const text = snapshot.file(file)?.text.slice(start, end);
  if (text === undefined) return undefined;
  return text.startsWith("heroku/") ? text.replace(/:\d+$/, ":24") : REPLACEMENT;
}
