import { dictValue, insertItem, stringValue } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import { contains, entry, type Plain, type Tri } from "../../settings/plain";
import { CSP_MIDDLEWARE, holdsNonce, POLICIES } from "../csp";
import { judgeMiddleware } from "../middleware";
import { defineRule, type RuleContext } from "../rule";
import { assignedValue } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { answerBefore } from "../versions";

const PROCESSOR = "django.template.context_processors.csp";
const DJANGO_6 = "Django==6.0.1\ngunicorn\n";

const settingsWith = (processors: string) =>
  [
    "from django.utils.csp import CSP",
    "",
    `MIDDLEWARE = ["${CSP_MIDDLEWARE}"]`,
    "TEMPLATES = [",
    "    {",
    '        "BACKEND": "django.template.backends.django.DjangoTemplates",',
    '        "APP_DIRS": True,',
    '        "OPTIONS": {',
    '            "context_processors": [',
    ...processors.split(" ").map((name) => `                "django.template.context_processors.${name}",`),
    "            ],",
    "        },",
    "    },",
    "]",
    'SECURE_CSP = {"script-src": [CSP.SELF, CSP.NONCE]}',
    "",
  ].join("\n");

export default defineRule({
  id: "csp-nonce-no-context-processor",
  group: "security",
  severity: "warning",
  djangoIds: ["security.W027"],
  summary: "Templates do not get the nonce that the policy asks for",
  docs: {
    why:
      "With CSP.NONCE in the policy an inline script runs only if it carries the nonce of the response. Templates get it as " +
      "`csp_nonce` from a context processor; without that the variable is empty and browsers block the script.",
    how: `Add \`${PROCESSOR}\` to the context processors in TEMPLATES, and write \`nonce="{{ csp_nonce }}"\` in the tags.`,
    references: [
      "https://docs.djangoproject.com/en/stable/howto/csp/#nonce-config",
      "https://docs.djangoproject.com/en/stable/ref/templates/api/#django-template-context-processors-csp",
    ],
  },
  examples: {
    bad: [
      {
        code: { "requirements.txt": DJANGO_6, "mysite/settings.py": settingsWith("debug request") },
        fixed: { "requirements.txt": DJANGO_6, "mysite/settings.py": settingsWith("debug request csp") },
      },
    ],
    good: [
      { "requirements.txt": DJANGO_6, "mysite/settings.py": settingsWith("csp request") },
      {
        "requirements.txt": DJANGO_6,
        "mysite/settings.py": settingsWith("request").replace(
          "TEMPLATES = [",
          "from common import ENGINES\n\nTEMPLATES = ENGINES + [",
        ),
      },
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!POLICIES.some((name) => settings.defines(name))) return satisfied("no policy is set");
    const before = answerBefore(project, "6.0");
    if (before !== undefined) return before;
    const judgement = judgeMiddleware(
      context,
      ["MIDDLEWARE", "TEMPLATES", ...POLICIES],
      (middleware, templates, ...policies) => {
        const nonces = policies.map(holdsNonce);
        if (!nonces.includes(true)) {
          const unclear = policies[nonces.indexOf(undefined)];
          return unclear === undefined ? satisfied("no nonce is asked for") : undecided(reasonOf(unclear));
        }
        const installed = contains(middleware!, CSP_MIDDLEWARE);
        if (installed === undefined) return undecided(reasonOf(middleware!));
        if (!installed) return notApplicable("ContentSecurityPolicyMiddleware is not in MIDDLEWARE");
        const rendered = rendersNonce(templates!);
        if (rendered === undefined) return undecided(`TEMPLATES is not fully known: ${reasonOf(templates!)}`);
        return rendered ? satisfied() : { state: "violated" };
      },
    );
    const name = POLICIES.find(
      (each) => settings.defines(each) && holdsNonce(settings.value(each)) !== false,
    )!;
    return verdictOn(
      settings,
      name ?? POLICIES[0]!,
      judgement,
      "The policy asks for a nonce, but no context processor gives it to the templates: inline scripts and styles are written without one, and browsers block them.",
    );
  },
  fixes: [
    {
      title: "Add the context processor that gives templates the nonce",
      safety: "safe",
      preferred: true,
      edits: addProcessor,
    },
  ],
});

/** Whether an entry of TEMPLATES has the context processor. */
function rendersNonce(templates: Plain): Tri {
  if (templates.kind !== "list" && templates.kind !== "tuple") return undefined;
  const answers = templates.items.map((template): Tri => {
    const options = entry(template, "OPTIONS");
    if (options === null || options === undefined) return options === null ? false : undefined;
    const processors = entry(options, "context_processors");
    return processors ? contains(processors, PROCESSOR) : processors === null ? false : undefined;
  });
  if (answers.includes(true)) return true;
  return answers.includes(undefined) || templates.open !== undefined ? undefined : false;
}

function addProcessor(context: RuleContext) {
  const session = new EditSession(context.snapshot);
  const found = assignedValue(context, session, "TEMPLATES");
  if (found?.value.type !== "List" && found?.value.type !== "Tuple") return undefined;
  const engines = found.value.items.filter(
    (item) => stringValue(dictValue(item, "BACKEND")) === "django.template.backends.django.DjangoTemplates",
  );
  const processors = dictValue(dictValue(engines[0], "OPTIONS"), "context_processors");
  if (engines.length !== 1 || (processors?.type !== "List" && processors?.type !== "Tuple")) return undefined;
  insertItem(found.editor, processors, `"${PROCESSOR}"`, "last");
  return session.changes();
}
