import { addImport } from "../../edits/python/imports";
import { findDependency } from "../../files/dependencies";
import { editOf } from "../commands";
import { isOlder } from "../packages";
import {
  type GivenValue,
  givenValue,
  kindOfField,
  type SettingsField,
  settingsFields,
} from "../pydanticSettings";
import { defineRule, type Finding, type RuleContext, type Verdict } from "../rule";
import { satisfied } from "../verdicts";

const CLASS = [
  "from pydantic_settings import BaseSettings",
  "",
  "",
  "class Config(BaseSettings):",
  "    ALLOWED_HOSTS: list[str]",
  "",
  "",
  "config = Config()",
  "ALLOWED_HOSTS = config.ALLOWED_HOSTS",
  "",
];

const SPLIT = [
  "from typing import Annotated",
  "",
  "from pydantic import field_validator",
  "from pydantic_settings import BaseSettings, NoDecode",
  "",
  "",
  "class Config(BaseSettings):",
  "    ALLOWED_HOSTS: Annotated[list[str], NoDecode]",
  "",
  '    @field_validator("ALLOWED_HOSTS", mode="before")',
  "    @classmethod",
  "    def split_allowed_hosts(cls, value):",
  "        if isinstance(value, str):",
  '            return [item.strip() for item in value.split(",") if item.strip()]',
  "        return value",
  "",
  "",
  "config = Config()",
  "ALLOWED_HOSTS = config.ALLOWED_HOSTS",
  "",
];

const REQUIREMENTS = "Django==5.2.8\ngunicorn\npydantic-settings==2.14.0\n";
const manifest = (value: string) =>
  `${JSON.stringify({ stack: "heroku-24", env: { ALLOWED_HOSTS: { value } } })}\n`;

export default defineRule({
  id: "pydantic-list-needs-json",
  group: "config",
  severity: "error",
  summary: "A list of pydantic-settings is read as JSON",
  docs: {
    why:
      "pydantic-settings reads the variables of lists, sets and dicts as JSON. `ALLOWED_HOSTS=a.com,b.com`, `*` and the " +
      "empty string are not JSON, so making the settings raises SettingsError, and no process starts.",
    how:
      'Write the value as JSON, `["a.com", "b.com"]`, or let the class split it: mark the field with `NoDecode` and ' +
      "give it a validator.",
    references: [
      "https://docs.pydantic.dev/latest/concepts/pydantic_settings/#parsing-environment-variable-values",
      "https://devcenter.heroku.com/articles/config-vars",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "app.json": manifest("www.example.com, example.com"),
          "requirements.txt": REQUIREMENTS,
          "mysite/settings.py": CLASS.join("\n"),
        },
        fixed: {
          "app.json": manifest('["www.example.com","example.com"]'),
          "requirements.txt": REQUIREMENTS,
          "mysite/settings.py": CLASS.join("\n"),
        },
      },
      {
        code: { "requirements.txt": REQUIREMENTS, "mysite/settings.py": CLASS.join("\n") },
        fixed: { "requirements.txt": REQUIREMENTS, "mysite/settings.py": SPLIT.join("\n") },
      },
    ],
    good: [
      {
        "app.json": manifest('["www.example.com"]'),
        "requirements.txt": REQUIREMENTS,
        "mysite/settings.py": CLASS.join("\n"),
      },
      { "requirements.txt": REQUIREMENTS, "mysite/settings.py": SPLIT.join("\n") },
    ],
  },
  check(context) {
    const verdicts = settingsFields(context).flatMap((field): Verdict[] => {
      const kind = kindOfField(field);
      if (field.plain || (kind !== "list" && kind !== "dict")) return [];
      const given = givenValue(context, field);
      const { variable } = field;
      if (given !== undefined) {
        if (isJson(given.value) || (given.value === "" && field.ignoresEmpty)) return [];
        const message = `${given.file} sets ${variable} to a value that is not JSON, but pydantic-settings reads it as JSON: the app stops with SettingsError as soon as it starts.`;
        return [{ state: "violated", at: given.at, message }];
      }
      if (kind === "dict") return [];
      const { editor, statement } = field;
      const message = `pydantic-settings reads ${variable} as JSON: ["a.com", "b.com"] works, while a.com,b.com or * stops the app with SettingsError.`;
      const at = { file: editor.path, start: statement.start, end: statement.end };
      return [{ state: "violated", at, message, severity: "hint" }];
    });
    return verdicts.length > 0 ? verdicts : satisfied();
  },
  fixes: [
    {
      title: "Write the value as JSON",
      safety: "review",
      preferred: true,
      edits(context, finding) {
        const { field, given } = find(context, finding);
        const quoted = given && context.snapshot.file(given.at.file)?.text[given.at.start] === '"';
        if (field === undefined || given?.file !== "app.json" || !quoted || kindOfField(field) !== "list")
          return undefined;
        const items = given.value
          .split(",")
          .map((item) => item.trim())
          .filter((item) => item !== "");
        if (items.some((item) => /["[\]{}]/.test(item))) return undefined;
        const { file, start, end } = given.at;
        return [editOf(file, { start, end, text: JSON.stringify(JSON.stringify(items)) })];
      },
    },
    {
      title: "Split the value at commas in the settings class",
      safety: "review",
      edits(context, finding) {
        const { field } = find(context, finding);
        const library = findDependency(context.project.deployment.dependencies, "pydantic-settings");
        // NoDecode came with 2.7.
        const old = library === undefined || isOlder(library, "2.7") === true;
        return field !== undefined && !old && kindOfField(field) === "list" ? splitInClass(field) : undefined;
      },
    },
  ],
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The field that a finding is about. */
function find(context: RuleContext, { at }: Finding): { field?: SettingsField; given?: GivenValue } {
  for (const field of settingsFields(context)) {
    const given = givenValue(context, field);
    const own = given?.at.file === at.file && given.at.start === at.start;
    if (own || (field.editor.path === at.file && field.statement.start === at.start)) return { field, given };
  }
  return {};
}

function splitInClass({ session, editor, definition, statement, name }: SettingsField) {
  const last = definition.body.at(-1);
  const { annotation } = statement;
  if (last === undefined || annotation.type !== "Subscript" || !editor.startsLine(last.start))
    return undefined;
  const annotated = addImport(editor, { module: "typing", name: "Annotated" }, definition.start);
  const validator = addImport(editor, { module: "pydantic", name: "field_validator" }, definition.start);
  const noDecode = addImport(editor, { module: "pydantic_settings", name: "NoDecode" }, definition.start);
  if (annotated === undefined || validator === undefined || noDecode === undefined) return undefined;
  editor.insertText(annotation.start, `${annotated}[`);
  editor.insertText(annotation.end, `, ${noDecode}]`);
  const code = [
    `@${validator}("${name}", mode="before")`,
    "@classmethod",
    `def split_${name.toLowerCase()}(cls, value):`,
    "    if isinstance(value, str):",
    '        return [item.strip() for item in value.split(",") if item.strip()]',
    "    return value",
  ].join("\n");
  const indentation = editor.indentation(last.start);
  const gap = editor.newline + editor.newline + indentation;
  editor.insertText(editor.lineEnd(last.end), gap + editor.styled(code, indentation));
  return session.changes();
}
