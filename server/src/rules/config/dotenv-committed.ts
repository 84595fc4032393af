import type { FileChange } from "../../edits/edit";
import { basename, join } from "../../paths";
import { ignoredFiles } from "../../project/ignored";
import { isListed, listedFile } from "../../snapshot";
import { perDocument } from "../../syntax/document";
import { lineBreakOf, type Range } from "../../syntax/text";
import { credentialKind, namesCredential } from "../credentials";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { notApplicable, satisfied } from "../verdicts";

/** Files of variables that hold real ones; `.env.example` and the like are meant to be seen. */
const FILES = [".env", ".env.production", ".env.prod", ".env.local"];

const VALUE = "k3vQ8mZt0Lw5Rb1Xy7Hn";

export default defineRule({
  id: "dotenv-committed",
  group: "config",
  severity: "warning",
  summary: "No .gitignore keeps a .env file with secrets out of git",
  docs: {
    why:
      "A .env file contains what must not be in the source. If no .gitignore lists it, the next `git add .` adds it to " +
      "the repository, if it is not there already, and so to every clone and backup.",
    how:
      "Add `.env` to .gitignore. If the file is in the repository already, remove it with `git rm --cached .env` and " +
      "change every password and key in it: they stay in the history.",
    references: [
      "https://git-scm.com/docs/gitignore",
      "https://devcenter.heroku.com/articles/heroku-local#set-up-your-local-environment-variables",
      "https://12factor.net/config",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          ".git/HEAD": "ref: refs/heads/main\n",
          ".gitignore": "*.pyc\n/staticfiles/",
          ".env": `DEBUG=1\nPAYMENT_API_KEY=${VALUE}\n`,
          "mysite/settings.py": 'ROOT_URLCONF = "mysite.urls"\n',
        },
        fixed: {
          ".git/HEAD": "ref: refs/heads/main\n",
          ".gitignore": "*.pyc\n/staticfiles/\n.env\n",
          ".env": `DEBUG=1\nPAYMENT_API_KEY=${VALUE}\n`,
          "mysite/settings.py": 'ROOT_URLCONF = "mysite.urls"\n',
        },
      },
      {
        code: {
          ".git/HEAD": "ref: refs/heads/main\n",
          ".env": `export SECRET_KEY="${VALUE}"\n`,
          "mysite/settings.py": 'ROOT_URLCONF = "mysite.urls"\n',
        },
        fixed: {
          ".git/HEAD": "ref: refs/heads/main\n",
          ".gitignore": ".env\n",
          ".env": `export SECRET_KEY="${VALUE}"\n`,
          "mysite/settings.py": 'ROOT_URLCONF = "mysite.urls"\n',
        },
      },
    ],
    good: [
      {
        ".git/HEAD": "ref: refs/heads/main\n",
        ".gitignore": ".env*\n",
        ".env": `PAYMENT_API_KEY=${VALUE}\n`,
        "mysite/settings.py": 'import os\n\nPAYMENT_API_KEY = os.environ["PAYMENT_API_KEY"]\n',
      },
      // Nothing that anybody could use.
      {
        ".git/HEAD": "ref: refs/heads/main\n",
        ".env":
          "ENVIRONMENT=development\nSECRET_KEY=django-insecure-4kq8v0z1x2\nDATABASE_URL=postgres://shop:shop@localhost/shop\nPAYMENT_API_KEY=\n",
        "mysite/settings.py": 'ROOT_URLCONF = "mysite.urls"\n',
      },
      // Without git, or below its root, nobody knows what is left out.
      {
        ".env": `PAYMENT_API_KEY=${VALUE}\n`,
        "mysite/settings.py": 'ROOT_URLCONF = "mysite.urls"\n',
      },
    ],
  },
  check(context) {
    const { project, snapshot } = context;
    if (!isListed(snapshot, ".git")) return notApplicable("the folder is not the root of a git repository");
    const directories = [...new Set([project.deployment.root, project.root])];
    const verdicts = directories.flatMap((directory) => {
      const names = new Set((snapshot.directory(directory) ?? []).map(({ name }) => name));
      const present = FILES.filter((name) => names.has(name));
      if (present.length === 0) return [];
      const ignored = ignoredFiles(snapshot, directory);
      return present
        .map((name) => join(directory, name))
        .filter((path) => !ignored(path) && !isExcluded(context, path))
        .flatMap((path) => verdictOn(context, path) ?? []);
    });
    return verdicts.length > 0 ? verdicts : satisfied();
  },
  fixes: [
    {
      title: (_, { at }) => `Add ${basename(at.file)} to .gitignore`,
      safety: "review",
      preferred: true,
      edits: (context, { at }) => ignoreFile(context, basename(at.file)),
    },
  ],
});

function verdictOn({ snapshot }: RuleContext, path: string): Verdict | undefined {
  const document = snapshot.file(path);
  const secrets = document === undefined || document.problem !== undefined ? [] : secretsOf(document);
  const [first] = secrets;
  if (first === undefined) return undefined;
  const names = secrets.length === 1 ? first.name : `${first.name} and ${secrets.length - 1} more`;
  return {
    state: "violated",
    at: { file: path, start: first.start, end: first.end },
    message: `${path} contains ${names}, and no .gitignore lists the file: git adds it to the repository, where anyone with access can read it.`,
  };
}

/** The variables with values that nobody else may know. */
const secretsOf = perDocument(({ text }): readonly (Range & { readonly name: string })[] =>
  [...text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*(.*)$/gm)].flatMap((match) => {
    const [whole, name, written] = match;
    const value = unquoted(written!);
    const kind = isKey(name!) ? credentialKind("TOKEN", value) : credentialKind(name!, value);
    if (kind === undefined) return [];
    const start = match.index + whole.indexOf(name!);
    return [{ name: name!, start, end: start + name!.length }];
  }),
);

/** Django's own key. */
function isKey(name: string): boolean {
  return /SECRET_KEY$/.test(name) && namesCredential(name);
}

function unquoted(written: string): string {
  const text = written.trim();
  return /^(["'])(.*)\1/.exec(text)?.[2] ?? text.replace(/\s+#.*$/, "");
}

/** Whether the repository's own list of exceptions leaves a file out. */
function isExcluded({ snapshot }: RuleContext, path: string): boolean {
  const text = listedFile(snapshot, ".git/info/exclude")?.text;
  return text?.split(/\r?\n/).some((line) => !line.startsWith("#") && line.includes(basename(path))) ?? false;
}

function ignoreFile({ snapshot }: RuleContext, name: string): FileChange[] {
  const document = listedFile(snapshot, ".gitignore");
  if (document === undefined) return [{ kind: "create", path: ".gitignore", text: `${name}\n` }];
  const { text } = document;
  const eol = lineBreakOf(text);
  const complete = text === "" || /[\r\n]$/.test(text);
  const line = `${complete ? "" : eol}${name}${eol}`;
  return [
    { kind: "edit", path: ".gitignore", edits: [{ start: text.length, end: text.length, text: line }] },
  ];
}
