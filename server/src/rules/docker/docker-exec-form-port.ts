// biome-ignore-all lint/suspicious/noTemplateCurlyInString: of a shell
import { composeFiles } from "../../project/containers";
import { serverCommands } from "../../project/webServer";
import type { ShellWord } from "../../syntax/shell";
import type { Range } from "../../syntax/text";
import { editOf, samePlace } from "../commands";
import { exampleContainer, exampleImage, imageOf, NO_IMAGE, placeIn } from "../docker";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { satisfied, undecided } from "../verdicts";

const example = exampleImage();
const shellForm = "CMD gunicorn mysite.wsgi --bind 0.0.0.0:$PORT";
const starting = (command: string) => ({
  ...example,
  Dockerfile: example.Dockerfile.replace(shellForm, command),
});

export default defineRule({
  id: "docker-exec-form-port",
  group: "docker",
  severity: "error",
  summary: "The server gets the text $PORT instead of the port",
  docs: {
    why:
      "A command that is written as a JSON list runs without a shell, so nothing puts the value of `$PORT` in its place: " +
      "the server gets the text `$PORT`, which is no port, and exits.",
    how: "Write the command without brackets, with `exec` so that signals reach the server: `CMD exec gunicorn mysite.wsgi --bind 0.0.0.0:$PORT`.",
    references: ["https://docs.docker.com/reference/dockerfile/#shell-and-exec-form"],
  },
  examples: {
    bad: [
      {
        code: starting('CMD ["gunicorn", "mysite.wsgi", "--bind", "0.0.0.0:$PORT"]'),
        fixed: starting("CMD exec gunicorn mysite.wsgi --bind 0.0.0.0:$PORT"),
      },
      {
        code: starting('ENTRYPOINT ["gunicorn", "--bind", "0.0.0.0:${PORT:-8000}", "mysite.wsgi"]'),
        fixed: starting("ENTRYPOINT exec gunicorn --bind 0.0.0.0:${PORT:-8000} mysite.wsgi"),
      },
    ],
    good: [
      example,
      starting('CMD ["sh", "-c", "gunicorn mysite.wsgi --bind 0.0.0.0:$PORT"]'),
      starting('ENTRYPOINT ["./start.sh"]\nCMD ["gunicorn", "mysite.wsgi", "--bind", "0.0.0.0:$PORT"]'),
      {
        ...starting('CMD ["gunicorn", "mysite.wsgi", "-b", "0.0.0.0:$PORT"]'),
        "compose.yml": "services:\n  web:\n    build: .\n    command: gunicorn mysite.wsgi\n",
      },
      // Heroku hands CMD to a shell.
      {
        ...exampleContainer(),
        Dockerfile: starting('CMD ["gunicorn", "mysite.wsgi", "-b", "0.0.0.0:$PORT"]').Dockerfile,
      },
    ],
  },
  check(context) {
    const image = imageOf(context);
    if (image === undefined) return NO_IMAGE;
    const found = unexpanded(context);
    if (found.length === 0) return satisfied();
    const { project, snapshot } = context;
    if (project.deployment.target === "container")
      return undecided("Heroku hands the command to a shell of its own");
    const services = composeFiles(snapshot, project.deployment).flatMap(({ services }) => services);
    if (services.some(({ command, entrypoint }) => command !== undefined || entrypoint !== undefined))
      return undecided("a Compose file names other commands");
    return found.map(({ server, word, range }): Verdict => {
      const message = `${server} gets the text \`${word}\` instead of the port, because a command in JSON form runs without a shell: it exits at once.`;
      return { state: "violated", message, at: placeIn(image.document.path, range) };
    });
  },
  fixes: [
    {
      title: "Write the command without JSON, so that a shell runs it",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const image = imageOf(context);
        const found = unexpanded(context).find(({ range }) => samePlace(placeIn(at.file, range), at));
        // Beside ENTRYPOINT, CMD is only its arguments; and ENTRYPOINT's shell form takes none.
        if (image === undefined || found === undefined || (image.file.cmd && image.file.entrypoint))
          return undefined;
        const words = found.words.map(({ text }) => quoted(text));
        return [editOf(at.file, { ...found.range, text: ["exec", ...words].join(" ") })];
      },
    },
  ],
});

interface Unexpanded {
  /** Of the arguments. */
  readonly range: Range;
  readonly words: readonly ShellWord[];
  readonly server: string;
  readonly word: string;
}

const SHELL = /(?:^|\/)(?:ba|da|z|a)?sh$/;

/** Servers that are started in the exec form with a port that only a shell would fill in. */
function unexpanded(context: RuleContext): Unexpanded[] {
  const file = imageOf(context)?.file;
  if (file === undefined) return [];
  // An entry point may hand CMD to a shell.
  const commands = file.entrypoint === undefined ? [file.cmd] : [file.entrypoint];
  return commands.flatMap((command) => {
    if (command?.words === undefined || SHELL.test(command.words[0]?.text ?? "")) return [];
    const [server] = serverCommands(command.shell);
    const word = command.words.find(({ text }) => /\$\{?PORT\b/.test(text));
    return server === undefined || word === undefined
      ? []
      : [{ range: command.range, words: command.words, server: server.server, word: word.text }];
  });
}

function quoted(word: string): string {
  return /^[\w@%+=:,./${}-]+$/.test(word) ? word : `"${word.replace(/["\\`]/g, "\\$&")}"`;
}
