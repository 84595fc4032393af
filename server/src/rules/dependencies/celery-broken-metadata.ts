import { type Dependency, findDependency } from "../../files/dependencies";
import { isOlder } from "../packages";
import { isPinned, withSpecifier } from "../requirementLines";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable } from "../verdicts";

const SETTINGS = 'import os\n\nCELERY_BROKER_URL = os.environ["REDIS_URL"]\n';
const files = (celery: string) => ({
  "requirements.txt": `${celery}\nDjango==5.2.8\ngunicorn\n`,
  "mysite/settings.py": SETTINGS,
});

/** Packages of Celery, whose versions go with its own. */
const OWN = ["amqp", "billiard", "kombu", "vine"];

export default defineRule({
  id: "celery-broken-metadata",
  group: "dependencies",
  severity: "error",
  summary: "pip refuses this version of Celery",
  docs: {
    why: "Celery before 5.2.1 writes a requirement down (`pytz>dev`) that is not valid. pip 24.1 and newer do not install such a package, and Heroku's builds use a newer pip: the next build fails.",
    how: "Raise Celery to 5.2.1 or newer; the changes on the way from 4 to 5 are in Celery's notes on upgrading.",
    references: [
      "https://devcenter.heroku.com/changelog-items/3073",
      "https://docs.celeryq.dev/en/stable/history/whatsnew-5.0.html",
    ],
  },
  examples: {
    bad: [
      { code: files("celery==5.1.2"), fixed: files("celery==5.2.7") },
      { code: files("celery[redis]>=5.0,<5.2"), fixed: files("celery[redis]>=5.2.1") },
      { code: files("celery[redis]>=4.4,<5") },
      { code: files("celery==5.0.5\nkombu==5.0.2") },
    ],
    good: [files("celery==5.2.1"), files("celery>=5.0"), files("celery")],
  },

  check(context) {
    const { heroku, dependencies } = context.project.deployment;
    const found = celery(context);
    if (!heroku || dependencies.manager !== "pip" || context.project.deployment.target === "container")
      return notApplicable("pip does not install for Heroku");
    if (found === undefined) return notApplicable("Celery is not a dependency");
    if (isOlder(found, "5.2.1") !== true) return { state: "satisfied" };
    return {
      state: "violated",
      message: `The build fails: pip on Heroku refuses Celery ${found.version ?? found.specifier}, because its metadata is not valid. The first version that it installs is 5.2.1.`,
      at: found.at,
    };
  },

  fixes: [
    {
      title: "Require Celery 5.2.1 or newer",
      safety: "review",
      preferred: true,
      edits(context) {
        const found = celery(context);
        // Celery 5 has another command line, and other versions of its own packages.
        const isFar = found === undefined || isOlder(found, "5.0") !== false;
        if (isFar || OWN.some((name) => findDependency(context.project.deployment.dependencies, name)))
          return undefined;
        return withSpecifier(context, found, isPinned(found) ? "==5.2.7" : ">=5.2.1");
      },
    },
  ],
});

function celery({ project }: RuleContext): Dependency | undefined {
  const found = findDependency(project.deployment.dependencies, "celery");
  return found?.group === "production" && !found.url ? found : undefined;
}
