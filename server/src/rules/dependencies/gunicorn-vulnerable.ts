import { type Dependency, findDependency } from "../../files/dependencies";
import { isOlder } from "../packages";
import { isPinned, withSpecifier } from "../requirementLines";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable } from "../verdicts";

const SETTINGS = 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n';
const files = (gunicorn: string) => ({
  "requirements.txt": `Django==5.2.8\n${gunicorn}\n`,
  "mysite/settings.py": SETTINGS,
});

export default defineRule({
  id: "gunicorn-vulnerable",
  group: "dependencies",
  severity: "warning",
  summary: "This version of gunicorn has known security holes",
  docs: {
    why: "Before 22.0, gunicorn reads some malformed requests in another way than the router in front of it. An attacker can hide one request in another, which gets past what the router checks or is taken for somebody else's (CVE-2024-1135); 23.0 closed what was left of it (CVE-2024-6827).",
    how: "Raise gunicorn to 23.0 or newer.",
    references: [
      "https://gunicorn.org/news/",
      "https://nvd.nist.gov/vuln/detail/CVE-2024-1135",
      "https://nvd.nist.gov/vuln/detail/CVE-2024-6827",
    ],
  },
  examples: {
    bad: [
      { code: files("gunicorn==19.9.0"), fixed: files("gunicorn==23.0.0") },
      { code: files("gunicorn>=20,<21  # WSGI"), fixed: files("gunicorn>=23.0  # WSGI") },
    ],
    good: [files("gunicorn==23.0.0"), files("gunicorn>=20"), files("gunicorn")],
  },

  check(context) {
    const found = gunicorn(context);
    if (found === undefined) return notApplicable("gunicorn is not a dependency");
    if (isOlder(found, "22.0") !== true) return { state: "satisfied" };
    return {
      state: "violated",
      message: `gunicorn ${found.version ?? found.specifier} lets an attacker hide one request inside another (CVE-2024-1135) and so get past the checks of a proxy in front of it. Version 23.0 fixes this.`,
      at: found.at,
    };
  },

  fixes: [
    {
      title: "Require gunicorn 23.0 or newer",
      safety: "review",
      preferred: true,
      edits(context) {
        const found = gunicorn(context);
        return found && withSpecifier(context, found, isPinned(found) ? "==23.0.0" : ">=23.0");
      },
    },
  ],
});

function gunicorn({ project }: RuleContext): Dependency | undefined {
  const found = findDependency(project.deployment.dependencies, "gunicorn");
  return found?.group === "production" && !found.url ? found : undefined;
}
