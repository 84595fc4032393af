import { entry, type Plain, truthy } from "../../settings/plain";
import { defineRule } from "../rule";
import { replaceAt } from "../settingEdits";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const BACKENDS = new Set([
  "django.template.backends.django.DjangoTemplates",
  "django.template.backends.jinja2.Jinja2",
]);

export default defineRule({
  id: "template-autoescape-off",
  group: "security",
  severity: "error",
  summary: "Templates do not escape what visitors write",
  docs: {
    why:
      "Templates turn `<` into `&lt;` in every variable, so that a name or a comment with a script in it is shown and " +
      "not run. With `autoescape` off in the OPTIONS of an engine, each variable in each of its templates is an " +
      "opening for scripts that run as the visitor who reads the page.",
    how:
      "Delete the option. Where a template makes plain text, use `{% autoescape off %}` there; where a value is safe " +
      "HTML, mark it with `format_html` or `mark_safe`.",
    references: [
      "https://docs.djangoproject.com/en/stable/topics/templates/#django.template.backends.django.DjangoTemplates",
      "https://docs.djangoproject.com/en/stable/ref/templates/language/#automatic-html-escaping",
    ],
  },
  examples: {
    bad: [
      {
        code: [
          "TEMPLATES = [",
          "    {",
          '        "BACKEND": "django.template.backends.django.DjangoTemplates",',
          '        "APP_DIRS": True,',
          '        "OPTIONS": {"autoescape": False},',
          "    },",
          "]",
          "",
        ].join("\n"),
        fixed: [
          "TEMPLATES = [",
          "    {",
          '        "BACKEND": "django.template.backends.django.DjangoTemplates",',
          '        "APP_DIRS": True,',
          '        "OPTIONS": {"autoescape": True},',
          "    },",
          "]",
          "",
        ].join("\n"),
      },
    ],
    good: [
      'TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"autoescape": True}}]\n',
      'import os\n\nTEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"autoescape": os.environ.get("RAW") is None}}]\n',
      'TEMPLATES = [{"BACKEND": "mysite.latex.Engine", "OPTIONS": {"autoescape": False}}]\n',
      'HTML = {"BACKEND": "django.template.backends.django.DjangoTemplates"}\nTEMPLATES = [HTML, {**HTML, "NAME": "mail", "OPTIONS": {"autoescape": False}}]\n',
    ],
  },
  check({ settings }) {
    if (!settings.defines("TEMPLATES")) return satisfied();
    const judgement = settings.judge(["TEMPLATES"], (engines) => {
      if (engines.kind !== "list" && engines.kind !== "tuple") return undecided(reasonOf(engines));
      // An engine behind the first may be one for plain text, and is asked for by name.
      const [first] = engines.items;
      if (first === undefined || engines.open !== undefined) return undecided(reasonOf(engines));
      const option = autoescape(first);
      if (option === null) return satisfied();
      const on = option && truthy(option);
      if (option === undefined || on === undefined) return undecided(reasonOf(option ?? first));
      return on ? satisfied() : { state: "violated", at: option.at };
    });
    return verdictOn(
      settings,
      "TEMPLATES",
      judgement,
      "Templates print every variable unescaped: a script that one visitor writes into a form runs in the browser of everybody who sees the page.",
    );
  },
  fixes: [
    {
      title: "Turn autoescape on",
      safety: "review",
      preferred: true,
      edits: (context, { at }) => replaceAt(context, at, "True", ({ type }) => type === "Constant"),
    },
  ],
});

/** The option of an engine of Django's; null if it is not set, or the engine is another one; undefined if unknown. */
function autoescape(engine: Plain): Plain | null | undefined {
  const backend = entry(engine, "BACKEND");
  if (backend == null || backend.kind !== "str") return undefined;
  if (!BACKENDS.has(backend.value)) return null;
  const options = entry(engine, "OPTIONS");
  return options == null ? options : entry(options, "autoescape");
}
