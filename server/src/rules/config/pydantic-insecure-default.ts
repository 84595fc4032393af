import { contains, type Plain, type Tri, truthy } from "../../settings/plain";
import { settingsFields } from "../pydanticSettings";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { reasonOf, satisfied, undecided } from "../verdicts";

interface UnsafeSetting {
  readonly isUnsafe: (value: Plain) => Tri;
  readonly effect: string;
}

const allOrigins: UnsafeSetting = {
  isUnsafe: (value) => (value.kind === "env" ? undefined : truthy(value)),
  effect: "every website may read this site's responses",
};

/** DEBUG and SECRET_KEY have rules of their own, whatever they are read with. */
const UNSAFE: Readonly<Record<string, UnsafeSetting>> = {
  ALLOWED_HOSTS: {
    isUnsafe: (value) => contains(value, "*"),
    effect: "the site accepts every Host header, and a forged one puts links to another site into its pages",
  },
  CORS_ALLOW_ALL_ORIGINS: allOrigins,
  CORS_ORIGIN_ALLOW_ALL: allOrigins,
};

const REQUIREMENTS = "Django==5.2.8\ngunicorn\npydantic-settings==2.14.0\n";
const settings = (field: string) =>
  [
    "from pydantic_settings import BaseSettings",
    "",
    "",
    "class Config(BaseSettings):",
    `    ${field}`,
    "",
    "",
    "config = Config()",
    "ALLOWED_HOSTS = config.ALLOWED_HOSTS",
    "",
  ].join("\n");

export default defineRule({
  id: "pydantic-insecure-default",
  group: "config",
  severity: "warning",
  summary: "A settings class has an insecure default",
  docs: {
    why:
      "A class of pydantic-settings stops the start where a variable is missing, and names it. A default for a setting " +
      "that protects the site takes that away: an app whose variable was forgotten or misspelt runs without protection.",
    how: "Leave the default out, so that the variable is required, and set it where you develop, too.",
    references: [
      "https://docs.pydantic.dev/latest/concepts/pydantic_settings/",
      "https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "requirements.txt": REQUIREMENTS,
          "mysite/settings.py": settings('ALLOWED_HOSTS: list[str] = ["*"]  # JSON'),
        },
        fixed: {
          "requirements.txt": REQUIREMENTS,
          "mysite/settings.py": settings("ALLOWED_HOSTS: list[str]  # JSON"),
        },
      },
    ],
    good: [
      { "requirements.txt": REQUIREMENTS, "mysite/settings.py": settings("ALLOWED_HOSTS: list[str]") },
      {
        "requirements.txt": REQUIREMENTS,
        "mysite/settings.py": settings('ALLOWED_HOSTS: list[str] = ["www.example.com"]'),
      },
      // The class is not what decides.
      {
        "requirements.txt": REQUIREMENTS,
        "mysite/settings.py": `${settings('ALLOWED_HOSTS: list[str] = ["*"]')}ALLOWED_HOSTS = ["www.example.com"]\n`,
      },
    ],
  },
  check(context) {
    const verdicts = unsafeFields(context).map(
      ({ field, variable, effect }): Verdict => ({
        state: "violated",
        at: { file: field.editor.path, start: field.statement.start, end: field.statement.end },
        when: `${variable} is not set`,
        message: `If the variable ${variable} is not set, ${effect}. Without the default, the app does not start and names the variable.`,
      }),
    );
    return verdicts.length > 0 ? verdicts : satisfied();
  },
  fixes: [
    {
      title: "Remove the default",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const found = unsafeFields(context).find(
          ({ field }) => field.editor.path === at.file && field.statement.start === at.start,
        );
        const { editor, session, statement } = found?.field ?? {};
        if (editor === undefined || session === undefined || statement?.value === undefined) return undefined;
        // What Field(...) says beside the default stays to be said.
        if (statement.value.type === "Call") return undefined;
        editor.replaceText({ start: statement.annotation.end, end: statement.value.end }, "");
        return session.changes();
      },
    },
  ],
});

/** The fields whose default production gets where the variable is missing, and that opens the site. */
function unsafeFields(context: RuleContext) {
  const names = Object.keys(UNSAFE).filter((name) => context.settings.defines(name));
  if (names.length === 0) return [];
  const fields = settingsFields(context);
  return names.flatMap((name) => {
    const { isUnsafe, effect } = UNSAFE[name]!;
    const field = fields.find(
      (each) => each.name.toUpperCase() === name && each.statement.value !== undefined,
    );
    if (field === undefined) return [];
    const judgement = context.settings.judge(
      [name],
      (value) => {
        const unsafe = isUnsafe(value);
        if (unsafe === undefined) return undecided(reasonOf(value));
        return unsafe ? { state: "violated" } : satisfied();
      },
      { missing: "violated" },
    );
    const isDefault = judgement.state === "violated" && judgement.when?.includes(field.variable) === true;
    return isDefault ? [{ field, variable: field.variable, effect }] : [];
  });
}
