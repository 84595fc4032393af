/** Projects one after the other, as `check` takes them, are judged as they are all together. */
import { expect, test } from "vitest";
import { projectJson } from "../../server/src/cli/json";
import { createPreflight, type PreflightConfiguration } from "../../server/src/service";
import { testGrammars } from "../support/grammars";
import { memoryWorkspace } from "../support/memoryWorkspace";
import { mixedProjects } from "../support/mixedProjects";

const grammars = await testGrammars();

function start(files: Readonly<Record<string, string>>, configuration: PreflightConfiguration) {
  return createPreflight({ workspace: memoryWorkspace(files), grammars, rootPath: "/work", configuration });
}

/** Made-up projects beside and below each other, which share a Procfile, dependencies and a configuration. */
function monorepo(): Record<string, string> {
  const folders = ["one", "two", "two/below", "three"];
  const files = mixedProjects(3)
    .slice(0, folders.length)
    .flatMap((project, n) =>
      Object.entries(project.files).map(([path, text]) => [`${folders[n]}/${path}`, text] as const),
    );
  return {
    ...Object.fromEntries(files),
    Procfile: "web: gunicorn --chdir two mysite.wsgi\n",
    "requirements.txt": "Django==5.2.7\ngunicorn==23.0.0\n",
    "pyproject.toml": [
      "[tool.django-preflight]",
      'default-environment = "production"',
      "[[tool.django-preflight.ignore]]",
      'paths = ["three/"]',
      "[tool.django-preflight.environments.production]",
      'hosts = ["www.example.com"]',
      "[tool.django-preflight.environments.staging]",
      'variables = { DEBUG = "1" }',
      "",
    ].join("\n"),
    "one/django-preflight.toml": '[severity]\nsecurity = "off"\n',
  };
}

test.each([{}, { environmentName: "staging" }, { django: "4.2" }] as const)(
  "with %j",
  async (configuration) => {
    const files = monorepo();
    const together = await start(files, configuration).use((report, snapshot) =>
      report.projects.map((project) => projectJson(project, snapshot)),
    );
    expect(together.length).toBeGreaterThan(3);
    expect(together.map(({ environment }) => environment)).toContain(
      configuration.environmentName ?? "production",
    );
    const places: unknown[] = [];
    const apart: unknown[] = [];
    for await (const { value, root, done, total } of start(files, configuration).useEach(projectJson)) {
      apart.push(value);
      places.push([root, done, total]);
    }
    expect(apart).toEqual(together);
    expect(places).toEqual(together.map(({ root }, n) => [root, n + 1, together.length]));
  },
);
