/** The tables of settings: every entry is whole, and the features built on them stand whatever is typed. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyze } from "../../server/src/analyze";
import { GLOBAL_SETTINGS } from "../../server/src/django/defaults";
import { complete, definition, hover } from "../../server/src/language/language";
import {
  DJANGO_SETTINGS,
  describe as describeText,
  djangoPage,
} from "../../server/src/language/settings/catalog";
import { placeAt } from "../../server/src/language/settings/cursor";
import { LIBRARY_SETTINGS } from "../../server/src/language/settings/libraries";
import { SETTING_TEXTS } from "../../server/src/language/settings/texts";
import { memorySnapshot } from "../support/memorySnapshot";
import { root } from "../support/root";

describe("settings of Django", () => {
  test("have one sentence each, and no other setting has", () => {
    expect(Object.keys(SETTING_TEXTS)).toEqual([...DJANGO_SETTINGS.keys()]);
    for (const name of GLOBAL_SETTINGS) expect(DJANGO_SETTINGS.has(name), name).toBe(true);
  });

  test.each([...DJANGO_SETTINGS.values()].map((setting) => [setting.name, setting] as const))(
    "%s",
    (name, setting) => {
      expect(name).toMatch(/^[A-Z][A-Z0-9_]+$/);
      expect(setting.text).toMatch(/^["A-Z0-9][^\n]{15,118}\.$/);
      expect(djangoPage(setting, undefined)).toMatch(
        new RegExp(
          `^https://docs\\.djangoproject\\.com/en/(?:stable|\\d\\.\\d)/ref/settings/#std-setting-${name}$`,
        ),
      );
      for (const version of [setting.since, setting.until, setting.deprecated]) {
        if (version !== undefined) expect(version).toMatch(/^\d\.\d$/);
      }
      if (setting.successor !== undefined) expect(DJANGO_SETTINGS.has(setting.successor)).toBe(true);
      expect(describeText(name, undefined)).toContain(setting.text);
    },
  );

  test("of a version that is gone lead to that version's page", () => {
    const page = (name: string) => djangoPage(DJANGO_SETTINGS.get(name)!, { min: "6.0", max: "6.0" });
    expect(page("DEBUG")).toContain("/en/6.0/");
    expect(page("USE_L10N")).toContain("/en/4.2/");
    expect(page("STATICFILES_STORAGE")).toContain("/en/5.0/");
    expect(page("USE_DEPRECATED_PYTZ")).toContain("/en/4.2/");
    expect(page("SECURE_BROWSER_XSS_FILTER")).toContain("/en/3.2/");
  });
});

test.each([...LIBRARY_SETTINGS.values()].map((setting) => [setting.name, setting] as const))(
  "%s",
  (name, { text, page, package: from }) => {
    expect(name).toMatch(/^[A-Z][A-Z0-9_]+$/);
    expect(DJANGO_SETTINGS.has(name)).toBe(false);
    expect(text).toMatch(/^[A-Z][^\n]{10,110}\.$/);
    expect(page).toMatch(/^https:\/\/\S+$/);
    expect(from).toMatch(/^[a-z][a-z0-9-]+$/);
  },
);

describe("whatever is typed", () => {
  const SETTINGS = "mysite/settings.py";
  const texts = [
    readFileSync(`${root}/test/fixtures/heroku-site/${SETTINGS}`, "utf8"),
    `LOGGING = {"version": 1, "handlers": {"x": {"class": "logging.StreamHandler"}}}\nif DEBUG:\n\tMIDDLEWARE += ['a.b',]\n` +
      `DATABASES["default"]["ENGINE"] = """x"""\r\nX = f"{Y!r:>{Z}}" % ('a', b"c") # "d\nclass P(Configuration):\n    A = [{(1, 'é😀'): "`,
  ];

  test("every prefix of a settings module has an answer", () => {
    for (const text of texts) {
      const project = memorySnapshot({
        "manage.py":
          "import os\nos.environ['DJANGO_SETTINGS_MODULE'] = 'mysite.settings'\nexecute_from_command_line",
        "mysite/__init__.py": "",
        [SETTINGS]: text,
      });
      const { projects } = analyze(project);
      expect(projects).toHaveLength(1);
      for (let end = 0; end <= text.length; end += end < 400 ? 1 : 7) {
        const snapshot = memorySnapshot({ "mysite/__init__.py": "", [SETTINGS]: text.slice(0, end) });
        const context = { snapshot, projects, current: false };
        for (const { range } of complete(context, SETTINGS, end)) {
          expect(range.start).toBeLessThanOrEqual(end);
          expect(range.end).toBeGreaterThanOrEqual(end);
          expect(text.slice(range.start, range.end)).not.toContain("\n");
        }
        definition(context, SETTINGS, end);
        hover(context, SETTINGS, end);
      }
    }
  });

  test("any characters at any place have an answer", () => {
    const piece = fc.constantFrom(
      ...`X DEBUG = += == " ' """ [ ] { } ( ) , : . # \\ \n \r\n \t f"a{ b'c def class if else "default" env( r' 1 😀`.split(
        " ",
      ),
      " ",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.nat(), (pieces, at) => {
        const text = pieces.join("");
        const offset = at % (text.length + 1);
        const place = placeAt(text, offset);
        const range = place?.kind === "statement" ? place.range : place?.slot.range;
        if (range !== undefined) {
          expect(range.start).toBeLessThanOrEqual(offset);
          expect(range.end).toBeGreaterThanOrEqual(offset);
          expect(text.slice(range.start, range.end)).not.toMatch(/[\r\n]/);
        }
      }),
      { seed: 20261121, numRuns: 20_000 },
    );
  });
});
