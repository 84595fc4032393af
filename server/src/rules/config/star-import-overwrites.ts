import { assignedName } from "../../edits/python/settings";
import { EditSession } from "../../edits/session";
import type { Stmt } from "../../syntax/python/ast";
import type { Location } from "../../syntax/text";
import { listed } from "../../wording";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { notApplicable, satisfied } from "../verdicts";

/** Modules that settings build on. What is imported below on purpose, as local settings are, has other names. */
const BASE = /^(?:settings|base|common|defaults?|shared)(?:_settings)?$|^settings_(?:base|common|defaults?)$/;

/** Names of settings in a message. */
const MAX_NAMES = 3;

export default defineRule({
  id: "star-import-overwrites",
  group: "config",
  severity: "warning",
  summary: "The base settings are imported after the lines that should override them",
  docs: {
    why:
      "A module runs from top to bottom. `from .base import *` below an assignment gives the name the value of the base " +
      "settings again, so production does not get what its own module says.",
    how: "Import the base settings first, and assign below what production has of its own.",
    references: [
      "https://docs.djangoproject.com/en/stable/topics/settings/",
      "https://docs.python.org/3/tutorial/modules.html#more-on-modules",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "mysite/base.py": 'ALLOWED_HOSTS = ["localhost"]\nADMINS = []\n',
          "mysite/settings.py": [
            "import os",
            "",
            'ALLOWED_HOSTS = ["www.example.com"]',
            "",
            "from .base import *  # noqa: F403",
            "",
            'SHOP_NAME = os.environ["SHOP_NAME"]',
            "",
          ].join("\n"),
        },
        fixed: {
          "mysite/base.py": 'ALLOWED_HOSTS = ["localhost"]\nADMINS = []\n',
          "mysite/settings.py": [
            "import os",
            "from .base import *  # noqa: F403",
            "",
            'ALLOWED_HOSTS = ["www.example.com"]',
            "",
            'SHOP_NAME = os.environ["SHOP_NAME"]',
            "",
          ].join("\n"),
        },
      },
    ],
    good: [
      {
        "mysite/base.py": 'ALLOWED_HOSTS = ["localhost"]\n',
        "mysite/settings.py": 'from .base import *\n\nALLOWED_HOSTS = ["www.example.com"]\n',
      },
      // What is imported last replaces the settings on purpose.
      {
        "mysite/local.py": 'ALLOWED_HOSTS = ["www.example.com"]\n',
        "mysite/settings.py": 'ALLOWED_HOSTS = ["localhost"]\n\nfrom .local import *\n',
      },
      {
        "mysite/base.py": 'import os\n\nif os.environ.get("OPEN"):\n    ALLOWED_HOSTS = ["*"]\n',
        "mysite/settings.py": 'ALLOWED_HOSTS = ["www.example.com"]\n\nfrom .base import *\n',
      },
    ],
  },
  check(context) {
    const { settings, project, snapshot } = context;
    const { module } = project.settings;
    const document = module && snapshot.file(module.path);
    if (module === undefined || document === undefined) return notApplicable("there is no settings module");
    const assigned = new Map<string, Location>();
    const verdicts: Verdict[] = [];
    for (const { start, end, statement } of document.python().body) {
      const name = assignedName(statement);
      if (name !== undefined) assigned.set(name, { file: module.path, start, end });
      if (!importsBase(statement)) continue;
      const replaced = [...assigned].filter(([each]) =>
        settings
          .history(each)
          .some(
            ({ kind, location, when }) =>
              kind === "imported" &&
              when === undefined &&
              location.file === module.path &&
              location.start === start,
          ),
      );
      const lost = replaced.filter(([each, at]) => isDifferent(context, each, at));
      if (lost.length === 0) continue;
      verdicts.push({
        state: "violated",
        at: { file: module.path, start, end },
        message: `This import overrides ${namesOf(lost.map(([each]) => each))} from the lines above: production gets the value from the base settings instead.`,
        related: lost.map(([each, location]) => ({
          location,
          message: `${each} is assigned here, without effect`,
        })),
      });
    }
    return verdicts.length > 0 ? verdicts : satisfied();
  },
  fixes: [
    {
      title: "Import the base settings first",
      safety: "review",
      preferred: true,
      edits({ snapshot }, { at }) {
        const session = new EditSession(snapshot);
        const editor = session.python(at.file);
        const statement = editor?.statements.find(({ start }) => start === at.start);
        if (editor === undefined || statement === undefined || !editor.standsAlone(statement))
          return undefined;
        const own = { start: editor.lineStart(statement.start), end: editor.lineEnd(statement.end) };
        const line = editor.source(own);
        const [first, ...rest] = editor.statements;
        const body = first?.type === "Expr" ? rest : editor.statements;
        const leading = body.slice(
          0,
          Math.max(
            body.findIndex((each) => !isImport(each)),
            0,
          ),
        );
        const last = leading.at(-1);
        if (last !== undefined) {
          if (!editor.standsAlone(last)) return undefined;
          editor.insertText(editor.lineEnd(last.end), editor.newline + line);
        } else {
          const top = body[0]!;
          if (!editor.startsLine(top.start)) return undefined;
          editor.insertText(editor.lineStart(top.start), line + editor.newline + editor.newline);
        }
        return editor.delete(statement) ? session.changes() : undefined;
      },
    },
  ],
});

function importsBase(statement: Stmt): boolean {
  if (statement.type !== "ImportFrom" || statement.names !== "*") return false;
  return statement.module === "" || BASE.test(statement.module.slice(statement.module.lastIndexOf(".") + 1));
}

function isImport({ type }: Stmt): boolean {
  return type === "Import" || type === "ImportFrom";
}

/** Whether the value that counts is written differently from the one of a line. */
function isDifferent({ settings, snapshot }: RuleContext, name: string, line: Location): boolean {
  const at = settings.assignment(name);
  if (at === undefined) return false;
  const value = snapshot.file(at.file)?.text.slice(at.start, at.end) ?? "";
  const text = snapshot.file(line.file)?.text.slice(line.start, line.end) ?? "";
  return !text.endsWith(value);
}

function namesOf(names: readonly string[]): string {
  const more = names.length - MAX_NAMES;
  return listed(more > 0 ? [...names.slice(0, MAX_NAMES), `${more} more`] : names);
}
