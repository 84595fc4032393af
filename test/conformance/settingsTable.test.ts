/** The tables of settings against real Django: names, defaults, what it warns of, and that every value that is offered is there. */
import { describe, expect, test } from "vitest";
import { compareVersions, defaultOf, GLOBAL_SETTINGS } from "../../server/src/django/defaults";
import { DJANGO_SETTINGS, existsIn, isDeprecatedIn } from "../../server/src/language/settings/catalog";
import { SLOTS } from "../../server/src/language/settings/values";
import type { DjangoVersion } from "../../server/src/project/project";
import type { Plain } from "../../server/src/settings/plain";
import { execute, readVenvs } from "./django";

const PROGRAM = `
import importlib, importlib.util, json, sys, warnings
from django.conf import LazySettings, global_settings
from django.utils.module_loading import import_string

def plain(value):
    if isinstance(value, tuple): return list(value)
    return value

# Setting Django up fills some of them in.
defaults = json.loads(
    json.dumps({name: plain(value) for name, value in vars(global_settings).items() if name.isupper()}, default=str)
)
deprecated = []
for name in sys.argv[1].split():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            LazySettings().configure(**{name: defaults.get(name, {})})
        except Exception:
            pass
    if any("deprecated" in str(warning.message) and name in str(warning.message) for warning in caught):
        deprecated.append(name)

def found(path):
    try:
        if importlib.util.find_spec(path): return True
    except ModuleNotFoundError:
        pass
    try:
        import_string(path)
    except ImportError as error:
        # Jinja2 is not installed here; the class that needs it is there.
        return getattr(error, "name", None) == "jinja2"
    return True

import django
from django.conf import settings
contrib = ["admin", "auth", "contenttypes", "flatpages", "messages", "redirects", "sessions", "sites", "staticfiles"]
settings.configure(INSTALLED_APPS=["django.contrib." + name for name in contrib], SITE_ID=1)
django.setup()
missing = [path for path in sys.argv[2].split() if not found(path)]
json.dump({"defaults": defaults, "deprecated": deprecated, "missing": missing}, sys.stdout)
`;

interface Answer {
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly deprecated: readonly string[];
  readonly missing: readonly string[];
}

/** A default as JSON has it. */
function json(value: Plain | undefined): unknown {
  switch (value?.kind) {
    case "none":
      return null;
    case "int":
      return Number(value.value);
    case "bool":
    case "str":
      return value.value;
    case "list":
      return value.items.map(json);
    case "dict":
      return Object.fromEntries(value.entries.map(([key, item]) => [json(key), json(item)]));
    default:
      return undefined;
  }
}

for (const venv of readVenvs()) {
  const skipped = venv.needs === undefined ? "" : ` (skipped: needs ${venv.needs})`;
  describe.skipIf(venv.needs)(`Django ${venv.name}${skipped}`, async () => {
    const version = venv.version as DjangoVersion;
    const there = [...DJANGO_SETTINGS.values()].filter((setting) => existsIn(setting, version));
    const paths = Object.values(SLOTS)
      .flatMap(({ paths: kind, values }) => (kind === undefined || kind === "model" ? [] : values(version)))
      .flatMap(({ text, code }) => (!code && /^(?:django|logging)\./.test(text) ? [text] : []));
    const names = there.map(({ name }) => name);
    const { stdout, stderr } = await execute(
      venv.python,
      ["-B", "-c", PROGRAM, names.join(" "), [...new Set(paths)].join(" ")],
      "/",
      {},
    );
    if (stdout === "") throw new Error(stderr);
    const django: Answer = JSON.parse(stdout);

    test("has these settings, with these defaults", () => {
      const own = Object.keys(django.defaults).filter((name) => name !== "LANGUAGES");
      expect(GLOBAL_SETTINGS.filter((name) => defaultOf(name, version) !== undefined)).toEqual(own.sort());
      for (const name of own) {
        expect(json(defaultOf(name, version)), name).toEqual(django.defaults[name]);
        expect(names, name).toContain(name);
      }
    });

    test("warns of these", () => {
      const ours = there.filter((setting) => isDeprecatedIn(setting, version)).map(({ name }) => name);
      // It warns when mail is sent, for whoever sets nothing but this.
      expect(
        ours.filter((name) => name !== "EMAIL_FILE_PATH" || compareVersions(version, "6.1") >= 0),
      ).toEqual(django.deprecated);
    });

    test("has every module, class and function that is offered", () => {
      expect(paths.length).toBeGreaterThan(80);
      expect(django.missing).toEqual([]);
    });
  });
}
