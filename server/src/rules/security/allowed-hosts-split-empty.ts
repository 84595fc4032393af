import { HOSTS_VARIABLE, knownHosts } from "../hosts";
import { leaveOutEmpty } from "../listSettings";
import { defineRule } from "../rule";
import { readFromEnvironment } from "../settingEdits";
import { ifVariables, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

export default defineRule({
  id: "allowed-hosts-split-empty",
  group: "security",
  severity: "info",
  summary: "ALLOWED_HOSTS becomes a list of one empty string",
  docs: {
    why:
      'In Python `"".split(",")` is `[""]`, not an empty list. An app that lacks the variable answers 400 to every ' +
      "host, and nothing says why: Django's deployment check looks for an empty list and finds one item. With DEBUG " +
      "on, the list also takes away localhost, which an empty one would allow.",
    how: "Leave empty strings out of the list.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts",
      "https://docs.python.org/3/library/stdtypes.html#str.split",
    ],
  },
  examples: {
    bad: [
      {
        code: 'import os\n\nALLOWED_HOSTS = os.environ.get("HOSTS", "").split(",")\n',
        fixed:
          'import os\n\nALLOWED_HOSTS = [host.strip() for host in os.environ.get("HOSTS", "").split(",") if host.strip()]\n',
      },
      {
        code: 'import os\n\nALLOWED_HOSTS = [h.strip() for h in os.getenv("HOSTS", "").split(",")]\n',
        fixed:
          'import os\n\nALLOWED_HOSTS = [h.strip() for h in os.getenv("HOSTS", "").split(",") if h.strip()]\n',
      },
      {
        code: 'from decouple import config\n\nALLOWED_HOSTS = config("HOSTS", default="", cast=lambda v: [s.strip() for s in v.split(",")])\n',
        fixed:
          'from decouple import config\n\nALLOWED_HOSTS = config("HOSTS", default="", cast=lambda v: [s.strip() for s in v.split(",") if s.strip()])\n',
      },
      {
        code: 'import os\n\nALLOWED_HOSTS = [os.environ.get("HOST", "")]\n',
        fixed: 'import os\n\nALLOWED_HOSTS = [host for host in [os.environ.get("HOST", "")] if host]\n',
      },
      {
        code: 'import os\n\nALLOWED_HOSTS = list(map(str.strip, os.environ.get("HOSTS", "").split(",")))\n',
        fixed:
          'import os\n\nALLOWED_HOSTS = [host for host in list(map(str.strip, os.environ.get("HOSTS", "").split(","))) if host]\n',
      },
      {
        code: 'ALLOWED_HOSTS = [""]\n',
        fixed:
          'import os\n\nALLOWED_HOSTS = [host.strip() for host in os.environ.get("DJANGO_ALLOWED_HOSTS", "").split(",") if host.strip()]\n',
      },
    ],
    good: [
      'import os\n\nALLOWED_HOSTS = os.environ["HOSTS"].split(",")\n',
      'import os\n\nALLOWED_HOSTS = os.environ.get("HOSTS", "www.example.com").split(",")\n',
      'import os\n\nALLOWED_HOSTS = ["www.example.com"] + os.environ.get("HOSTS", "").split(",")\n',
      'from decouple import config, Csv\n\nALLOWED_HOSTS = config("HOSTS", default="", cast=Csv())\n',
    ],
  },
  check({ settings }) {
    if (!settings.defines("ALLOWED_HOSTS")) return satisfied("the default is an empty list");
    const judgement = settings.judge(
      ["ALLOWED_HOSTS"],
      (hosts) => {
        if (hosts.kind !== "list" && hosts.kind !== "tuple") return undecided(reasonOf(hosts));
        if (hosts.items.length === 0 && hosts.open === undefined) return satisfied();
        if (knownHosts(hosts).some(({ value }) => value !== "")) return satisfied();
        const empty = hosts.open === undefined && knownHosts(hosts).length === hosts.items.length;
        return empty ? { state: "violated", at: hosts.at } : undecided(reasonOf(hosts));
      },
      { missing: "violated" },
    );
    if (judgement.state !== "violated") return judgement;
    if (judgement.when === undefined) {
      const message =
        "ALLOWED_HOSTS contains only an empty string, which no host matches: every visitor gets 400 (Bad Request).";
      return verdictOn(settings, "ALLOWED_HOSTS", judgement, message, { severity: "error" });
    }
    const message = `${ifVariables(judgement.when)}, ALLOWED_HOSTS is a list with one empty string instead of an empty list: Django's deployment check does not notice that every visitor gets 400 (Bad Request).`;
    return verdictOn(settings, "ALLOWED_HOSTS", judgement, message);
  },
  fixes: [
    {
      title: "Leave empty strings out, so that Django's check notices",
      safety: "safe",
      preferred: true,
      edits: (context, { when }) =>
        when === undefined ? undefined : leaveOutEmpty(context, "ALLOWED_HOSTS", "host"),
    },
    {
      title: `Read ALLOWED_HOSTS from ${HOSTS_VARIABLE}`,
      safety: "review",
      preferred: true,
      edits: (context, { when }) =>
        when === undefined
          ? readFromEnvironment(context, "ALLOWED_HOSTS", HOSTS_VARIABLE, "list")
          : undefined,
    },
  ],
});
