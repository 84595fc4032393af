import type { Location } from "../../syntax/text";
import { editOf } from "../commands";
import { givenValue, kindOfField, settingsFields } from "../pydanticSettings";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { satisfied } from "../verdicts";

/** What pydantic takes for a bool, in any case. */
const WORDS = /^(?:0|1|true|false|yes|no|on|off|t|f|y|n)$/i;

const REQUIREMENTS = "Django==5.2.8\ngunicorn\npydantic-settings==2.14.0\n";
const manifest = (value: string) => `${JSON.stringify({ stack: "heroku-24", env: { USE_S3: { value } } })}\n`;
const settings = (config: string) =>
  [
    "from pydantic_settings import BaseSettings, SettingsConfigDict",
    "",
    "",
    "class Config(BaseSettings):",
    ...config.split("\n"),
    "    USE_S3: bool = False",
    "",
    "",
    "SHOP_USES_S3 = Config().USE_S3",
    "",
  ].join("\n");

export default defineRule({
  id: "pydantic-empty-bool",
  group: "config",
  severity: "error",
  summary: "A variable that pydantic-settings reads as a boolean is not one",
  docs: {
    why:
      "pydantic accepts 1, true, yes, on, t, y and their opposites as a boolean, and nothing else. An empty variable is " +
      "not even false: making the settings raises ValidationError, and no process starts.",
    how:
      "Write `false`, or leave the variable out so that the default holds; `env_ignore_empty=True` in the class's " +
      "configuration treats an empty variable as a missing one.",
    references: [
      "https://docs.pydantic.dev/latest/api/standard_library_types/#booleans",
      "https://docs.pydantic.dev/latest/concepts/pydantic_settings/",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "app.json": manifest(""),
          "requirements.txt": REQUIREMENTS,
          "mysite/settings.py": settings('    model_config = SettingsConfigDict(extra="ignore")'),
        },
        fixed: {
          "app.json": manifest("false"),
          "requirements.txt": REQUIREMENTS,
          "mysite/settings.py": settings('    model_config = SettingsConfigDict(extra="ignore")'),
        },
      },
    ],
    good: [
      {
        "app.json": manifest("0"),
        "requirements.txt": REQUIREMENTS,
        "mysite/settings.py": settings('    model_config = SettingsConfigDict(extra="ignore")'),
      },
      {
        "app.json": manifest(""),
        "requirements.txt": REQUIREMENTS,
        "mysite/settings.py": settings("    model_config = SettingsConfigDict(env_ignore_empty=True)"),
      },
      { "requirements.txt": REQUIREMENTS, "mysite/settings.py": settings("    pass") },
    ],
  },
  check(context) {
    const found = wrongFlags(context);
    if (found.length === 0) return satisfied();
    return found.map(({ variable, file, at, value }): Verdict => {
      const what = value === "" ? "an empty string" : "a string";
      const message = `${file} sets ${variable} to ${what}, which pydantic does not accept as a boolean: the app stops with ValidationError as soon as it starts.`;
      return { state: "violated", at, message };
    });
  },
  fixes: [
    {
      title: (context, { at }) => `Set ${variableAt(context, at)} to false`,
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const found = wrongFlags(context).find(
          (each) => each.at.file === at.file && each.at.start === at.start,
        );
        if (found?.file !== "app.json" || !/^(?:none|null|disabled)?$/i.test(found.value)) return undefined;
        return [editOf(at.file, { start: found.at.start, end: found.at.end, text: '"false"' })];
      },
    },
  ],
});

function variableAt(context: RuleContext, { file, start }: Location): string | undefined {
  return wrongFlags(context).find(({ at }) => at.file === file && at.start === start)?.variable;
}

function wrongFlags(context: RuleContext) {
  return settingsFields(context).flatMap((field) => {
    if (kindOfField(field) !== "flag") return [];
    const given = givenValue(context, field);
    if (given === undefined || WORDS.test(given.value)) return [];
    return given.value === "" && field.ignoresEmpty ? [] : [{ ...given, variable: field.variable }];
  });
}
