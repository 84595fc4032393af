import type { BadLine, Procfile } from "../../files/procfile";
import type { Range } from "../../syntax/text";
import { editOf, NOT_ON_HEROKU, samePlace } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type Finding, type RuleContext, type Severity } from "../rule";

const WEB = "web: gunicorn mysite.wsgi\n";

export default defineRule({
  id: "procfile-syntax",
  group: "process",
  severity: "error",
  summary: "Heroku reads a line of the Procfile in another way than it is meant",
  docs: {
    why: "A Procfile has one process a line: its type, a colon, a space and the command. Heroku's builders leave out a line that looks otherwise or refuse the whole file; of two lines for one type only the last counts; and a command with a quote that nothing closes does not start.",
    how: "Write `type: command`, in a file that is saved as UTF-8 without a byte order mark. In PowerShell, `echo` with `>` writes UTF-16: use an editor, or `Set-Content -Encoding ascii`.",
    references: ["https://devcenter.heroku.com/articles/procfile"],
  },
  examples: {
    bad: [
      {
        code: { ...exampleProject, Procfile: `${WEB}worker=celery -A mysite worker\n` },
        fixed: { ...exampleProject, Procfile: `${WEB}worker: celery -A mysite worker\n` },
      },
      {
        code: { ...exampleProject, Procfile: `${WEB}worker celery -A mysite worker\n` },
        fixed: { ...exampleProject, Procfile: `${WEB}worker: celery -A mysite worker\n` },
      },
      {
        code: { ...exampleProject, Procfile: `\ufeff${WEB}` },
        fixed: { ...exampleProject, Procfile: WEB },
      },
      {
        code: { ...exampleProject, Procfile: `web: daphne mysite.asgi:application\n${WEB}` },
        fixed: { ...exampleProject, Procfile: WEB },
      },
      { code: { ...exampleProject, Procfile: `${WEB}worker: sh -c "celery -A mysite worker\n` } },
    ],
    good: [
      {
        ...exampleProject,
        Procfile: `# processes\r\n\r\n  web: gunicorn mysite.wsgi --bind "0.0.0.0:$PORT"\r\n`,
      },
      { ...exampleProject, Procfile: `${WEB}worker: echo "it's $(date "+%H")" # isn't\n` },
    ],
  },

  check(context) {
    const found = problems(context);
    if (found === undefined) return NOT_ON_HEROKU;
    if (found.length === 0) return { state: "satisfied" };
    const { path, processes } = context.project.deployment.procfile!;
    const noWeb = processes.every(({ name }) => name !== "web");
    return found.map(({ message, range, severity, name, related }) => ({
      state: "violated",
      message,
      at: { file: path, ...range },
      severity,
      related: related && [{ location: { file: path, ...related.range }, message: related.message }],
      ...(noWeb && name?.toLowerCase() === "web" ? { coveredBy: "procfile-no-web" } : {}),
    }));
  },

  fixes: [
    {
      title: (context, finding) => problemAt(context, finding)?.fix?.title ?? "",
      safety: "review",
      preferred: true,
      edits(context, finding) {
        const fix = problemAt(context, finding)?.fix;
        return fix && [editOf(finding.at.file, { ...fix.range, text: fix.text })];
      },
    },
  ],
});

interface Problem {
  readonly message: string;
  readonly range: Range;
  readonly severity: Severity;
  readonly name?: string;
  readonly related?: { readonly range: Range; readonly message: string };
  readonly fix?: { readonly title: string; readonly range: Range; readonly text: string };
}

function problemAt(context: RuleContext, { at }: Finding): Problem | undefined {
  return problems(context)?.find(({ range }) => samePlace({ file: at.file, ...range }, at));
}

/** What is wrong with the Procfile; undefined if there is none that counts. */
function problems(context: RuleContext): readonly Problem[] | undefined {
  const { deployment } = context.project;
  const { procfile, target } = deployment;
  if (procfile === undefined || (target !== "classic" && target !== "cnb")) return undefined;
  if (procfile.encoding === "other") {
    const message =
      "This file is not saved as UTF-8 text, so Heroku finds no process in it. PowerShell writes UTF-16 when the output of a command goes to a file.";
    return [{ message, range: { start: 0, end: 0 }, severity: "error" }];
  }
  return [
    ...byteOrderMark(procfile, target === "cnb"),
    ...procfile.badLines.map((line) => {
      // Beside a line of the same type it would be the second one.
      const twice = [...procfile.processes, ...procfile.badLines].filter(({ name }) => name === line.name);
      return ofLine(line, target === "cnb", twice.length > 1);
    }),
    ...duplicates(context, procfile),
    ...procfile.processes.flatMap(({ name, openQuote }): Problem[] => {
      if (openQuote === undefined) return [];
      const message = `Nothing closes this quote, so the shell refuses the command and the ${name} process never starts.`;
      return [{ message, range: openQuote, severity: "error" }];
    }),
  ];
}

function byteOrderMark({ encoding, processes, badLines }: Procfile, refused: boolean): Problem[] {
  if (encoding !== "bom") return [];
  const first = processes.some(({ nameRange }) => nameRange.start === 1) || badLines[0]?.start === 1;
  if (!first && !refused) return [];
  const effect = refused ? "refuses the file" : "does not recognise the process type behind it";
  return [
    {
      message: `The file starts with an invisible byte order mark, and Heroku's build ${effect}.`,
      range: { start: 0, end: 1 },
      severity: "error",
      fix: { title: "Remove the byte order mark", range: { start: 0, end: 1 }, text: "" },
    },
  ];
}

function ofLine({ kind, name, separator, start, end }: BadLine, refused: boolean, twice: boolean): Problem {
  const effect = refused ? "so the build refuses the file." : "so Heroku starts no process for this line.";
  // The builder of older stacks takes a space for the colon; the newer one does not.
  const maybe = refused ? effect : "and not every kind of Heroku build reads a line without one.";
  const what = {
    equals: `This line has \`=\` where a colon belongs (\`type: command\`), ${effect}`,
    "no-colon": `This line has no colon after its process type, ${maybe}`,
    "spaced-colon": `There is a space between the process type and its colon, ${refused ? effect : "so the colon becomes a part of the command."}`,
    "no-command": `This process type has no command, ${effect}`,
    "bad-name": `A process type may only have letters, digits, \`-\` and \`_\`, ${effect}`,
    other: `This line is not of the form \`type: command\`, ${effect}`,
  }[kind];
  const severity = kind === "no-colon" && !refused ? "warning" : "error";
  // DEBUG=1 is meant as something else.
  const isType = name !== undefined && /^[a-z][a-z0-9_-]*$/.test(name);
  const fix =
    separator !== undefined && kind !== "no-command" && isType && !twice
      ? { title: `Write it as \`${name}: command\``, range: separator, text: ": " }
      : undefined;
  return { message: what, range: { start, end }, severity, name, fix };
}

/** Lines that a later one of the same type replaces. */
function duplicates({ snapshot }: RuleContext, { path, processes }: Procfile): Problem[] {
  const last = new Map(processes.map((process) => [process.name, process]));
  const lines = snapshot.file(path)?.lines;
  return processes.flatMap((process): Problem[] => {
    const { name, nameRange } = process;
    const winner = last.get(name)!;
    if (winner === process || lines === undefined) return [];
    const { line } = lines.positionAt(nameRange.start);
    return [
      {
        message: `The Procfile has another line for \`${name}\` further down. Only the last one counts, so this command never runs.`,
        range: nameRange,
        severity: "warning",
        related: { range: winner.nameRange, message: "this line counts" },
        fix: {
          title: "Remove this line",
          range: { start: lines.lineStart(line), end: lines.lineStart(line + 1) },
          text: "",
        },
      },
    ];
  });
}
