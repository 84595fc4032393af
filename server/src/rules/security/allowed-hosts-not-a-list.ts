import type { Plain } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import { canMatch, HOSTS_VARIABLE, isLocalHost } from "../hosts";
import { isListOrTuple, makeList, refusalOf, refusalWhereSet, variableThatIsNoList } from "../listSettings";
import { defineRule } from "../rule";
import { readFromEnvironment } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { hasReached } from "../versions";

export default defineRule({
  id: "allowed-hosts-not-a-list",
  group: "security",
  severity: "error",
  summary: "ALLOWED_HOSTS is not a list or tuple",
  docs: {
    why:
      "Django 4.0 and later refuse to start if ALLOWED_HOSTS is anything but a list or tuple: a string, such as " +
      "the value of a variable, a set, None. Older versions take each letter of a string for a host, so that no visitor's " +
      "host is among them.",
    how:
      "Write a list, even for one host. The string in a variable has to be split: `env.list(...)` of django-environ, " +
      '`cast=Csv()` of python-decouple, or `.split(",")`. Parentheses alone make no tuple, a comma does.',
    references: ["https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts"],
  },
  examples: {
    bad: [
      {
        code: 'ALLOWED_HOSTS = "www.example.com"\n',
        fixed: 'ALLOWED_HOSTS = ["www.example.com"]\n',
      },
      {
        code: "ALLOWED_HOSTS = ('www.example.com')\n",
        fixed: "ALLOWED_HOSTS = ('www.example.com',)\n",
      },
      {
        code: 'ALLOWED_HOSTS = {"example.com", "www.example.com"}\n',
        fixed: 'ALLOWED_HOSTS = ["example.com", "www.example.com"]\n',
      },
      {
        code: 'import os\n\nALLOWED_HOSTS = filter(None, os.environ["HOSTS"].split(","))\n',
        fixed: 'import os\n\nALLOWED_HOSTS = list(filter(None, os.environ["HOSTS"].split(",")))\n',
      },
      {
        code: 'import os\n\nALLOWED_HOSTS = os.environ.get("HOSTS")\n',
        fixed:
          'import os\n\nALLOWED_HOSTS = [host.strip() for host in os.environ.get("HOSTS", "").split(",") if host.strip()]\n',
      },
      {
        code: 'import os\n\nALLOWED_HOSTS = os.environ.get("HOSTS", ["example.com"])\n',
        fixed:
          'import os\n\nALLOWED_HOSTS = [host.strip() for host in os.environ.get("HOSTS", "example.com").split(",") if host.strip()]\n',
      },
      {
        code: 'from decouple import config\n\nALLOWED_HOSTS = config("HOSTS")\n',
        fixed: 'from decouple import config, Csv\n\nALLOWED_HOSTS = config("HOSTS", cast=Csv())\n',
      },
      {
        code: 'import environ\n\nenv = environ.Env()\nALLOWED_HOSTS = env("HOSTS")\n',
        fixed: 'import environ\n\nenv = environ.Env()\nALLOWED_HOSTS = env.list("HOSTS")\n',
      },
      {
        code: {
          "mysite/settings.py": 'ALLOWED_HOSTS = "example.com"\n',
          "requirements.txt": "Django==3.2.25\n",
        },
      },
    ],
    good: [
      'ALLOWED_HOSTS = ("www.example.com",)\n',
      'import environ\n\nenv = environ.Env()\nALLOWED_HOSTS = env("HOSTS", default=[])\n',
      "from common.hosts import find_hosts\n\nALLOWED_HOSTS = find_hosts()\n",
      { "mysite/settings.py": 'ALLOWED_HOSTS = {"example.com"}\n', "requirements.txt": "Django==3.2.25\n" },
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!settings.defines("ALLOWED_HOSTS")) return satisfied("the default is a list");
    const refused = hasReached(project, "4.0");
    const judgement = settings.judge(["ALLOWED_HOSTS"], (hosts) => {
      const list = isListOrTuple(hosts);
      if (list === undefined) return undecided(reasonOf(hosts));
      if (list) return satisfied();
      return refused === true
        ? {
            state: "violated",
            message: refusalOf("ALLOWED_HOSTS", hosts),
          }
        : answerBefore40(hosts, refused);
    });
    const variable =
      judgement.state === "undecided" && refused
        ? variableThatIsNoList(settings, "ALLOWED_HOSTS")
        : undefined;
    if (variable === undefined) return verdictOn(settings, "ALLOWED_HOSTS", judgement, "");
    return {
      state: "violated",
      severity: "warning",
      at: settings.location("ALLOWED_HOSTS"),
      when: `${variable} is set`,
      message: refusalWhereSet("ALLOWED_HOSTS", variable),
    };
  },
  fixes: [
    {
      title: "Make ALLOWED_HOSTS a list",
      safety: "review",
      preferred: true,
      edits: (context) => makeList(context, "ALLOWED_HOSTS", "host", hostsIn),
    },
    {
      title: `Read ALLOWED_HOSTS from ${HOSTS_VARIABLE}`,
      safety: "review",
      edits: (context) => readFromEnvironment(context, "ALLOWED_HOSTS", HOSTS_VARIABLE, "list"),
    },
  ],
});

/** What a Django that may be older than 4.0 does with a value that is no list. */
function answerBefore40(hosts: Plain, refused: boolean | undefined): Answer {
  if (hosts.kind === "str" && !hosts.value.includes("*") && hosts.value.length > 1) {
    const message =
      refused === undefined
        ? "ALLOWED_HOSTS is a string: Django 4.0 and newer refuse to start, and older versions take each letter for a host, so that every visitor gets 400 (Bad Request)."
        : "ALLOWED_HOSTS is a string, and Django before 4.0 takes each of its letters for a host: every visitor gets 400 (Bad Request).";
    return { state: "violated", message };
  }
  return refused === undefined
    ? undecided("it depends on the version of Django")
    : notApplicable("Django before 4.0 takes anything that it can run through");
}

/** The hosts in a string, if they are worth a list. */
function hostsIn(text: string): readonly string[] | undefined {
  const hosts = text.split(",").map((host) => host.trim());
  if (!hosts.every((host) => canMatch(host) && host !== "*")) return undefined;
  return hosts.every(isLocalHost) ? undefined : hosts;
}
