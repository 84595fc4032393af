import { isLocalHost, judgeMailer, settingOf, withoutSmtp } from "../email";
import { setMailOption } from "../emailEdits";
import { defineRule } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

export default defineRule({
  id: "email-no-timeout",
  group: "email",
  severity: "info",
  summary: "Sending mail has no time limit",
  docs: {
    why:
      "Django talks to the mail server while the visitor waits. Without a time limit, a server that does not answer " +
      "holds the worker until the web server kills it: the visitor gets an error, and a few such requests block the " +
      "whole site.",
    how: "Set `EMAIL_TIMEOUT` to a few seconds; with MAILERS it is the option `timeout`.",
    references: ["https://docs.djangoproject.com/en/stable/ref/settings/#email-timeout"],
  },
  examples: {
    bad: [
      {
        code: 'EMAIL_HOST = "smtp.example.org"\nEMAIL_USE_TLS = True\n',
        fixed: 'EMAIL_HOST = "smtp.example.org"\nEMAIL_USE_TLS = True\nEMAIL_TIMEOUT = 5\n',
      },
      {
        code: {
          "requirements.txt": "Django==6.1.3\ngunicorn\n",
          "mysite/settings.py": [
            "MAILERS = {",
            '    "default": {',
            '        "OPTIONS": {',
            '            "host": "smtp.example.org",',
            "        },",
            "    },",
            "}",
            "",
          ].join("\n"),
        },
        fixed: {
          "requirements.txt": "Django==6.1.3\ngunicorn\n",
          "mysite/settings.py": [
            "MAILERS = {",
            '    "default": {',
            '        "OPTIONS": {',
            '            "host": "smtp.example.org",',
            '            "timeout": 5,',
            "        },",
            "    },",
            "}",
            "",
          ].join("\n"),
        },
      },
    ],
    good: [
      'EMAIL_HOST = "smtp.example.org"\nEMAIL_TIMEOUT = 5\n',
      'import os\n\nEMAIL_HOST = "smtp.example.org"\nEMAIL_TIMEOUT = int(os.environ["EMAIL_TIMEOUT"])\n',
      'EMAIL_BACKEND = "anymail.backends.mailgun.EmailBackend"\n',
      "",
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines("EMAIL_HOST") && !settings.defines("MAILERS") && settings.open === undefined)
      return notApplicable("no mail server is set");
    const judgement = judgeMailer(context, ["host", "timeout"], (mailer) => {
      const other = withoutSmtp(mailer);
      if (other !== undefined) return other;
      const { host, timeout } = mailer.options;
      const local = isLocalHost(host);
      if (local === undefined) return undecided(reasonOf(host));
      if (local) return notApplicable("the mail server is the machine itself");
      if (timeout.kind === "unknown") return undecided(reasonOf(timeout));
      return timeout.kind === "none" ? { state: "violated", at: timeout.at ?? host.at } : satisfied();
    });
    if (judgement.state !== "violated") return judgement;
    return verdictOn(
      settings,
      settings.defines("EMAIL_TIMEOUT") ? settingOf(context, "timeout") : settingOf(context, "host"),
      judgement,
      "Mail is sent without a time limit: if the mail server does not answer, the request that sends it waits until the web server kills the worker.",
    );
  },
  fixes: [
    {
      title: "Give up after 5 seconds",
      safety: "review",
      preferred: true,
      edits: (context) => setMailOption(context, "timeout", () => "5"),
    },
  ],
});
