import { join } from "../../paths";
import { ignoredFiles, slugIgnored } from "../../project/ignored";
import { lineBreakOf } from "../../syntax/text";
import { firstLine } from "../commands";
import { exampleProject } from "../exampleProject";
import { buildOf, NO_PYTHON_BUILD } from "../pythonVersions";
import { defineRule, type RuleContext } from "../rule";

const site = { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\n", "requirements.txt": "gunicorn\n" };
const CONFIG = "home = /usr/bin\nversion = 3.13.1\n";

export default defineRule({
  id: "venv-committed",
  group: "heroku",
  severity: "warning",
  summary: "A virtual environment is not ignored by git",
  docs: {
    why: "A virtual environment works only on the machine that made it. Heroku's buildpack fails the build when it finds one in `.venv` or `venv`; other platforms upload thousands of files that nobody can use.",
    how: "Add the directory to .gitignore. If it is committed already, run `git rm -r --cached .venv` and commit.",
    references: [
      "https://devcenter.heroku.com/articles/python-support",
      "https://docs.python.org/3/library/venv.html",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...site, "venv/pyvenv.cfg": CONFIG, ".gitignore": "*.pyc\n" },
        fixed: { ...site, "venv/pyvenv.cfg": CONFIG, ".gitignore": "*.pyc\nvenv/\n" },
      },
    ],
    good: [
      { ...site, ".venv/pyvenv.cfg": CONFIG, ".gitignore": ".venv\n" },
      // uv and virtualenv write this themselves.
      { ...site, ".venv/pyvenv.cfg": CONFIG, ".venv/.gitignore": "*\n" },
      { ...site, "env/pyvenv.cfg": CONFIG },
      { ...site, "venv/pyvenv.cfg": CONFIG, ".slugignore": "venv\n", "README.md": "$ python -m venv venv\n" },
    ],
  },

  check(context) {
    const build = buildOf(context);
    if (build === undefined) return NO_PYTHON_BUILD;
    const found = committedVenvs(context);
    if (found.length === 0) return { state: "satisfied" };
    return found.map(({ name, config }) => ({
      state: "violated",
      message: `The virtual environment ${name} is not in .gitignore. Once it is committed, the build fails, because Heroku refuses a repository with ${config}.`,
      at: firstLine(context, config),
    }));
  },

  fixes: [
    {
      title: (context, { at }) => `Add ${nameAt(context, at.file)}/ to .gitignore`,
      safety: "safe",
      preferred: true,
      edits(context, { at }) {
        const name = nameAt(context, at.file);
        if (name === undefined) return undefined;
        const path = join(context.project.deployment.root, ".gitignore");
        const document = context.snapshot.file(path);
        if (document === undefined) return [{ kind: "create", path, text: `${name}/\n` }];
        if (document.problem !== undefined) return undefined;
        const { text } = document;
        const eol = lineBreakOf(text);
        const line = text === "" || /[\r\n]$/.test(text) ? `${name}/${eol}` : `${eol}${name}/`;
        return [{ kind: "edit", path, edits: [{ start: text.length, end: text.length, text: line }] }];
      },
    },
  ],
});

/** The virtual environments that the buildpack looks for, as far as git or .slugignore do not leave them out. */
function committedVenvs({ snapshot, project }: RuleContext): { name: string; config: string }[] {
  const { root } = project.deployment;
  const directories = snapshot.directory(root)?.filter(({ kind }) => kind === "directory") ?? [];
  const names = directories.map(({ name }) => name).filter((name) => name === ".venv" || name === "venv");
  if (names.length === 0) return [];
  const slug = slugIgnored(snapshot, root);
  return names.flatMap((name) => {
    const config = join(root, name, "pyvenv.cfg");
    if (snapshot.file(config) === undefined || slug(`${name}/pyvenv.cfg`)) return [];
    return ignoredFiles(snapshot, join(root, name))(config) ? [] : [{ name, config }];
  });
}

function nameAt(context: RuleContext, file: string): string | undefined {
  return committedVenvs(context).find(({ config }) => config === file)?.name;
}
