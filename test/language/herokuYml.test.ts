import { describe, expect, it } from "vitest";
import { documentLinks, symbols } from "../../server/src/language/language";
import { exampleProject } from "../../server/src/rules/exampleProject";
import { cursorIn, markIn } from "../support/cursor";
import type { Files } from "../support/languageContext";

const SITE: Files = {
  ...exampleProject,
  "mysite/settings.py": 'import os\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
  "requirements.txt": "Django==5.2.8\ngunicorn==26.0.0\n",
  Dockerfile: "FROM python:3.13\n",
  "docker/worker.Dockerfile": "FROM python:3.13\n",
  "heroku.yml": "build:\n  docker:\n    web: Dockerfile\nrun:\n  web: gunicorn mysite.wsgi\n",
};
const { at, labels, taken, hoverText, targets } = cursorIn(SITE, "heroku.yml");

describe("completion", () => {
  it.each([
    ["‸", ["setup", "build", "release", "run"]],
    ["re‸", ["setup", "build", "release", "run"]],
    ["build:\n  docker:\n    web: Dockerfile\n‸", ["setup", "release", "run"]],
    ["‸\nbuild:\n  docker:\n    web: Dockerfile\n", ["setup", "release", "run"]],
    ["build:\n  ‸", ["docker", "config"]],
    ["build:\n  docker:\n    web: Dockerfile\n  ‸", ["config"]],
    ["setup:\n  addons:\n    - ‸", ["plan", "as"]],
    ["setup:\n  addons:\n    - plan: x\n      ‸", ["as"]],
    ["setup:\n  addons:\n  - plan: x\n    ‸", ["as"]],
    ["setup:\n  addons:\n    - plan: x\n    - as: y\n      ‸", ["plan"]],
    ["release:\n  ‸", ["command", "image"]],
    ["build:\n  docker:\n    ‸", ["web", "worker", "beat"]],
    ["build:\n  docker:\n    web: Dockerfile\nrun:\n  web: x\n  ‸", ["worker", "beat"]],
    [
      "build:\n  docker:\n    web: Dockerfile\n    job: Dockerfile\nrun:\n  ‸",
      ["web", "job", "worker", "beat"],
    ],
    ["build:\n  docker:\n    web: ‸", ["Dockerfile", "docker/worker.Dockerfile"]],
    ["build:\n  docker:\n    web: Dockerfile\nrelease:\n  image: ‸", ["web"]],
    [
      "setup:\n  config:\n    ‸",
      ["SECRET_KEY", "DJANGO_SETTINGS_MODULE", "WEB_CONCURRENCY", "DISABLE_COLLECTSTATIC"],
    ],
    ["run:\n  web:\n    ‸", ["command", "image"]],
    ["# comment ‸", []],
    ["run:\n  web: |\n    ‸", []],
    ["run: {‸}", []],
    ["web: ‸", []],
    ["\t‸", []],
  ])("%j", (text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  it.each([
    ["‸", "build", "build:\n  "],
    ["build:\n  ‸", "docker", "build:\n  docker:\n    "],
    ["setup:\n  ‸", "addons", "setup:\n  addons:\n    - "],
    ["setup:\n  addons:\n    - ‸", "plan", "setup:\n  addons:\n    - plan: "],
    ["se‸tup:\n  x: y", "setup", "setup:\n  x: y"],
    [
      "setup:\n  addons:\n    - plan: heroku-po‸",
      "heroku-postgresql:essential-0",
      "setup:\n  addons:\n    - plan: heroku-postgresql:essential-0",
    ],
    ["run:\n  ‸", "web", "run:\n  web: "],
    ["run:\n  web: gun‸", "gunicorn mysite.wsgi", "run:\n  web: gunicorn mysite.wsgi"],
    ['run:\n  web: "gunicorn my‸"', "mysite.wsgi", 'run:\n  web: "gunicorn mysite.wsgi"'],
    ["run:\n  web: gunicorn ‸", "mysite.wsgi", "run:\n  web: gunicorn mysite.wsgi"],
    ["run:\n  web: gunicorn my‸ # serves", "mysite.wsgi", "run:\n  web: gunicorn mysite.wsgi # serves"],
    [
      "run:\n  web:\n    command:\n      - gunicorn ‸",
      "mysite.wsgi",
      "run:\n  web:\n    command:\n      - gunicorn mysite.wsgi",
    ],
    [
      "release:\n  command:\n    - python manage.py mig‸",
      "migrate",
      "release:\n  command:\n    - python manage.py migrate --noinput",
    ],
    [
      "release:\n  command:\n  - ‸",
      "python manage.py migrate --noinput",
      "release:\n  command:\n  - python manage.py migrate --noinput",
    ],
    [
      "run:\n  web: gunicorn mysite.wsgi --bind 0.0.0.0:$‸",
      "PORT",
      "run:\n  web: gunicorn mysite.wsgi --bind 0.0.0.0:$PORT",
    ],
  ])("%j takes %s", (text, label, expected) => {
    expect(taken(text, label)).toBe(expected);
  });
});

const SAMPLE = `setup:
  addons:
    - plan: heroku-postgresql:essential-0
  config:
    SECRET_KEY: x
build:
  docker:
    web: Dockerfile
    worker: docker/worker.Dockerfile
release:
  image: web
  command:
    - python manage.py migrate
run:
  web: gunicorn mysite.wsgi --bind 0.0.0.0:$PORT
`;

describe("hover", () => {
  it.each([
    ["set‸up:", "a new app gets when it is created"],
    ["doc‸ker:", "The Dockerfile of each process type"],
    ["essen‸tial-0", "Postgres"],
    ["SECRET‸_KEY", "The settings read it"],
    ["web: gunicorn‸ mysite", "Workers: 1"],
    ["--bi‸nd", "Where it listens"],
    ["$PO‸RT", "must listen on"],
    ["image: w‸eb", "built from `Dockerfile`"],
    ["mig‸rate", "Runs the migrations"],
  ])("%s", (needle, expected) => {
    expect(hoverText(markIn(SAMPLE, needle))).toContain(expected);
  });
});

describe("places", () => {
  it.each([
    ["web: Docker‸file", ["Dockerfile"]],
    ["docker/work‸er.Dockerfile", ["docker/worker.Dockerfile"]],
    ["image: w‸eb", ["heroku.yml"]],
    ["gunicorn mysi‸te.wsgi", ["mysite/wsgi.py"]],
    ["SECRET_K‸EY", ["mysite/settings.py"]],
  ])("%s leads to %j", (needle, expected) => {
    expect(targets(markIn(SAMPLE, needle))).toEqual(expected);
  });

  it("links files, and lists sections", () => {
    const { context, path } = at(markIn(SAMPLE, "image: w‸eb"));
    expect(documentLinks(context, path).map(({ target }) => target)).toEqual([
      { path: "Dockerfile" },
      { path: "docker/worker.Dockerfile" },
      { path: "manage.py" },
      { path: "mysite/wsgi.py" },
    ]);
    const tree = symbols(context, path).map(({ name, children }) => [
      name,
      children?.map((child) => child.name),
    ]);
    expect(tree).toEqual([
      ["setup", ["addons", "config"]],
      ["build", ["docker"]],
      ["release", ["image", "command"]],
      ["run", ["web"]],
    ]);
  });
});
