/** Names that stand in several files: environment variables and process types. */
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../server/src/edits/edit";
import { definition, hover, prepareRename, references, rename } from "../../server/src/language/language";
import { exampleProject } from "../../server/src/rules/exampleProject";
import { markIn } from "../support/cursor";
import { type Files, languageContext, marked } from "../support/languageContext";

const SITE: Files = {
  ...exampleProject,
  "mysite/settings.py": [
    "import os",
    "from environ import Env",
    "env = Env()",
    'SECRET_KEY = os.environ["SECRET_KEY"]',
    'CACHE = env("REDIS_URL", default="")',
    'TITLE = dict.get({}, "REDIS_URL")',
    'if "REDIS_URL" in os.environ:',
    "    pass",
    "",
  ].join("\n"),
  "requirements.txt": "Django==5.2.8\ngunicorn==26.0.0\ndjango-environ==0.12.0\n",
  Procfile: "web: gunicorn mysite.wsgi\nworker: REDIS_URL=$SECRET_KEY run \u0024{REDIS_URL}\n",
  "app.json":
    '{\n  "env": { "REDIS_URL": "", "SECRET_KEY": { "generator": "secret" } },\n  "formation": { "worker": { "quantity": 1 } },\n  "environments": { "review": { "formation": { "worker": { "quantity": 0 } } } }\n}\n',
  ".env.example": "# REDIS_URL=redis://\nexport SECRET_KEY=x\n",
};
const report = languageContext(SITE);

/** Puts the mark into a file of the site. */
const at = (path: string, needle: string, files: Files = SITE) =>
  marked(files, path, markIn(files[path]!, needle), files === SITE ? report : undefined);

describe("environment variables", () => {
  const places = (path: string, needle: string) => {
    const { context, offset } = at(path, needle);
    return references(context, path, offset).map(({ file, start, end }) => {
      const { text, lines } = context.snapshot.file(file)!;
      return `${file}:${lines.positionAt(start).line + 1} ${text.slice(start, end)}`;
    });
  };
  const REDIS = [
    "mysite/settings.py:5 REDIS_URL",
    "mysite/settings.py:6 REDIS_URL",
    "mysite/settings.py:7 REDIS_URL",
    "Procfile:2 REDIS_URL",
    "Procfile:2 REDIS_URL",
    "app.json:2 REDIS_URL",
    ".env.example:1 REDIS_URL",
  ].filter((place) => !place.startsWith("mysite/settings.py:6"));

  it.each([
    ["mysite/settings.py", 'env("REDIS‸_URL"'],
    ["mysite/settings.py", '"REDIS‸_URL" in'],
    ["Procfile", "RED‸IS_URL="],
    ["Procfile", "{REDIS_‸URL}"],
    [".env.example", "# RED‸IS_URL"],
  ])("are found from %s", (path, needle) => {
    expect(places(path, needle)).toEqual(REDIS);
  });

  it("are found where only app.json and the settings name them", () => {
    expect(places("Procfile", "$SECRET‸_KEY")).toEqual([
      "mysite/settings.py:4 SECRET_KEY",
      "Procfile:2 SECRET_KEY",
      "app.json:2 SECRET_KEY",
      ".env.example:2 SECRET_KEY",
    ]);
  });

  it("are no other strings", () => {
    expect(places("mysite/settings.py", 'default="‸"')).toEqual([]);
    expect(places("manage.py", "mysite‸.settings")).toEqual([]);
  });

  it("are found as fields of settings classes", () => {
    const files: Files = {
      ...SITE,
      "mysite/settings.py":
        "from pydantic_settings import BaseSettings\n\nclass Environment(BaseSettings):\n    redis_url: str = ''\n\nenvironment = Environment()\nREDIS = environment.redis_url\n",
      "requirements.txt": "Django==5.2.8\npydantic-settings==2.15.0\n",
    };
    const { context, offset } = at("Procfile", "${REDIS_U‸RL", files);
    const found = references(context, "Procfile", offset).find(({ file }) => file === "mysite/settings.py");
    expect(found && files["mysite/settings.py"]!.slice(found.start, found.end)).toBe("redis_url");
  });

  it("are explained in settings", () => {
    const { context, offset } = at("mysite/settings.py", 'os.environ["SECRET‸_KEY"');
    expect(hover(context, "mysite/settings.py", offset)?.text).toContain(
      "Heroku makes up a random value for each new app",
    );
    const other = at("mysite/settings.py", 'default="‸"');
    expect(hover(other.context, "mysite/settings.py", other.offset)).toBeUndefined();
  });

  it("lead to the manifest", () => {
    const fromSettings = at("mysite/settings.py", 'os.environ["SECRET‸_KEY"');
    const found = definition(fromSettings.context, "mysite/settings.py", fromSettings.offset);
    expect(found.map(({ target }) => target.file)).toEqual(["app.json"]);

    const { context, offset } = at("Procfile", "$SECRET‸_KEY");
    expect(definition(context, "Procfile", offset).map(({ target }) => target.file)).toEqual(["app.json"]);
  });
});

describe("process types", () => {
  const renamed = (path: string, needle: string, name: string, files: Files = SITE) => {
    const { context, offset } = at(path, needle, files);
    const changes = rename(context, path, offset, name);
    if (changes === undefined || "problem" in changes) return changes?.problem;
    return Object.fromEntries(
      changes.map((change) =>
        change.kind === "edit"
          ? [change.path, applyEdits(files[change.path]!, change.edits)]
          : [change.path, change.kind],
      ),
    );
  };

  it("are renamed in all files, whichever it starts from", () => {
    const expected = {
      Procfile: SITE.Procfile!.replace("worker:", "jobs:"),
      "app.json": SITE["app.json"]!.replaceAll('"worker"', '"jobs"'),
    };
    expect(renamed("Procfile", "wor‸ker:", "jobs")).toEqual(expected);
    expect(renamed("app.json", '"wor‸ker"', "jobs")).toEqual(expected);
  });

  it("are renamed with their images", () => {
    const heroku =
      "build:\n  docker:\n    web: Dockerfile\n    worker: Dockerfile\nrelease:\n  image: worker\n  command: [x]\nrun:\n  web: y\n  worker: z\n";
    const files: Files = { ...SITE, "heroku.yml": heroku };
    expect(renamed("heroku.yml", "wor‸ker: z", "jobs", files)).toMatchObject({
      "heroku.yml": heroku.replaceAll("worker", "jobs"),
    });
  });

  it("get no name that is taken, or is none", () => {
    expect(renamed("Procfile", "wor‸ker:", "web")).toContain("already");
    expect(renamed("Procfile", "wor‸ker:", "a b")).toContain("letters, digits");
    expect(renamed("Procfile", "guni‸corn", "x")).toBeUndefined();
  });

  it("tell what is renamed", () => {
    const { context, offset } = at("Procfile", "wor‸ker:");
    expect(prepareRename(context, "Procfile", offset)).toMatchObject({ name: "worker" });
  });
});
