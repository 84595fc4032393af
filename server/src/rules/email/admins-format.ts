import { isSequence } from "../../edits/python/displays";
import type { PythonEditor } from "../../edits/python/editor";
import { EditSession } from "../../edits/session";
import type { Plain } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import type { Expr, Sequence } from "../../syntax/python/ast";
import { defineRule, type Verdict } from "../rule";
import { assignedValue } from "../settingEdits";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isAtLeast, isBelow } from "../versions";

const NAMES = ["ADMINS", "MANAGERS"] as const;

const NEWEST = "Django==6.0.10\ngunicorn\n";

export default defineRule({
  id: "admins-format",
  group: "email",
  severity: "error",
  summary: "ADMINS or MANAGERS is not in the form that Django expects",
  docs: {
    why:
      "Before Django 6.0, each entry of ADMINS and MANAGERS is a pair of a name and an address; since then it is an " +
      "address, and pairs are deprecated. With the wrong form Django raises an exception when it wants to mail them. It " +
      "does so while it reports an error, so that the visitor does not even get the error page.",
    how:
      'Write `ADMINS = ["ops@example.com"]` since Django 6.0, and `ADMINS = [("Ops", "ops@example.com")]` before. Mind ' +
      "the comma of a tuple with one entry.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#admins",
      "https://docs.djangoproject.com/en/stable/releases/6.0/",
    ],
  },
  examples: {
    bad: [
      {
        code: "ADMINS = ['ops@shop.test']\n",
        fixed: "ADMINS = [('Admin', 'ops@shop.test')]\n",
      },
      {
        code: 'ADMINS = (("Ops", "ops@shop.test"))\nMANAGERS = ADMINS\n',
        fixed: 'ADMINS = (("Ops", "ops@shop.test"),)\nMANAGERS = ADMINS\n',
      },
      {
        code: 'ADMINS = "ops@shop.test"\n',
        fixed: 'ADMINS = [("Admin", "ops@shop.test")]\n',
      },
      {
        code: {
          "requirements.txt": NEWEST,
          "mysite/settings.py": [
            "MANAGERS = [",
            '    ("Ops", "ops@shop.test"),',
            '    ("Boss", "boss@shop.test"),',
            "]",
            "",
          ].join("\n"),
        },
        fixed: {
          "requirements.txt": NEWEST,
          "mysite/settings.py": [
            "MANAGERS = [",
            '    "ops@shop.test",',
            '    "boss@shop.test",',
            "]",
            "",
          ].join("\n"),
        },
      },
      {
        code: {
          "requirements.txt": NEWEST,
          "mysite/settings.py": 'ADMINS = [("Ops", "ops@shop.test"), "boss@shop.test"]\n',
        },
        fixed: {
          "requirements.txt": NEWEST,
          "mysite/settings.py": 'ADMINS = ["ops@shop.test", "boss@shop.test"]\n',
        },
      },
    ],
    good: [
      'ADMINS = [("Ops", "ops@shop.test")]\nMANAGERS = ADMINS\n',
      { "requirements.txt": NEWEST, "mysite/settings.py": 'ADMINS = ["ops@shop.test"]\n' },
      {
        "requirements.txt": "Django>=5.2,<6.1\ngunicorn\n",
        "mysite/settings.py": 'ADMINS = ["ops@shop.test"]\n',
      },
      [
        "import os",
        "",
        'ADMINS = [tuple(pair.split(":")) for pair in os.environ.get("ADMINS", "").split(",") if pair]',
        "",
      ].join("\n"),
    ],
  },
  check(context): Verdict[] {
    const { settings, project } = context;
    const pairs = isBelow(project, "6.0");
    const set = NAMES.filter((name) => settings.defines(name));
    if (set.length === 0) return [satisfied("neither is set")];
    if (!pairs && !isAtLeast(project, "6.0")) return [undecided("it depends on the version of Django")];
    const verdicts = set.map((name): Verdict => {
      const judgement = settings.judge([name], (value) =>
        pairs ? asPairs(name, value) : asStrings(name, value),
      );
      const isOld = judgement.state === "violated" && judgement.message === deprecated(name);
      const severity = isOld ? "hint" : name === "ADMINS" ? "error" : "warning";
      return verdictOn(settings, name, judgement, "", { severity });
    });
    // `MANAGERS = ADMINS` is one list.
    const [first, second] = verdicts;
    const same = first?.state === "violated" && second?.at?.start === first.at?.start;
    return same && second?.at?.file === first.at?.file ? [first] : verdicts;
  },
  fixes: [
    {
      title: ({ project }) =>
        isBelow(project, "6.0") ? "Write pairs of a name and an address" : "Write only the addresses",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const session = new EditSession(context.snapshot);
        const name = NAMES.find((each) => {
          const found = assignedValue(context, session, each);
          return (
            found?.editor.path === at.file && found.value.start <= at.start && at.start <= found.value.end
          );
        });
        const found = name && assignedValue(context, session, name);
        if (!found) return undefined;
        const done = isBelow(context.project, "6.0")
          ? writePairs(found.editor, found.value)
          : writeStrings(found.editor, found.value);
        return done ? session.changes() : undefined;
      },
    },
  ],
});

const deprecated = (name: string) =>
  `${name} contains pairs of a name and an address: Django 6.0 deprecated them, and a later version accepts only addresses.`;

/** What a wrong form leads to. Nothing but code of the project mails MANAGERS. */
function consequence(name: string, exception: string): string {
  return name === "ADMINS"
    ? `With this value, mailing an error report raises ${exception}, and the visitor gets no error page.`
    : `With this value, mailing them raises ${exception}.`;
}

/** What Django before 6.0 says: pairs, as lists or tuples. */
function asPairs(name: string, value: Plain): Answer {
  const message = `Django before 6.0 needs pairs of a name and an address in ${name}. ${consequence(name, "ValueError")}`;
  const wrong: Answer = { state: "violated", message, at: value.at };
  const items = itemsOf(value);
  if (items === undefined) return undecided(reasonOf(value));
  if (items === "other" || items.some((item) => isPair(item) === false)) return wrong;
  const unclear = items.find((item) => isPair(item) === undefined);
  return unclear === undefined ? satisfied() : undecided(reasonOf(unclear));
}

/** What Django 6.0 says: all pairs, with a warning, or all strings. */
function asStrings(name: string, value: Plain): Answer {
  const message = `Django 6.0 and newer need a list of addresses in ${name}. ${consequence(name, "ImproperlyConfigured")}`;
  const wrong: Answer = { state: "violated", message, at: value.at };
  const items = itemsOf(value);
  if (items === undefined) return undecided(reasonOf(value));
  if (items === "other") return wrong;
  const unclear = items.find((item) => isPair(item) === undefined && !isString(item));
  if (unclear !== undefined) return undecided(reasonOf(unclear));
  if (items.every(isString)) return satisfied();
  return items.every(isPair) ? { ...wrong, message: deprecated(name) } : wrong;
}

/** The items; "other" where it is not empty and no list; undefined if nobody knows. */
function itemsOf(value: Plain): readonly Plain[] | "other" | undefined {
  switch (value.kind) {
    case "list":
    case "tuple":
      return value.open === undefined ? value.items : undefined;
    case "str":
      return value.value === "" ? [] : "other";
    default:
      return undefined;
  }
}

function isPair(item: Plain): boolean | undefined {
  switch (item.kind) {
    case "list":
    case "tuple":
      return item.open === undefined ? item.items.length === 2 : undefined;
    case "str":
    case "none":
    case "dict":
    case "int":
      return false;
    default:
      return item.kind === "env" && item.type === "str" ? false : undefined;
  }
}

function isString(item: Plain): boolean {
  return item.kind === "str" || (item.kind === "env" && item.type === "str");
}

/** Puts a name before each address. */
function writePairs(editor: PythonEditor, value: Expr): boolean {
  const string = stringOf(editor, value);
  if (string !== undefined) {
    editor.replace(value, `[${pairOf(string)}]`);
    return true;
  }
  if (!isSequence(value)) return false;
  const items = value.items.map((item) => stringOf(editor, item));
  const [first, second] = items;
  if (items.length === 2 && first && second && !first.includes("@") && second.includes("@"))
    return wrap(editor, value);
  for (const [n, item] of value.items.entries()) {
    const text = items[n];
    if (text !== undefined) editor.replace(item, pairOf(text));
    else if (!isSequence(item) || item.items.length !== 2) return false;
  }
  return true;
}

/** `("Ops", "ops@example.com")`, where a list of such was meant. */
function wrap(editor: PythonEditor, pair: Sequence): boolean {
  const before = editor.text.slice(0, pair.start).trimEnd();
  const after = /^\s*\)/.exec(editor.text.slice(pair.end));
  if (pair.type !== "Tuple" || !editor.source(pair).startsWith("(")) return false;
  // Parentheses that were to be a tuple's.
  if (before.endsWith("(") && after !== null) editor.insertText(pair.end, ",");
  else {
    editor.insertText(pair.start, "[");
    editor.insertText(pair.end, "]");
  }
  return true;
}

/** A pair for an address, which may have a name already: `Ops <ops@example.com>`. */
function pairOf(code: string): string {
  const [, name, address] = /^"([^"<>\\]*?)\s*<([^<>"\\]+)>"$/.exec(code) ?? [];
  return name && address ? `("${name}", "${address}")` : `("Admin", ${code})`;
}

/** A plain string as code in our own style. */
function stringOf(editor: PythonEditor, node: Expr): string | undefined {
  if (node.type !== "Constant" || node.constant.kind !== "str") return undefined;
  const text = node.constant.value;
  return /["'\\\n]/.test(text) || editor.source(node).includes("\n") ? undefined : `"${text}"`;
}

/** Leaves the addresses of pairs, which are all that Django uses. */
function writeStrings(editor: PythonEditor, value: Expr): boolean {
  const string = stringOf(editor, value);
  if (string !== undefined) {
    editor.replace(value, `[${string}]`);
    return true;
  }
  if (!isSequence(value)) return false;
  for (const item of value.items) {
    if (stringOf(editor, item) !== undefined) continue;
    const address = isSequence(item) && item.items.length === 2 ? item.items[1] : undefined;
    if (address === undefined || editor.source(item).includes("#")) return false;
    editor.replaceText(item, editor.source(address));
  }
  return true;
}
