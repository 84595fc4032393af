/** The languages of Django itself: LANGUAGES in django/conf/global_settings.py and the catalogues in django/conf/locale, 3.2 to 6.1. */
import type { DjangoVersion } from "../project/project";
import { compareVersions } from "./defaults";

const CODES: readonly string[] = (
  "af ar ar-dz ast az be bg bn br bs ca cs cy da de dsb el en en-au en-gb eo es es-ar es-co es-mx es-ni es-ve et eu fa fi fr " +
  "fy ga gd gl he hi hr hsb hu hy ia id ig io is it ja ka kab kk km kn ko ky lb lt lv mk ml mn mr my nb ne nl nn os pa pl pt " +
  "pt-br ro ru sk sl sq sr sr-latn sv sw ta te tg th tk tr tt udm uk ur uz vi zh-hans zh-hant"
).split(" ");

/** Languages that came later. */
const LATER: readonly (readonly [code: string, since: DjangoVersion])[] = [
  ["ms", "4.0"],
  ["ckb", "4.2"],
  ["ug", "5.0"],
  ["ht", "6.0"],
];

/** Listed, but without a catalogue. */
const WITHOUT_CATALOGUE = new Set(["es-ni", "ht"]);

/** Names of languages that Python takes for others: locale.locale_alias. */
const ALIASES = new Set(
  (
    "in iw no sh sp cz jp a3 american arabic bokmal bulgarian catalan croatian czech danish dansk deutsch dutch eesti english " +
    "estonian finnish french galego galician german greek hebrew hrvatski hungarian icelandic italian japan japanese korean " +
    "lithuanian norwegian nynorsk polish portuguese posix romanian rumanian russian serbocroatian sinhala slovak slovene " +
    "slovenian spanish swedish thai turkish univ universal"
  ).split(" "),
);

/** LANG_INFO's fallbacks, since 4.0. */
const FALLBACKS: Readonly<Record<string, string>> = {
  "zh-cn": "zh-hans",
  "zh-my": "zh-hans",
  "zh-sg": "zh-hans",
  "zh-hk": "zh-hant",
  "zh-mo": "zh-hant",
  "zh-tw": "zh-hant",
};

/** The codes in Django's own LANGUAGES. */
export function languageCodes(version: DjangoVersion): readonly string[] {
  return [
    ...CODES,
    ...LATER.filter(([, since]) => compareVersions(version, since) >= 0).map(([code]) => code),
  ];
}

/** The code that stands for another one in LANG_INFO. */
export function languageFallback(code: string, version: DjangoVersion): string | undefined {
  return compareVersions(version, "4.0") >= 0 && Object.hasOwn(FALLBACKS, code) ? FALLBACKS[code] : undefined;
}

/** `language_code_re` */
export function isLanguageCode(text: string): boolean {
  return /^[a-z]{1,8}(?:-[a-z0-9]{1,8})*(?:@[a-z0-9]{1,20})?\n?$/i.test(text);
}

/** `to_locale(language)`: "en-us" is "en_US". */
export function toLocale(language: string): string {
  const dash = language.indexOf("-");
  if (dash < 0 || dash === language.length - 1) return language.slice(0, 3).toLowerCase() + language.slice(3);
  const [country = "", ...tail] = language
    .slice(dash + 1)
    .toLowerCase()
    .split("-");
  const shown = country.length > 2 ? country[0]!.toUpperCase() + country.slice(1) : country.toUpperCase();
  return [
    `${language.slice(0, dash).toLowerCase()}_${shown}`,
    ...(tail.length > 0 ? [tail.join("-")] : []),
  ].join("-");
}

/** The names of the directories that gettext looks for, for a locale; undefined where Python knows it by another name. */
export function localeNames(locale: string): readonly string[] | undefined {
  const [name = "", modifier] = locale.split("@");
  const bare = name.split(".")[0]!;
  const language = bare.split("_")[0]!;
  const small = language.toLowerCase();
  // Python finds the locales that it knows whatever their case.
  if (ALIASES.has(small) || (language !== small && small.length <= 3)) return undefined;
  const names = [...new Set([bare, language])];
  return modifier === undefined ? names : [...names.map((each) => `${each}@${modifier}`), ...names];
}

/** Whether Django itself has a catalogue in one of these directories. */
export function djangoHasCatalogue(names: readonly string[], version: DjangoVersion): boolean {
  const own = languageCodes(version)
    .filter((code) => !WITHOUT_CATALOGUE.has(code))
    .map(toLocale);
  return names.some((name) => own.includes(name));
}
