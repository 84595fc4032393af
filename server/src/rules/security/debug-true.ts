import { EditSession } from "../../edits/session";
import { truthy } from "../../settings/plain";
import { rawDebugRead } from "../debug";
import { manifestValue, underManifest } from "../manifests";
import { DEBUG_VARIABLE, debugFromManifest, readDebugFromEnvironment } from "../production";
import { defineRule } from "../rule";
import { setValue } from "../settingEdits";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

export default defineRule({
  id: "debug-true",
  group: "security",
  severity: "error",
  djangoIds: ["security.W018"],
  summary: "DEBUG is on in production",
  docs: {
    why:
      "With DEBUG on, every error shows visitors the source around it, the local variables and most settings, and " +
      "Django remembers every SQL query until the process ends, so memory grows without limit. Static files and " +
      "error pages also work in another way than they will once DEBUG is off.",
    how:
      "Read DEBUG from a variable that only your own machine sets, so that it is off where the variable is not set. " +
      "In a settings module that only production loads, write `DEBUG = False`.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#debug",
      "https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#debug",
    ],
  },
  examples: {
    bad: [
      {
        code: "DEBUG = True\n",
        fixed: 'import os\n\nDEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"\n',
      },
      {
        code: "import environ\n\nenv = environ.Env()\n\nDEBUG = True\n",
        fixed: 'import environ\n\nenv = environ.Env()\n\nDEBUG = env.bool("DJANGO_DEBUG", default=False)\n',
      },
      {
        code: "from decouple import config\n\nSITE_ID = 1\nDEBUG = 'False'  # off\n",
        fixed:
          "from decouple import config\n\nSITE_ID = 1\nDEBUG = config('DJANGO_DEBUG', default=False, cast=bool)  # off\n",
      },
      {
        code: 'from pydantic_settings import BaseSettings\n\n\nclass Config(BaseSettings):\n    stage: str = "live"\n\n\nconfig = Config()\nDEBUG = True\n',
        fixed:
          'from pydantic_settings import BaseSettings\n\n\nclass Config(BaseSettings):\n    stage: str = "live"\n    django_debug: bool = False\n\n\nconfig = Config()\nDEBUG = config.django_debug\n',
      },
    ],
    good: [
      "DEBUG = False\n",
      'import os\n\nDEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"\n',
      'import os\n\nDEBUG = "DYNO" not in os.environ\n',
    ],
  },
  check(context) {
    const { settings } = context;
    const judgement = settings.judge(
      ["DEBUG"],
      (debug) => {
        if (debug.kind === "env") return undecided(reasonOf(debug));
        const on = truthy(debug);
        if (on === undefined) return undecided(reasonOf(debug));
        if (!on) return satisfied("DEBUG is off");
        const how = debug.kind === "str" ? ", because every string that is not empty counts as true" : "";
        return {
          state: "violated",
          at: debug.at,
          message: `DEBUG is on in production${how}: errors show visitors source code and settings, and memory grows with every query.`,
        };
      },
      { worlds: "all" },
    );
    if (judgement.state !== "violated") return judgement;
    const covered = rawDebugRead(context) === undefined ? {} : { coveredBy: "debug-env-string" };
    const manifest = manifestValue(context, judgement.at);
    const severity = manifest === undefined ? {} : ({ severity: "warning" } as const);
    const verdict = verdictOn(settings, "DEBUG", judgement, "", { ...severity, ...covered });
    return underManifest(verdict, manifest);
  },
  fixes: [
    {
      title: ({ project }) =>
        project.settings.shared ? `Read DEBUG from ${DEBUG_VARIABLE}` : "Turn DEBUG off",
      safety: "review",
      preferred: true,
      edits(context) {
        // It comes from a variable already.
        if (debugFromManifest(context)) return undefined;
        if (!context.project.settings.shared) return setValue(context, "DEBUG", () => "False");
        const session = new EditSession(context.snapshot);
        return readDebugFromEnvironment(context, session) ? session.changes() : undefined;
      },
    },
  ],
});
