import { environmentText } from "../../edits/python/dialect";
import { isConfigured, isPlaceholder, judgeMailer } from "../email";
import { defineRule } from "../rule";
import { setValue } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const NAME = "DEFAULT_FROM_EMAIL";

export default defineRule({
  id: "default-from-email",
  group: "email",
  severity: "info",
  summary: "Mail comes from an address that is not yours",
  docs: {
    why:
      "Mail for which code names no sender, such as Django's password reset, comes from DEFAULT_FROM_EMAIL, and that is " +
      "`webmaster@localhost` unless you change it. Mail providers refuse senders that are not verified as yours, and " +
      "spam filters do so with domains that do not exist.",
    how: "Set `DEFAULT_FROM_EMAIL` to an address of your domain that your mail provider knows.",
    references: ["https://docs.djangoproject.com/en/stable/ref/settings/#default-from-email"],
  },
  examples: {
    bad: [
      {
        code: 'import os\n\nEMAIL_HOST = os.environ["SMTP_HOST"]\n',
        fixed: [
          "import os",
          "",
          'EMAIL_HOST = os.environ["SMTP_HOST"]',
          'DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "webmaster@localhost")',
          "",
        ].join("\n"),
      },
      {
        code: [
          "import environ",
          "",
          "env = environ.Env()",
          'EMAIL_BACKEND = "anymail.backends.mailgun.EmailBackend"',
          'DEFAULT_FROM_EMAIL = "Shop <noreply@example.com>"',
          "",
        ].join("\n"),
        fixed: [
          "import environ",
          "",
          "env = environ.Env()",
          'EMAIL_BACKEND = "anymail.backends.mailgun.EmailBackend"',
          'DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="webmaster@localhost")',
          "",
        ].join("\n"),
      },
    ],
    good: [
      'EMAIL_HOST = "smtp.example.org"\nDEFAULT_FROM_EMAIL = "Shop <shop@shop.test>"\n',
      'import os\n\nEMAIL_HOST = "smtp.example.org"\nDEFAULT_FROM_EMAIL = os.environ["SENDER"]\n',
      "",
      'EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"\n',
    ],
  },
  check(context) {
    const { settings } = context;
    const configured = ["EMAIL_HOST", "EMAIL_BACKEND", "MAILERS"].some((name) => settings.defines(name));
    if (!configured && settings.open === undefined) return notApplicable("no mail server is set");
    const judgement = judgeMailer(
      context,
      ["host"],
      (mailer, address) => {
        const sends = isConfigured(mailer);
        if (sends === undefined) return undecided("whether production sends mail is not known");
        if (!sends) return notApplicable("production sends no mail");
        const placeholder = isPlaceholder(address!);
        if (placeholder === undefined) return undecided(reasonOf(address!));
        if (!placeholder) return satisfied();
        const shown = address?.kind === "str" ? address.value : "";
        return {
          state: "violated",
          at: address?.at,
          message: `Production sends mail as ${shown.length > 60 ? "a placeholder address" : shown}, which is not an address of yours: mail providers refuse it, or it ends up as spam.`,
        };
      },
      [NAME],
    );
    if (judgement.state !== "violated") return judgement;
    return verdictOn(settings, NAME, judgement, "");
  },
  fixes: [
    {
      title: `Read it from the variable ${NAME}`,
      safety: "review",
      preferred: true,
      edits: (context) =>
        setValue(context, NAME, (editor, offset) =>
          environmentText(editor, offset, NAME, '"webmaster@localhost"'),
        ),
    },
  ],
});
