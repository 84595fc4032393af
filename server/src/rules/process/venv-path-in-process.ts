import { type StartedCommand, VIRTUAL_ENVIRONMENT } from "../../project/startScripts";
import type { ShellWord } from "../../syntax/shell";
import { editOf, NOT_ON_HEROKU, samePlace } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext } from "../rule";
import { certainCommands, isEditable, nameOf, relatedCalls, removeCommand } from "../startedCommands";

export default defineRule({
  id: "venv-path-in-process",
  group: "process",
  severity: "error",
  summary: "A process needs a virtual environment or sudo, which Heroku does not have",
  docs: {
    why: "Heroku's buildpack installs Python and the packages in a place of its own that is on the PATH already. The virtual environment of your machine is not deployed, and nobody is root on a dyno, so such a command fails and the process crashes (H10).",
    how: "Name the program alone: `gunicorn mysite.wsgi`, `python manage.py migrate`.",
    references: [
      "https://devcenter.heroku.com/articles/procfile",
      "https://devcenter.heroku.com/articles/python-support",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...exampleProject, Procfile: "web: source venv/bin/activate && gunicorn mysite.wsgi\n" },
        fixed: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\n" },
      },
      {
        code: {
          ...exampleProject,
          Procfile: "web: .venv/bin/gunicorn mysite.wsgi\n",
        },
        fixed: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\n" },
      },
      {
        code: { ...exampleProject, Procfile: "web: sudo gunicorn mysite.wsgi\n" },
        fixed: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\n" },
      },
    ],
    good: [
      { ...exampleProject, Procfile: "web: $HOME/.heroku/python/bin/gunicorn mysite.wsgi\n" },
      {
        ...exampleProject,
        Procfile: "web: bin/start\n",
        "bin/start": "#!/bin/sh\nif [ -d venv ]; then . venv/bin/activate; fi\nexec gunicorn mysite.wsgi\n",
      },
      {
        ...exampleProject,
        "heroku.yml":
          "build:\n  docker:\n    web: Dockerfile\nrun:\n  web: /opt/venv/bin/gunicorn mysite.wsgi\n",
      },
    ],
  },

  check(context) {
    const { target } = context.project.deployment;
    if (target !== "classic" && target !== "cnb") return NOT_ON_HEROKU;
    const found = uses(context);
    if (found.length === 0) return { state: "satisfied" };
    return found.map(({ started, word, kind }) => ({
      state: "violated",
      message:
        kind === "sudo"
          ? `${nameOf(started)} uses \`sudo\`, but a dyno gives nobody root access, so the command fails.`
          : `${nameOf(started)} uses \`${word.text}\`, but your virtual environment is not on Heroku, which installs the packages elsewhere: the command fails.`,
      at: { file: started.file, start: word.start, end: word.end },
      related: relatedCalls(started),
    }));
  },

  fixes: [
    {
      title: (context, { at }) => {
        const use = uses(context).find(({ started, word }) =>
          samePlace({ file: started.file, start: word.start, end: word.end }, at),
        );
        return use?.kind === "activate" ? "Remove the command" : "Name the program alone";
      },
      safety: "safe",
      preferred: true,
      edits(context, { at }) {
        const use = uses(context).find(({ started, word }) =>
          samePlace({ file: started.file, start: word.start, end: word.end }, at),
        );
        if (use === undefined || !isEditable(context, use.started)) return undefined;
        const { started, word, kind } = use;
        if (kind === "activate") {
          const removed = removeCommand(context, started);
          return removed && [removed];
        }
        if (kind === "sudo") {
          const inner = started.command.layers.find((layer) => layer.word === word)?.inner;
          const text = context.snapshot.file(at.file)?.text;
          if (inner === undefined || text?.slice(at.end, inner.start).trim() !== "") return undefined;
          return [editOf(at.file, { start: at.start, end: inner.start, text: "" })];
        }
        if (word.raw !== word.text) return undefined;
        return [
          editOf(at.file, { start: at.start, end: at.start + word.text.lastIndexOf("/") + 1, text: "" }),
        ];
      },
    },
  ],
});

interface Use {
  readonly started: StartedCommand;
  readonly word: ShellWord;
  readonly kind: "activate" | "path" | "sudo";
}

function uses(context: RuleContext): readonly Use[] {
  return certainCommands(context, undefined).flatMap((started): Use[] => {
    const { program, args, words, layers, programWord } = started.command;
    const [script] = args;
    if ((program === "source" || program === ".") && script !== undefined)
      return VIRTUAL_ENVIRONMENT.test(script.text) ? [{ started, word: script, kind: "activate" }] : [];
    const sudo = layers.find(({ name }) => name === "sudo");
    if (sudo !== undefined) return [{ started, word: sudo.word, kind: "sudo" }];
    const path = words.find(
      (word) =>
        programWord !== undefined &&
        word.end <= programWord.end &&
        !word.dynamic &&
        VIRTUAL_ENVIRONMENT.test(word.text),
    );
    return path === undefined ? [] : [{ started, word: path, kind: "path" }];
  });
}
