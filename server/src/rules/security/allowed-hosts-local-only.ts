import { environmentRead } from "../../edits/python/dialect";
import { insertItem, isSequence } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import { allKnown, HOSTS_VARIABLE, isLocalHost, knownHosts } from "../hosts";
import { assignmentIn } from "../production";
import { defineRule, type RuleContext } from "../rule";
import { isInherited, readFromEnvironment } from "../settingEdits";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

export default defineRule({
  id: "allowed-hosts-local-only",
  group: "security",
  severity: "warning",
  summary: "ALLOWED_HOSTS lists only the local machine",
  docs: {
    why:
      "Visitors of a site on Heroku ask for its domain or for `….herokuapp.com`. If ALLOWED_HOSTS lists nothing but " +
      "localhost and the like, Django answers each of them with 400 (Bad Request).",
    how: "Add the host names of the site, or read them from a variable, so that a new domain needs no commit.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts",
      "https://devcenter.heroku.com/articles/custom-domains",
    ],
  },
  examples: {
    bad: [
      {
        code: 'import os\n\nALLOWED_HOSTS = ["localhost", "127.0.0.1"]\nSITE_ID = 1\n',
        fixed:
          'import os\n\nALLOWED_HOSTS = ["localhost", "127.0.0.1"]\nALLOWED_HOSTS += [host.strip() for host in os.environ.get("DJANGO_ALLOWED_HOSTS", "").split(",") if host.strip()]\nSITE_ID = 1\n',
      },
      {
        code: "import environ\n\nenv = environ.Env()\nALLOWED_HOSTS = ['localhost']\n",
        fixed:
          "import environ\n\nenv = environ.Env()\nALLOWED_HOSTS = ['localhost']\nALLOWED_HOSTS += env.list('DJANGO_ALLOWED_HOSTS', default=[])\n",
      },
      {
        code: 'import os\n\nALLOWED_HOSTS = ("localhost", "127.0.0.1")\n',
        fixed:
          'import os\n\nALLOWED_HOSTS = ("localhost", "127.0.0.1", *[host.strip() for host in os.environ.get("DJANGO_ALLOWED_HOSTS", "").split(",") if host.strip()])\n',
      },
      { code: 'ALLOWED_HOSTS = ["http://localhost:8000"]\n' },
    ],
    good: [
      'ALLOWED_HOSTS = ["localhost", ".example.com"]\n',
      'import environ\n\nenv = environ.Env()\nALLOWED_HOSTS = env.list("HOSTS", default=["localhost"])\n',
      'import os\n\nALLOWED_HOSTS = ["localhost"]\nif "DYNO" in os.environ:\n    ALLOWED_HOSTS = [".example.com"]\n',
    ],
  },
  check({ settings, project }) {
    if (!settings.defines("ALLOWED_HOSTS")) return satisfied("no hosts are listed");
    const judgement = settings.judge(["ALLOWED_HOSTS"], (hosts) => {
      const known = knownHosts(hosts);
      if (known.some(({ value }) => !isLocalHost(value))) return satisfied();
      if (!allKnown(hosts)) return undecided(reasonOf(hosts));
      return known.length === 0 ? satisfied("no hosts are listed") : { state: "violated", at: hosts.at };
    });
    if (!project.deployment.heroku) {
      const message =
        "ALLOWED_HOSTS lists only the local machine: visitors get 400 (Bad Request), unless a proxy in front of the app replaces the Host header with such a name.";
      return verdictOn(settings, "ALLOWED_HOSTS", judgement, message);
    }
    const message =
      "ALLOWED_HOSTS lists only the local machine: on Heroku the site has another host name, so every visitor gets 400 (Bad Request).";
    return verdictOn(settings, "ALLOWED_HOSTS", judgement, message, { severity: "error" });
  },
  fixes: [
    {
      title: (context) =>
        isInherited(context, "ALLOWED_HOSTS")
          ? `Read ALLOWED_HOSTS from ${HOSTS_VARIABLE}`
          : `Also read hosts from the variable ${HOSTS_VARIABLE}`,
      safety: "review",
      preferred: true,
      edits: (context) =>
        isInherited(context, "ALLOWED_HOSTS")
          ? readFromEnvironment(context, "ALLOWED_HOSTS", HOSTS_VARIABLE, "list")
          : addHosts(context),
    },
  ],
});

/** Adds what a variable lists: below the assignment of a list, or as the last item of a tuple. */
function addHosts({ settings, snapshot }: RuleContext) {
  const session = new EditSession(snapshot);
  const location = settings.assignment("ALLOWED_HOSTS");
  const editor = location && session.python(location.file);
  const statement = editor && assignmentIn(editor, location, "ALLOWED_HOSTS");
  const display = statement?.value;
  if (editor === undefined || statement === undefined || !isSequence(display)) return undefined;
  const code = environmentRead(editor, statement.start, HOSTS_VARIABLE, "list");
  if (code === undefined) return undefined;
  if (display.type === "Tuple") insertItem(editor, display, `*${code}`, "last");
  else if (!editor.insertAfter(statement, `ALLOWED_HOSTS += ${code}`)) return undefined;
  return session.changes();
}
