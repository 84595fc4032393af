/** The snippets as somebody would combine them: the rules must have nothing against what we ourselves propose. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { projectOf, SETTINGS, verdictsOn } from "../support/exampleProject";
import { root } from "../support/root";

interface Snippet {
  readonly prefix: string;
  readonly body: string | readonly string[];
  readonly description: string;
}

function snippets(file: string): Readonly<Record<string, Snippet>> {
  return JSON.parse(readFileSync(path.join(root, "snippets", file), "utf8"));
}

/** What VS Code inserts if every placeholder is left as it is. */
function inserted({ body }: Snippet): string {
  return [body]
    .flat()
    .join("\n")
    .replace(/\$\{\d+\|([^,|]+)[^|]*\|\}/g, "$1")
    .replace(/\$\{\d+:([^}]*)\}/g, "$1")
    .replaceAll("\\$", "$");
}

/** What the rules have against a project, beside information and hints. */
function complaints(files: Readonly<Record<string, string>>): string[] {
  return verdictsOn(projectOf(files))
    .filter(({ shown, severity }) => shown && (severity === "error" || severity === "warning"))
    .map(({ id, verdict }) => `${id}: ${verdict.message}`);
}

const SURROUNDING_SETTINGS = `import os
from pathlib import Path

import dj_database_url

BASE_DIR = Path(__file__).resolve().parent.parent
DEBUG = "DYNO" not in os.environ
ALLOWED_HOSTS = ["www.example.com"]
ROOT_URLCONF = "mysite.urls"
INSTALLED_APPS = ["django.contrib.staticfiles"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
`;

const SETTINGS_FILES = {
  [SETTINGS]: [SURROUNDING_SETTINGS, ...Object.values(snippets("settings.json")).map(inserted)].join("\n"),
  ".python-version": "3.13\n",
  "requirements.txt":
    "Django==5.2.8\ngunicorn\nwhitenoise\ndj-database-url\npsycopg[binary]\nuvicorn\nuvicorn-worker\ncelery\n",
};

describe("the snippets", () => {
  it.each(["heroku-yml.json", "settings.json"])("of %s have prefixes of their own", (file) => {
    const prefixes = Object.values(snippets(file)).map(({ prefix }) => prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });

  it("for settings make settings that are fit for production", () => {
    expect(complaints(SETTINGS_FILES)).toEqual([]);
  });

  it("for heroku.yml make one that Heroku builds", () => {
    const { container, addon, worker } = Object.fromEntries(
      Object.values(snippets("heroku-yml.json")).map((snippet) => [
        snippet.prefix.replace("heroku-", ""),
        inserted(snippet),
      ]),
    );
    const indented = worker!.replace(/^/gm, "  ");
    const files = {
      "heroku.yml": `${addon}\n${container}\n${indented}\n`,
      Dockerfile:
        "FROM python:3.13\nCOPY . .\nRUN pip install -r requirements.txt\nRUN SECRET_KEY=build python manage.py collectstatic --noinput\n",
      "app.json": '{ "stack": "container" }\n',
    };
    expect(complaints({ ...SETTINGS_FILES, ...files })).toEqual([]);
  });
});
