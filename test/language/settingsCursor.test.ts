/** Where a cursor is in a settings module that is being typed. */
import { describe, expect, test } from "vitest";
import { type Place, placeAt } from "../../server/src/language/settings/cursor";

/** A place in short: "statement SEC", "value CACHES[default].BACKEND 'dja'". */
function shown(place: Place | undefined, text: string): string {
  if (place === undefined) return "nothing";
  if (place.kind === "statement") {
    const { start, end } = place.range;
    return `statement ${text.slice(start, end)}${place.assigned ? " =" : ""}`;
  }
  const { quote, text: word, closed } = place.slot;
  const keys = place.keys.map((key) => `/${key ?? "?"}`).join("");
  return `${place.kind} ${place.name}${keys} ${quote}${word}${closed ? quote : ""}`;
}

const CASES: readonly (readonly [marked: string, place: string])[] = [
  // Names.
  ["|", "statement "],
  ["SEC|", "statement SEC"],
  ["SEC|URE_X", "statement SECURE_X"],
  ["DEBUG| = True", "statement DEBUG ="],
  ["X: |", "nothing"],
  ["DEBUG = False\n|", "statement "],
  ["DEBUG = False\nSECURE_|\nALLOWED_HOSTS = []\n", "statement SECURE_"],
  ["if DEBUG:\n    SEC|", "statement SEC"],
  ["def f():\n    SEC|", "nothing"],
  ["def f():\n    if x:\n        SEC|", "nothing"],
  ["class A:\n    SEC|", "nothing"],
  ["class Prod(Configuration):\n    SEC|", "statement SEC"],
  ["from x import SEC|", "nothing"],
  ["print(SEC|", "nothing"],
  ["X = 1 + \\\n  SEC|", "nothing"],
  ["# SEC|", "nothing"],
  ["import os  # |", "nothing"],
  ["MIDDLEWARE|.append('x')", "nothing"],
  ['MIDDLEWARE = [\n    "a",\nSEC|\n', "value MIDDLEWARE SEC"],
  ['MIDDLEWARE = [\n    "a",\nX = 1\nSEC|\n', "statement SEC"],
  ["X = 1;SEC|", "nothing"],
  // Values.
  ["DEBUG = |", "value DEBUG "],
  ["DEBUG = Tr|", "value DEBUG Tr"],
  ["DEBUG = True |", "nothing"],
  ["DEBUG =|", "value DEBUG "],
  ["DEBUG == |", "nothing"],
  ["X_FRAME_OPTIONS = '|'", "value X_FRAME_OPTIONS ''"],
  ["X_FRAME_OPTIONS = '|", "value X_FRAME_OPTIONS '"],
  ["X_FRAME_OPTIONS = 'DE|NY'  # no", "value X_FRAME_OPTIONS 'DENY'"],
  ['X: str = "D|"', 'value X "D"'],
  ['X = "a" if DEBUG else "b|"', 'value X "b"'],
  ['X = "a" if DEBUG else |', "value X "],
  ['X = f"|"', "nothing"],
  ['X = b"|"', "nothing"],
  ['X = """|"""', "nothing"],
  ['X = r"a|"', 'value X "a"'],
  ['"""\nX = "|"\n"""', "nothing"],
  ['X = env("NA|")', "nothing"],
  ['X = os.environ["NA|"]', "nothing"],
  ['X = os.environ.get("A", "|")', "nothing"],
  ["X = Y.|", "nothing"],
  // Lists.
  ['MIDDLEWARE = ["|"]', 'value MIDDLEWARE ""'],
  ['MIDDLEWARE = [\n    "a",\n    "django.|"\n]', 'value MIDDLEWARE "django."'],
  ['MIDDLEWARE = [\n    "a",\n    "django.|\nX = 1\n', 'value MIDDLEWARE "django.'],
  ['MIDDLEWARE = [\n    "a",\n    |\n]', "value MIDDLEWARE "],
  ['MIDDLEWARE = ["a" |]', "nothing"],
  ['MIDDLEWARE += ["|"]', 'value MIDDLEWARE ""'],
  ['MIDDLEWARE.append("|")', 'value MIDDLEWARE ""'],
  ['MIDDLEWARE.insert(0, "|")', 'value MIDDLEWARE ""'],
  ['MIDDLEWARE = A + ["|"]', 'value MIDDLEWARE ""'],
  ['MIDDLEWARE = list(filter(None, ["a", "|"]))', 'value MIDDLEWARE ""'],
  ['MIDDLEWARE = list(("|",))', 'value MIDDLEWARE ""'],
  ['MIDDLEWARE = ("a", "|")', 'value MIDDLEWARE ""'],
  ['if X:\n    MIDDLEWARE = [\n        "|",\n    ]\n', 'value MIDDLEWARE ""'],
  ['X = [f("|")]', "nothing"],
  // Dicts.
  ['CACHES = {"default": {"BACKEND": "|"}}', 'value CACHES/default/BACKEND ""'],
  ['CACHES = {"default": {"|"}}', 'key CACHES/default ""'],
  ['CACHES = {"default": {"BACKEND": "x", "|": 1}}', 'key CACHES/default ""'],
  ['CACHES = {\n  "default": {\n    "BACKEND": "a",\n    "LOC|\n  }\n}\n', 'key CACHES/default "LOC'],
  ['CACHES = {"default": |}', "value CACHES/default "],
  ['CACHES["default"]["BACKEND"] = "|"', 'value CACHES/default/BACKEND ""'],
  ['DATABASES = {"default": env.db("|")}', "nothing"],
  [
    'TEMPLATES = [{"OPTIONS": {"context_processors": ["|"]}}]',
    'value TEMPLATES/OPTIONS/context_processors ""',
  ],
  ['LOGGING = {"handlers": {x: {"class": "|"}}}', 'value LOGGING/handlers/?/class ""'],
  ["DATABASES = {'default': {'ENGINE': 'a', **x, 'NAME': '|'}}", "value DATABASES/default/NAME ''"],
  ['DATABASES["default"].update({"ENGINE": "|"})', 'value DATABASES/default/ENGINE ""'],
  ['X = {"a": {1: "b"}, "c": "|"}', 'value X/c ""'],
];

describe("a cursor", () => {
  test.each(CASES)("%j", (marked, place) => {
    const offset = marked.indexOf("|");
    const text = marked.replace("|", "");
    expect(shown(placeAt(text, offset), text)).toBe(place);
  });
});
