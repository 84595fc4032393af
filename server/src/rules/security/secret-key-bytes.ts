import { EditSession } from "../../edits/session";
import type { Expr } from "../../syntax/python/ast";
import { defineRule, type RuleContext } from "../rule";
import { assignedValue } from "../settingEdits";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

export default defineRule({
  id: "secret-key-bytes",
  group: "security",
  severity: "info",
  summary: "SECRET_KEY is bytes, which Django's check cannot read",
  docs: {
    why:
      "Django signs with a key of bytes as with a string, but its deployment check does not know bytes: " +
      "`manage.py check --deploy` stops with a TypeError instead of its findings.",
    how: "Make SECRET_KEY the string. Where other code needs bytes, encode it there.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#secret-key",
      "https://docs.djangoproject.com/en/stable/ref/checks/#security",
    ],
  },
  examples: {
    bad: [
      {
        code: 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"].encode()\n',
        fixed: 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
      },
    ],
    good: [
      'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
      'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"].encode().decode()\n',
      "from common import make_key\n\nSECRET_KEY = make_key()\n",
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines("SECRET_KEY")) return satisfied("the settings have no key");
    const judgement = settings.judge(["SECRET_KEY"], (key) => {
      if (
        key.kind === "bytes" ||
        (key.kind === "env" && key.type === "object" && encodedVariable(context) !== undefined)
      )
        return { state: "violated", at: key.at };
      return key.kind === "unknown" || (key.kind === "env" && key.type === "object")
        ? undecided(reasonOf(key))
        : satisfied();
    });
    return verdictOn(
      settings,
      "SECRET_KEY",
      judgement,
      "SECRET_KEY is bytes: Django signs with it, but `manage.py check --deploy` stops with a TypeError for any key that is long enough.",
      settings.value("SECRET_KEY").kind === "bytes" ? { coveredBy: "secret-key-hardcoded" } : {},
    );
  },
  fixes: [
    {
      title: "Keep the key as a string",
      safety: "review",
      preferred: true,
      edits(context) {
        const found = encodedVariable(context);
        if (found === undefined) return undefined;
        const { session, editor, value, text } = found;
        editor.replaceText({ start: text.end, end: value.end }, "");
        return session.changes();
      },
    },
  ],
});

/** `text` in `SECRET_KEY = text.encode()`. */
function encodedVariable(context: RuleContext) {
  const session = new EditSession(context.snapshot);
  const found = assignedValue(context, session, "SECRET_KEY");
  const text = found && encoded(found.value);
  return found && text && { session, ...found, text };
}

function encoded(value: Expr): Expr | undefined {
  if (value.type !== "Call" || value.func.type !== "Attribute" || value.func.attr !== "encode")
    return undefined;
  return value.args.every(({ type }) => type === "Constant") ? value.func.value : undefined;
}
