import { expect, it } from "vitest";
import { analyze } from "../../server/src/analyze";
import { memorySnapshot } from "../support/memorySnapshot";

const FILES = {
  "manage.py":
    'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_.settings")\nfrom django.core.management import execute_from_command_line\n',
  "site_/__init__.py": "",
  "site_/settings.py":
    "DEBUG = False\ntry:\n    from .local_settings import *\nexcept ImportError:\n    pass\n",
  "site_/local_settings.py": "DEBUG = True\n",
};

const debug = (files: Readonly<Record<string, string>>, closed = false) =>
  analyze(
    memorySnapshot(files),
    closed ? { environment: { variables: new Map(), closed } } : {},
  ).projects[0]!.settings.value("DEBUG", { worlds: "all" });

it("a local module counts where it is committed", () => {
  expect(debug(FILES)).toMatchObject({ kind: "bool", value: true });
});

it("and is absent in production where git ignores it", () => {
  expect(debug({ ...FILES, ".gitignore": "*.pyc\nlocal_settings.py\n" })).toMatchObject({
    kind: "bool",
    value: false,
  });
  expect(debug({ ...FILES, ".gitignore": "/site_/local*\n" })).toMatchObject({ kind: "bool", value: false });
  expect(debug({ ...FILES, ".gitignore": "local_*\n!local_settings.py\n" })).toMatchObject({
    kind: "bool",
    value: true,
  });
});

it("also where the module is not beside the settings, and not on this disk", () => {
  const settings = "DEBUG = False\ntry:\n    from local_settings import *\nexcept ImportError:\n    X = 1\n";
  const files = { ...FILES, "site_/settings.py": settings };
  expect(debug(files).kind).toBe("unknown");
  expect(debug({ ...files, ".gitignore": "local_settings.py\n" })).toMatchObject({
    kind: "bool",
    value: false,
  });
});

it("a closed environment has all files of the disk", () => {
  expect(debug({ ...FILES, ".gitignore": "local_settings.py\n" }, true)).toMatchObject({
    kind: "bool",
    value: true,
  });
});
