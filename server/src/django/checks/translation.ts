/** django/core/checks/translation.py of Django 3.2 to 6.1. */
import type { DjangoVersion } from "../../project/project";
import type { Plain } from "../../settings/plain";
import { OVERRIDDEN } from "../../settings/settings";
import { installedApps } from "../apps";
import { compareVersions } from "../defaults";
import { isLanguageCode, languageCodes, languageFallback } from "../languages";
import { type Python, raise, typeName } from "../python";
import { hasCatalogue, type TranslationSources } from "../translations";
import type { DjangoCheck } from "./check";

const module = "django.core.checks.translation";

/** `isinstance(tag, str) and language_code_re.match(tag)` */
function isValidCode(python: Python, tag: Plain): boolean {
  if (tag.kind === "unknown" || tag.kind === "env") return python.decide(undefined, tag, "language code");
  return tag.kind === "str" && isLanguageCode(tag.value);
}

/** The languages of LANGUAGES, in lower case; a code nobody knows is null. */
function supportedCodes(
  python: Python,
  overridden: Plain,
  languages: Plain,
  version: DjangoVersion,
): readonly (string | null)[] {
  if (!python.truthy(overridden)) return languageCodes(version);
  // dict(settings.LANGUAGES)
  const keys =
    languages.kind === "dict"
      ? python.iterate(languages)
      : python.iterate(languages).map((pair) => python.unpack(pair, 2)[0]!);
  return keys.map((key) => python.string(key, "lower")?.toLowerCase() ?? null);
}

/** `get_supported_language_variant(code)`, which raises LookupError where this is false. */
function isSupported(
  python: Python,
  code: string,
  supported: readonly (string | null)[],
  sources: TranslationSources,
): boolean {
  if (code === "") return false;
  const { version } = sources;
  const fallback = languageFallback(code, version);
  const generic = code
    .split("-")
    .map((_, n, parts) => parts.slice(0, parts.length - n).join("-"))
    .slice(1);
  const candidates = [code, ...(fallback === undefined ? [] : [fallback]), ...generic];
  const listed = (candidate: string) => {
    // Up to 4.0 capitals made a difference.
    const wanted = compareVersions(version, "4.1") >= 0 ? candidate.toLowerCase() : candidate;
    return (
      supported.includes(wanted) || (supported.includes(null) && python.decide(undefined, supported, wanted))
    );
  };
  for (const candidate of candidates) {
    if (listed(candidate) && isLanguageCode(candidate) && hasCatalogue(python, candidate, sources))
      return true;
  }
  const variants = `${candidates[candidates.length - 1]}-`;
  return (
    supported.some((other) => other?.startsWith(variants)) ||
    (supported.includes(null) && python.decide(undefined, supported, variants))
  );
}

export const translationChecks: readonly DjangoCheck[] = [
  {
    function: `${module}.check_setting_language_code`,
    ids: ["translation.E001"],
    settings: ["LANGUAGE_CODE"],
    run: (python, [code]) => (isValidCode(python, code!) ? [] : ["translation.E001"]),
  },
  {
    function: `${module}.check_setting_languages`,
    ids: ["translation.E002"],
    settings: [`${OVERRIDDEN}LANGUAGES`, "LANGUAGES"],
    run(python, [overridden, languages]) {
      if (!python.truthy(overridden!)) return [];
      const tags = python.iterate(languages!).map((pair) => python.unpack(pair, 2)[0]!);
      return tags.filter((tag) => !isValidCode(python, tag)).length > 0 ? ["translation.E002"] : [];
    },
  },
  {
    function: `${module}.check_setting_languages_bidi`,
    ids: ["translation.E003"],
    settings: ["LANGUAGES_BIDI"],
    run(python, [codes]) {
      const wrong = python.iterate(codes!).filter((tag) => !isValidCode(python, tag));
      return wrong.length > 0 ? ["translation.E003"] : [];
    },
  },
  {
    function: `${module}.check_language_settings_consistent`,
    ids: ["translation.E004"],
    settings: [
      "LANGUAGE_CODE",
      `${OVERRIDDEN}LANGUAGES`,
      "LANGUAGES",
      "USE_I18N",
      "LOCALE_PATHS",
      "INSTALLED_APPS",
    ],
    run(python, [code, overridden, languages, useI18n, localePaths, apps], { version, codebase }) {
      if (!python.truthy(code!)) return ["translation.E004"];
      if (!python.truthy(useI18n!)) {
        // Without translations the one language there is is this one.
        python.string(code!, "lower");
        return [];
      }
      if (code!.kind === "int" || code!.kind === "float" || code!.kind === "bool" || code!.kind === "path")
        return raise("TypeError", `object of type '${typeName(code!)}' has no len()`);
      if (code!.kind === "list" || code!.kind === "dict" || code!.kind === "set")
        return raise("TypeError", `unhashable type: '${code!.kind}'`);
      const text = python.string(code!, "rfind");
      const supported = () => supportedCodes(python, overridden!, languages!, version);
      if (text === undefined) return python.decide(undefined, code, "supported") ? [] : ["translation.E004"];
      const sources: TranslationSources = {
        apps: installedApps(python, apps!, codebase),
        localePaths: localePaths!,
        codebase,
        version,
      };
      return isSupported(python, text, supported(), sources) ? [] : ["translation.E004"];
    },
  },
];
