import ignore from "ignore";
import { basename, dirname, join, relative } from "../../paths";
import { gitignores, ignores, ignoringLine } from "../../project/ignored";
import { isListed, listedFile } from "../../snapshot";
import type { SourceDocument } from "../../syntax/document";
import { type Location, lineBreakOf } from "../../syntax/text";
import { editOf, NOT_ON_HEROKU } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Verdict } from "../rule";

const project = (more: Readonly<Record<string, string>>) => ({
  ...exampleProject,
  Procfile: "web: gunicorn mysite.wsgi --workers $WEB_CONCURRENCY\n",
  "requirements.txt": "Django==5.2.8\ngunicorn\n",
  ".python-version": "3.13\n",
  ...more,
});

export default defineRule({
  id: "needed-file-ignored",
  group: "heroku",
  severity: "error",
  summary: "A file that a deploy needs is in .gitignore or .slugignore",
  docs: {
    why: "Heroku builds what is committed, without what .slugignore lists. A file that is left out is there on your machine and missing on Heroku: without its dependency file the build fails, without the Procfile nothing starts, without .python-version another Python is installed.",
    how: "Remove the pattern, or put the name behind a `!` below it in .gitignore (.slugignore has no `!`), and commit the file.",
    references: [
      "https://devcenter.heroku.com/articles/slug-compiler#ignoring-files-with-slugignore",
      "https://git-scm.com/docs/gitignore",
      "https://devcenter.heroku.com/articles/python-support",
    ],
  },
  examples: {
    bad: [
      {
        code: project({ ".slugignore": "docs\nrequirements.txt\n" }),
        fixed: project({ ".slugignore": "docs\n" }),
      },
      {
        code: project({ ".gitignore": "*.pyc\n*.txt\n*.log\n" }),
        fixed: project({ ".gitignore": "*.pyc\n*.txt\n!/requirements.txt\n*.log\n" }),
      },
      {
        code: project({ ".gitignore": "# pyenv\n.python-version\n" }),
        fixed: project({ ".gitignore": "# pyenv\n" }),
      },
    ],
    good: [
      project({ ".gitignore": "*.pyc\n*.txt\n!requirements.txt\n", ".slugignore": "docs\n*.md\n" }),
      project({ ".gitignore": ".python-version\n", "runtime.txt": "python-3.13\n" }),
    ],
  },

  check(context) {
    if (!context.project.deployment.heroku) return NOT_ON_HEROKU;
    const found = ignoredOf(context);
    if (found.length === 0) return { state: "satisfied" };
    return found.map(
      ({ path, consequence, at, severity }): Verdict => ({
        state: "violated",
        message:
          basename(at.file) === ".slugignore"
            ? `.slugignore removes ${path} before the build: ${consequence}.`
            : `This pattern keeps ${path} out of git. Unless it is committed all the same, it never reaches Heroku: ${consequence}.`,
        at,
        severity,
      }),
    );
  },

  fixes: [
    {
      title: (context, { at }) =>
        changeAt(context, at)?.text === "" ? "Remove the pattern" : "Keep the file",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const edit = changeAt(context, at);
        return edit && [editOf(at.file, edit)];
      },
    },
  ],
});

interface Needed {
  readonly path: string;
  readonly consequence: string;
  readonly isHelpful?: boolean;
}

/** What Heroku looks for in the repository, as far as it is there. */
function neededFiles({ project, snapshot }: RuleContext): Needed[] {
  const { target, procfile, herokuYml, runtimeTxt, pythonVersion, dependencies } = project.deployment;
  const found: Needed[] = [];
  const add = (path: string | undefined, consequence: string, isHelpful = false) => {
    const isThere = path !== undefined && isListed(snapshot, path);
    if (isThere) found.push({ path, consequence, isHelpful });
  };
  if (target === "container") add(herokuYml?.path, "the deploy fails");
  else {
    add(procfile?.path, "no process starts");
    add(dependencies.source, "the build fails");
    if (runtimeTxt === undefined)
      add(pythonVersion?.path, "the build installs the Python version that is Heroku's default", true);
  }
  add(project.managePy, "no command of Django runs");
  const { module } = project.settings;
  add(module?.path, "Django does not start");
  return found;
}

interface Ignored extends Needed {
  readonly document: SourceDocument;
  readonly at: Location;
  readonly severity: Verdict["severity"];
}

/** The files that are left out; one for each line that does so. */
function ignoredOf(context: RuleContext): Ignored[] {
  const { snapshot, project } = context;
  const { root, target } = project.deployment;
  const slugignore = target === "classic" ? listedFile(snapshot, join(root, ".slugignore")) : undefined;
  const found = new Map<string, Ignored>();
  for (const needed of neededFiles(context)) {
    const documents = [...(slugignore ? [slugignore] : []), ...gitignores(snapshot, dirname(needed.path))];
    const document = documents.find((each) => ignores(each, needed.path));
    const at = document && ignoringLine(document, needed.path);
    if (document === undefined || at === undefined) continue;
    // What is in git in spite of a pattern is not known here.
    const severity = document === slugignore ? "error" : needed.isHelpful ? "info" : "warning";
    const key = `${at.file} ${at.start}`;
    if (!found.has(key)) found.set(key, { ...needed, document, at, severity });
  }
  return [...found.values()];
}

/** Takes out a line that is about the file alone, or excepts the file where git can do so. */
function changeAt(context: RuleContext, { file, start, end }: Location) {
  const found = ignoredOf(context).find(({ at }) => at.file === file && at.start === start);
  if (found === undefined) return undefined;
  const { document, path } = found;
  const { text, lines } = document;
  const inside = relative(dirname(file), path);
  const { line } = lines.positionAt(start);
  const pattern = text.slice(start, end).replace(/^\//, "");
  if (pattern === inside || pattern === basename(path)) {
    const next = line + 1 < lines.lineCount ? lines.lineStart(line + 1) : text.length;
    return { start, end: next, text: "" };
  }
  if (basename(file) !== ".gitignore" || /[^\w./-]/.test(inside)) return undefined;
  const at = lines.lineEnd(line);
  const edit = { start: at, end: at, text: `${lineBreakOf(text)}!/${inside}` };
  const after = text.slice(0, at) + edit.text + text.slice(at);
  return ignore().add(after).ignores(inside) ? undefined : edit;
}
