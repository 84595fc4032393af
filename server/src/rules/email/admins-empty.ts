import { truthy } from "../../settings/plain";
import { mailsAdmins } from "../admins";
import { defineRule } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const HANDLER = [
  "LOGGING = {",
  '    "version": 1,',
  '    "disable_existing_loggers": False,',
  '    "handlers": {"mail_admins": {"level": "ERROR", "class": "django.utils.log.AdminEmailHandler"}},',
  '    "loggers": {"django.request": {"handlers": ["mail_admins"], "level": "ERROR"}},',
  "}",
  "",
].join("\n");

export default defineRule({
  id: "admins-empty",
  group: "email",
  severity: "info",
  summary: "LOGGING mails errors to ADMINS, but ADMINS is empty",
  docs: {
    why:
      "LOGGING sends errors to AdminEmailHandler, which mails them to the addresses in ADMINS. If ADMINS is empty, the " +
      "handler silently does nothing: errors seem to be reported, but no mail is sent.",
    how:
      'Add an address: `ADMINS = ["ops@example.com"]` since Django 6.0, `ADMINS = [("Ops", "ops@example.com")]` before. ' +
      "If another tool tells you of errors, take the handler out of LOGGING.",
    references: [
      "https://docs.djangoproject.com/en/stable/howto/error-reporting/",
      "https://docs.djangoproject.com/en/stable/ref/settings/#admins",
    ],
  },
  examples: {
    bad: [{ code: HANDLER }, { code: `ADMINS = []\n\n${HANDLER}` }],
    good: [
      "ADMINS = []\n",
      `ADMINS = [("Ops", "ops@shop.test")]\n\n${HANDLER}`,
      `import os\n\nADMINS = [("Ops", address) for address in os.environ.get("ADMINS", "").split()]\n\n${HANDLER}`,
    ],
  },
  check({ settings }) {
    if (!settings.defines("LOGGING")) return notApplicable("LOGGING does not say that ADMINS get errors");
    const judgement = settings.judge(["LOGGING", "ADMINS"], (logging, admins) => {
      const mails = mailsAdmins(logging);
      if (mails === undefined) return undecided("which handlers LOGGING uses is not known");
      if (!mails) return notApplicable("LOGGING does not say that ADMINS get errors");
      const anybody = truthy(admins);
      if (anybody === undefined) return undecided(reasonOf(admins));
      return anybody ? satisfied() : { state: "violated" };
    });
    return verdictOn(
      settings,
      settings.defines("ADMINS") ? "ADMINS" : "LOGGING",
      judgement,
      "LOGGING mails errors to ADMINS, but ADMINS is empty: no mail is sent when production fails.",
    );
  },
});
