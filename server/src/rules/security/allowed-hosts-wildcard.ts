import { indexOfString, isSequence, removeItemAt, stringValue } from "../../edits/python/displays";
import { environmentReads, homeOf } from "../../edits/python/environmentReads";
import { enclosingTests } from "../../edits/python/settings";
import { EditSession } from "../../edits/session";
import { contains } from "../../settings/plain";
import type { Expr } from "../../syntax/python/ast";
import { herokuSettingsCall } from "../djangoHeroku";
import { HOSTS_VARIABLE } from "../hosts";
import { manifestValue, underManifest } from "../manifests";
import { defineRule, type RuleContext } from "../rule";
import { assignedValue, isInherited, readFromEnvironment } from "../settingEdits";
import { ifVariables, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const FORGED =
  "anyone can forge the Host header and make the site write links, even in password reset mails, that point to another site.";
const ROUTED =
  "only Heroku's router, which passes on only requests for hosts of this app, checks the Host header. Behind another proxy anyone could forge it and make the site write links to another site.";

export default defineRule({
  id: "allowed-hosts-wildcard",
  group: "security",
  severity: "warning",
  summary: "ALLOWED_HOSTS accepts every host",
  docs: {
    why:
      "Django builds links from the Host header. If it accepts any, anyone can forge the header, and password reset " +
      "mails or cached pages then point to somebody else's site. Heroku's router passes on only hosts that belong to " +
      "the app, so there the danger is smaller; behind any other proxy it is real.",
    how: "List the site's own host names. A leading dot (`.example.com`) stands for a domain and its subdomains.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts",
      "https://docs.djangoproject.com/en/stable/topics/security/#host-header-validation",
    ],
  },
  examples: {
    bad: [
      {
        code: 'import os\n\nALLOWED_HOSTS = ["*"]\n',
        fixed:
          'import os\n\nALLOWED_HOSTS = [host.strip() for host in os.environ.get("DJANGO_ALLOWED_HOSTS", "").split(",") if host.strip()]\n',
      },
      {
        code: "ALLOWED_HOSTS = ['www.example.com', '*']\n",
        fixed: "ALLOWED_HOSTS = ['www.example.com']\n",
      },
      {
        code: 'import environ\n\nenv = environ.Env()\nALLOWED_HOSTS = env.list("HOSTS", default=["*"])\n',
        fixed: 'import environ\n\nenv = environ.Env()\nALLOWED_HOSTS = env.list("HOSTS", default=[])\n',
      },
      {
        code: 'from decouple import Csv, config\n\nALLOWED_HOSTS = config("HOSTS", default="*", cast=Csv())\n',
        fixed:
          'from decouple import Csv, config\n\nALLOWED_HOSTS = config("HOSTS", default="", cast=Csv())\n',
      },
    ],
    good: [
      'ALLOWED_HOSTS = [".example.com"]\n',
      'import os\n\nALLOWED_HOSTS = os.environ["HOSTS"].split(",")\n',
    ],
  },
  check(context) {
    const { settings } = context;
    const judgement = settings.judge(
      ["ALLOWED_HOSTS"],
      (hosts) => {
        if (hosts.kind !== "list" && hosts.kind !== "tuple") return undecided(reasonOf(hosts));
        const wildcard = contains(hosts, "*");
        if (wildcard === undefined) return undecided(reasonOf(hosts));
        const at = hosts.items.find((host) => host.kind === "str" && host.value === "*")?.at;
        return wildcard ? { state: "violated", at } : satisfied();
      },
      { missing: "violated" },
    );
    if (judgement.state !== "violated") return judgement;
    const onHeroku = context.project.deployment.heroku || onHerokuOnly(context);
    if (judgement.when !== undefined) {
      const message = `${ifVariables(judgement.when)}, ALLOWED_HOSTS contains "*": ${onHeroku ? ROUTED : FORGED}`;
      return verdictOn(settings, "ALLOWED_HOSTS", judgement, message, {
        severity: onHeroku ? "info" : undefined,
        coveredBy: "pydantic-insecure-default",
      });
    }
    const caller = herokuSettingsCall(context, judgement.at);
    if (caller !== undefined) {
      const message = `${caller} sets ALLOWED_HOSTS to ['*'], whatever it was before. Heroku's router passes on only requests for hosts of this app; pass allowed_hosts=False in the call to keep your own list.`;
      return verdictOn(settings, "ALLOWED_HOSTS", judgement, message, { severity: "info" });
    }
    const manifest = manifestValue(context, judgement.at);
    if (manifest !== undefined) {
      const message =
        'ALLOWED_HOSTS contains "*": unless production has another value, anyone can forge the Host header and make the site write links to another site.';
      const verdict = verdictOn(settings, "ALLOWED_HOSTS", judgement, message, { severity: "info" });
      return underManifest(verdict, manifest);
    }
    if (onHeroku) {
      const message = `ALLOWED_HOSTS contains "*": ${ROUTED}`;
      return verdictOn(settings, "ALLOWED_HOSTS", judgement, message, { severity: "info" });
    }
    return verdictOn(settings, "ALLOWED_HOSTS", judgement, `ALLOWED_HOSTS contains "*": ${FORGED}`);
  },
  fixes: [
    {
      title: 'Remove "*"',
      safety: "review",
      edits(context) {
        const session = new EditSession(context.snapshot);
        const found = assignedValue(context, session, "ALLOWED_HOSTS");
        if (found === undefined || !isSequence(found.value)) return undefined;
        const index = indexOfString(found.value, "*");
        return index >= 0 && removeItemAt(found.editor, found.value, index) ? session.changes() : undefined;
      },
    },
    {
      title: "Accept no host if the variable is missing",
      safety: "review",
      preferred: true,
      edits(context, { when }) {
        const session = new EditSession(context.snapshot);
        const found = assignedValue(context, session, "ALLOWED_HOSTS");
        const reads = found === undefined ? [] : environmentReads(found.editor, found.value);
        const [read] = reads;
        if (found === undefined || when === undefined || read?.otherwise === undefined) return undefined;
        if (reads.length > 1 || isInherited(context, "ALLOWED_HOSTS")) return undefined;
        const none = noHosts(read.otherwise);
        if (none === undefined) return undefined;
        const editor = homeOf(found.editor, read);
        editor.replace(read.otherwise, none, editor.quote(read.otherwise));
        return session.changes();
      },
    },
    {
      title: `Read ALLOWED_HOSTS from ${HOSTS_VARIABLE}`,
      safety: "review",
      edits(context) {
        const value = context.settings.value("ALLOWED_HOSTS");
        if (value.kind !== "list" && value.kind !== "tuple") return undefined;
        if (value.items.length !== 1) return undefined;
        // It comes from a variable already.
        if (manifestValue(context, value.items[0]!.at) !== undefined) return undefined;
        return readFromEnvironment(context, "ALLOWED_HOSTS", HOSTS_VARIABLE, "list");
      },
    },
  ],
});

/** Code for no hosts, written like a default that is nothing but "*". */
function noHosts(otherwise: Expr): string | undefined {
  if (stringValue(otherwise) === "*") return '""';
  if (!isSequence(otherwise) || otherwise.items.length !== 1 || indexOfString(otherwise, "*") !== 0)
    return undefined;
  return otherwise.type === "List" ? "[]" : "()";
}

/** Whether the value is assigned in a branch that asks for Heroku, whose router checks the host itself. */
function onHerokuOnly({ settings, snapshot }: RuleContext): boolean {
  const location = settings.assignment("ALLOWED_HOSTS");
  const editor = location && new EditSession(snapshot).python(location.file);
  if (editor === undefined || location === undefined) return false;
  return enclosingTests(editor, location).some((test) => /DYNO|HEROKU/i.test(test));
}
