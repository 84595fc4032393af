import { binds } from "../../edits/python/settings";
import { EditSession } from "../../edits/session";
import { truthy } from "../../settings/plain";
import { isConfigured, isPlaceholder, judgeMailer } from "../email";
import { defineRule, type RuleContext } from "../rule";
import { isSurelySet, setValue } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const NAME = "SERVER_EMAIL";
const SENDER = "DEFAULT_FROM_EMAIL";

export default defineRule({
  id: "server-email",
  group: "email",
  severity: "info",
  summary: "Error reports come from root@localhost",
  docs: {
    why:
      "Mail to ADMINS and MANAGERS comes from SERVER_EMAIL, not from DEFAULT_FROM_EMAIL, and that is `root@localhost` " +
      "unless you change it. Mail providers refuse it, and Django says nothing: the reports just never arrive.",
    how: "Set `SERVER_EMAIL = DEFAULT_FROM_EMAIL`, or to another address that your mail provider knows.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#server-email",
      "https://docs.djangoproject.com/en/stable/howto/error-reporting/",
    ],
  },
  examples: {
    bad: [
      {
        code: [
          'ADMINS = [("Ops", "ops@shop.test")]',
          'EMAIL_HOST = "smtp.example.org"',
          'DEFAULT_FROM_EMAIL = "shop@shop.test"',
          "USE_TZ = True",
          "",
        ].join("\n"),
        fixed: [
          'ADMINS = [("Ops", "ops@shop.test")]',
          'EMAIL_HOST = "smtp.example.org"',
          'DEFAULT_FROM_EMAIL = "shop@shop.test"',
          "SERVER_EMAIL = DEFAULT_FROM_EMAIL",
          "USE_TZ = True",
          "",
        ].join("\n"),
      },
    ],
    good: [
      'EMAIL_HOST = "smtp.example.org"\nDEFAULT_FROM_EMAIL = "shop@shop.test"\n',
      [
        "import os",
        "",
        'ADMINS = [("Ops", "ops@shop.test")]',
        'EMAIL_HOST = "smtp.example.org"',
        'SERVER_EMAIL = os.environ["SERVER_EMAIL"]',
        "",
      ].join("\n"),
      'import os\n\nADMINS = os.environ.get("ADMINS", "")\nEMAIL_HOST = "smtp.example.org"\n',
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines("ADMINS") && !settings.defines("MANAGERS"))
      return notApplicable("nobody is to get error reports by mail");
    const judgement = judgeMailer(
      context,
      ["host"],
      (mailer, admins, managers, address) => {
        const people = [admins!, managers!];
        if (people.every((value) => truthy(value) === false))
          return notApplicable("nobody is to get error reports by mail");
        const unclear = people.find((value) => truthy(value) === undefined);
        if (unclear !== undefined && !people.some((value) => truthy(value) === true))
          return undecided(reasonOf(unclear));
        const sends = isConfigured(mailer);
        if (sends === undefined) return undecided("whether production sends mail is not known");
        if (!sends) return notApplicable("production sends no mail");
        const placeholder = isPlaceholder(address!);
        if (placeholder === undefined) return undecided(reasonOf(address!));
        return placeholder ? { state: "violated", at: address?.at } : satisfied();
      },
      ["ADMINS", "MANAGERS", NAME],
    );
    return verdictOn(
      settings,
      NAME,
      judgement,
      "SERVER_EMAIL, the sender of mail to ADMINS and MANAGERS, is not an address of yours (root@localhost by default): mail providers refuse it, and the reports never arrive.",
      { coveredBy: "default-from-email" },
    );
  },
  fixes: [
    {
      title: `Set ${NAME} to ${SENDER}`,
      safety: "review",
      preferred: true,
      edits: (context) => (hasSender(context) ? setValue(context, NAME, () => SENDER) : undefined),
    },
  ],
});

/** Whether the module surely has an address of its own, for whoever loads it. */
function hasSender(context: RuleContext): boolean {
  const { settings, project, snapshot } = context;
  if (!isSurelySet(context, SENDER) || isPlaceholder(settings.value(SENDER)) === true) return false;
  const { module } = project.settings;
  const editor = module && new EditSession(snapshot).python(module.path);
  const isNested = editor?.statements.some((each) => each.type !== "Assign" && binds(each, [SENDER]));
  return editor !== undefined && !isNested && !settings.defines(NAME);
}
