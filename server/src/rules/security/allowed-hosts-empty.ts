import { HOSTS_VARIABLE } from "../hosts";
import { defineRule } from "../rule";
import { readFromEnvironment } from "../settingEdits";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

export default defineRule({
  id: "allowed-hosts-empty",
  group: "security",
  severity: "error",
  djangoIds: ["security.W020"],
  summary: "ALLOWED_HOSTS is empty",
  docs: {
    why:
      "With DEBUG off, Django answers 400 (Bad Request) to every host that ALLOWED_HOSTS does not list, so with an " +
      "empty list every visitor gets that.",
    how:
      "List the host names of the site, or read them from a variable, so that a new domain or a review app needs no " +
      "commit.",
    references: ["https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts"],
  },
  examples: {
    bad: [
      {
        code: "ALLOWED_HOSTS = []\n",
        fixed:
          'import os\n\nALLOWED_HOSTS = [host.strip() for host in os.environ.get("DJANGO_ALLOWED_HOSTS", "").split(",") if host.strip()]\n',
      },
      {
        code: "import environ\n\nenv = environ.Env()\n\nALLOWED_HOSTS = []\n",
        fixed:
          'import environ\n\nenv = environ.Env()\n\nALLOWED_HOSTS = env.list("DJANGO_ALLOWED_HOSTS", default=[])\n',
      },
      {
        code: "from decouple import config\n\nDEBUG = config('DEBUG', default=False, cast=bool)\nSITE_ID = 1\n",
        fixed:
          "from decouple import config, Csv\n\nDEBUG = config('DEBUG', default=False, cast=bool)\nALLOWED_HOSTS = config('DJANGO_ALLOWED_HOSTS', default='', cast=Csv())\nSITE_ID = 1\n",
      },
      {
        code: "from pydantic_settings import BaseSettings\n\n\nclass Config(BaseSettings):\n    stage: str = 'live'\n\n\nconfig = Config()\nALLOWED_HOSTS = []\n",
        fixed:
          "from pydantic_settings import BaseSettings\n\n\nclass Config(BaseSettings):\n    stage: str = 'live'\n    django_allowed_hosts: str = ''\n\n\nconfig = Config()\nALLOWED_HOSTS = [host.strip() for host in config.django_allowed_hosts.split(',') if host.strip()]\n",
      },
    ],
    good: [
      'ALLOWED_HOSTS = ["www.example.com"]\n',
      'import os\n\nALLOWED_HOSTS = [h for h in os.environ.get("HOSTS", "").split(",") if h]\n',
      "from common.hosts import find_hosts\n\nALLOWED_HOSTS = find_hosts()\n",
    ],
  },
  check({ settings }) {
    const judgement = settings.judge(["ALLOWED_HOSTS"], (hosts) => {
      if (hosts.kind !== "list" && hosts.kind !== "tuple") return undecided(reasonOf(hosts));
      if (hosts.items.length > 0) return satisfied("hosts are listed");
      return hosts.open === undefined ? { state: "violated", at: hosts.at } : undecided(hosts.open);
    });
    return verdictOn(
      settings,
      "ALLOWED_HOSTS",
      judgement,
      "ALLOWED_HOSTS is empty: with DEBUG off, every visitor gets 400 (Bad Request).",
    );
  },
  fixes: [
    {
      title: `Read ALLOWED_HOSTS from ${HOSTS_VARIABLE}`,
      safety: "review",
      preferred: true,
      edits: (context) => readFromEnvironment(context, "ALLOWED_HOSTS", HOSTS_VARIABLE, "list"),
    },
  ],
});
