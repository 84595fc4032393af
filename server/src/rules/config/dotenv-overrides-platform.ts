import type { PythonEditor } from "../../edits/python/editor";
import { EditSession } from "../../edits/session";
import { dirname, join } from "../../paths";
import { ignoredFiles } from "../../project/ignored";
import { ancestors } from "../../project/tree";
import { isListed, type Snapshot } from "../../snapshot";
import { perDocument } from "../../syntax/document";
import type { Call, Expr, Keyword } from "../../syntax/python/ast";
import { absoluteStatements, descendants } from "../../syntax/python/find";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { settingsSources } from "../settingsSources";
import { satisfied } from "../verdicts";

/** What loads a file: python-dotenv's function, and a method of django-environ and environs. */
const LOADERS = new Set(["load_dotenv", "read_env"]);
/** Arguments that let the file win. */
const FLAGS = new Set(["override", "overwrite"]);

export default defineRule({
  id: "dotenv-overrides-platform",
  group: "config",
  severity: "warning",
  summary: "A .env file in the repository overrides Heroku's config vars",
  docs: {
    why:
      "Libraries that load .env leave alone what is set already, unless they are told otherwise. Told so, and with the " +
      "file in the repository, production takes the file's values, and `heroku config:set` has no effect on them.",
    how: "Leave the argument out, so that the file only fills in what is missing, and keep the file out of the repository.",
    references: [
      "https://github.com/theskumar/python-dotenv#getting-started",
      "https://django-environ.readthedocs.io/en/latest/tips.html",
      "https://devcenter.heroku.com/articles/config-vars",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          ".env": "ENVIRONMENT=development\n",
          "mysite/settings.py": "from dotenv import load_dotenv\n\nload_dotenv(override=True)\n",
        },
        fixed: {
          ".env": "ENVIRONMENT=development\n",
          "mysite/settings.py": "from dotenv import load_dotenv\n\nload_dotenv()\n",
        },
      },
      {
        code: {
          ".env": "ENVIRONMENT=development\n",
          "mysite/settings.py": [
            "from pathlib import Path",
            "",
            "import environ",
            "",
            "BASE_DIR = Path(__file__).resolve().parent.parent",
            "env = environ.Env()",
            'environ.Env.read_env(BASE_DIR / ".env", overwrite=True)',
            "",
          ].join("\n"),
        },
        fixed: {
          ".env": "ENVIRONMENT=development\n",
          "mysite/settings.py": [
            "from pathlib import Path",
            "",
            "import environ",
            "",
            "BASE_DIR = Path(__file__).resolve().parent.parent",
            "env = environ.Env()",
            'environ.Env.read_env(BASE_DIR / ".env")',
            "",
          ].join("\n"),
        },
      },
    ],
    good: [
      {
        ".env": "ENVIRONMENT=development\n",
        "mysite/settings.py": "from dotenv import load_dotenv\n\nload_dotenv()\n",
      },
      // Production does not have the file.
      "from dotenv import load_dotenv\n\nload_dotenv(override=True)\n",
      {
        ".env": "ENVIRONMENT=development\n",
        ".gitignore": ".env\n",
        "mysite/settings.py": "from dotenv import load_dotenv\n\nload_dotenv(override=True)\n",
      },
      {
        ".env": "ENVIRONMENT=development\n",
        "mysite/settings.py": [
          "import os",
          "from dotenv import load_dotenv",
          "",
          'load_dotenv(override=bool(os.environ.get("LOCAL")))',
          "",
        ].join("\n"),
      },
    ],
  },
  check(context) {
    const { snapshot } = context;
    const verdicts = sources(context).flatMap((path): Verdict[] => {
      const document = snapshot.file(path);
      return (document === undefined ? [] : overriding(document)).flatMap(({ call, code }): Verdict[] => {
        const file = loadedFile(context, path, code);
        if (file === undefined) return [];
        const message = `${file} is deployed, and this call lets it override variables that are already set: \`heroku config:set\` has no effect on any variable that the file also sets.`;
        return [{ state: "violated", at: { file: path, start: call.start, end: call.end }, message }];
      });
    });
    return verdicts.length > 0 ? verdicts : satisfied();
  },
  fixes: [
    {
      title: "Do not let the file override config vars",
      safety: "review",
      preferred: true,
      edits({ snapshot }, { at }) {
        const session = new EditSession(snapshot);
        const editor = session.python(at.file);
        const document = snapshot.file(at.file);
        const found = document && overriding(document).find(({ call }) => call.start === at.start);
        if (editor === undefined || found === undefined) return undefined;
        return removeArgument(editor, found.call, found.keyword) ? session.changes() : undefined;
      },
    },
  ],
});

/** The modules that production starts with, and those that its settings are written in. */
function sources(context: RuleContext): readonly string[] {
  const { wsgi, asgi } = context.project;
  return [...new Set([...settingsSources(context), ...[...wsgi, ...asgi].map(({ path }) => path)])];
}

interface Loading {
  readonly call: Call;
  readonly keyword: Keyword;
  readonly code: string;
}

/** Calls at the top of a module that load a file which wins. */
const overriding = perDocument((document): readonly Loading[] => {
  const { text } = document;
  if (!text.includes("override") && !text.includes("overwrite")) return [];
  return absoluteStatements(document.python()).flatMap((statement) => {
    const call =
      statement.type === "Expr" || statement.type === "Assign" ? callIn(statement.value) : undefined;
    const keyword = call?.keywords.find(({ arg, value }) => FLAGS.has(arg ?? "") && isTrue(value));
    if (call === undefined || keyword === undefined) return [];
    return [{ call, keyword, code: text.slice(call.start, call.end) }];
  });
});

function callIn(value: Expr): Call | undefined {
  for (const node of descendants(value)) {
    if (node.type !== "Call") continue;
    const name =
      node.func.type === "Attribute" ? node.func.attr : node.func.type === "Name" ? node.func.id : "";
    if (LOADERS.has(name)) return node;
  }
  return undefined;
}

function isTrue(value: Expr): boolean {
  return value.type === "Constant" && value.constant.kind === "bool" && value.constant.value;
}

/** The file that a call loads, if production has it. */
function loadedFile({ project, snapshot }: RuleContext, module: string, code: string): string | undefined {
  const name = /["'](?:[^"']*\/)?(\.env[\w.-]*)["']/.exec(code)?.[1] ?? ".env";
  const ignored = ignoredFiles(snapshot, project.root);
  return ancestors(dirname(module))
    .map((directory) => join(directory, name))
    .find((path) => exists(snapshot, path) && !ignored(path));
}

function exists(snapshot: Snapshot, path: string): boolean {
  return isListed(snapshot, path);
}

/** Takes an argument out of a call, with the comma that it needed. */
function removeArgument(editor: PythonEditor, call: Call, keyword: Keyword): boolean {
  const all = [...call.args, ...call.keywords].sort((a, b) => a.start - b.start);
  const index = all.findIndex(({ start }) => start === keyword.start);
  const previous = all[index - 1];
  const next = all[index + 1];
  const range = {
    start: previous !== undefined ? previous.end : keyword.start,
    end: previous === undefined && next !== undefined ? next.start : keyword.end,
  };
  if (index < 0 || editor.source(range).includes("#")) return false;
  editor.replaceText(range, "");
  return true;
}
