import { describe, expect, it } from "vitest";
import { exampleProject } from "../../server/src/rules/exampleProject";
import { cursorIn } from "../support/cursor";
import type { Files } from "../support/languageContext";

const SITE: Files = {
  ...exampleProject,
  "mysite/settings.py":
    'import os\nSECRET_KEY = os.environ["SECRET_KEY"]\nTITLE = os.environ.get("TITLE")\nPORT = os.environ.get("PORT")\n',
  "requirements.txt": "Django==5.2.8\ngunicorn==26.0.0\n",
  Procfile: "web: gunicorn mysite.wsgi\nworker: x\nrelease: y\n",
  "app.json": "{}\n",
};
const { items, labels, taken, hoverText, targets } = cursorIn(SITE, "app.json");

describe("completion", () => {
  it.each([
    [
      '{"env": {‸}}',
      ["SECRET_KEY", "TITLE", "DJANGO_SETTINGS_MODULE", "WEB_CONCURRENCY", "DISABLE_COLLECTSTATIC"],
    ],
    [
      '{"env": {"TITLE": "x", "S‸"}}',
      ["SECRET_KEY", "DJANGO_SETTINGS_MODULE", "WEB_CONCURRENCY", "DISABLE_COLLECTSTATIC"],
    ],
    ['{"formation": {"‸"}}', ["web", "worker"]],
    ['{"formation": {"web": {}, ‸}}', ["worker"]],
    ['{"formation": {"web": {"‸', ["quantity", "size"]],
    ['{"environments": {"review": {"formation": {"‸"}}}}', ["web", "worker"]],
    ['{"env": {"SECRET_KEY": {"generator": ‸}}}', ["secret"]],
    ['{"env": {"SECRET_KEY": {"required": ‸}}}', ["true", "false"]],
    ['{"environments": {‸}}', ["test", "review", "production"]],
  ])("%s", (text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  it.each([
    ["{‸}", "env", '{"env": { $1 }}'],
    ['{"na‸"}', "name", '{"name": "$1"}'],
    [
      '{"env": {"SEC‸"}}',
      "SECRET_KEY",
      '{"env": {"SECRET_KEY": { "description": "$1", "generator": "secret" }}}',
    ],
    ['{"env": {"SEC‸": "x"}}', "SECRET_KEY", '{"env": {"SECRET_KEY": "x"}}'],
    ['{"addons": ["‸"]}', "heroku-redis:mini", '{"addons": ["heroku-redis:mini"]}'],
    ['{"addons": ["heroku-r‸\n]}', "heroku-redis:mini", '{"addons": ["heroku-redis:mini"\n]}'],
    ['{"addons": [{"plan": ‸}]}', "heroku-redis:mini", '{"addons": [{"plan": "heroku-redis:mini"}]}'],
    [
      '{"formation": {"web": {"size": "sta‸"}}}',
      "standard-2x",
      '{"formation": {"web": {"size": "standard-2x"}}}',
    ],
    [
      '{"scripts": {"postdeploy": "python manage.py mig‸"}}',
      "migrate",
      '{"scripts": {"postdeploy": "python manage.py migrate --noinput"}}',
    ],
    ['{"buildpacks": [{"url": "her‸"}]}', "heroku/python", '{"buildpacks": [{"url": "heroku/python"}]}'],
  ])("%s takes %s", (text, label, expected) => {
    expect(taken(text, label)).toBe(expected);
  });

  it("names plans and sizes that the schema has", () => {
    const plans = labels('{"addons": [‸]}');
    expect(plans.slice(0, 2)).toEqual(["heroku-postgresql:essential-0", "heroku-postgresql:essential-1"]);
    expect(new Set(plans).size).toBe(plans.length);
    expect(plans).toContain("scheduler:standard");
    const sizes = labels('{"formation": {"web": {"size": ‸}}}');
    expect(new Set(sizes).size).toBe(sizes.length);
    expect(sizes).toContain("private-m");
  });

  it("leaves other programs' files alone", () => {
    const { Procfile: _, ...rest } = SITE;
    expect(items('{"expo": {}, ‸}', { ...SITE, "app.json": '{"expo": {}}' })).toEqual([]);
    expect(items('{"name": "x", ‸}', { ...rest, "app.json": '{"name": "x"}' })).toEqual([]);
  });
});

describe("hover and places", () => {
  it.each([
    ['{"env": {"SECRET‸_KEY": "x"}}', "The settings read it"],
    ['{"form‸ation": {}}', "dynos"],
    ['{"formation": {"w‸eb": {}}}', "receives requests"],
    ['{"formation": {"web": {"size": "standard‸-2x"}}}', "1 GB"],
    ['{"addons": ["heroku-redis‸:mini"]}', "REDIS_URL"],
    ['{"scripts": {"postdeploy": "python manage.py mig‸rate"}}', "Runs the migrations"],
    ['{"environments": {"review": {"addons": ["heroku-redis‸:mini"]}}}', "REDIS_URL"],
  ])("%s", (text, expected) => {
    expect(hoverText(text)).toContain(expected);
  });

  it.each([
    ['{"formation": {"wor‸ker": {"quantity": 1}}}', ["Procfile"]],
    ['{"env": {"TIT‸LE": "x"}}', ["mysite/settings.py"]],
    ['{"scripts": {"postdeploy": "python man‸age.py migrate"}}', ["manage.py"]],
  ])("%s leads to %j", (text, expected) => {
    expect(targets(text)).toEqual(expected);
  });
});
