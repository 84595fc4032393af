/** Which languages have translation files: django/utils/translation/trans_real.py. */
import type { DjangoVersion } from "../project/project";
import type { Plain, Tri } from "../settings/plain";
import type { App } from "./apps";
import type { Codebase } from "./codebase";
import { ADMIN } from "./contrib";
import { djangoHasCatalogue, localeNames, toLocale } from "./languages";
import { pathText } from "./paths";
import type { Python } from "./python";

/** What decides whether there are translations. */
export interface TranslationSources {
  readonly apps: readonly App[];
  readonly localePaths: Plain;
  readonly codebase: Codebase;
  readonly version: DjangoVersion;
}

/** Whether Django, an application or LOCALE_PATHS has a catalogue for a language, or gettext for a part of its name. */
export function hasCatalogue(python: Python, language: string, sources: TranslationSources): boolean {
  const { apps, localePaths, codebase, version } = sources;
  const names = localeNames(toLocale(language));
  if (names === undefined) return python.decide(undefined, language, "has a catalogue");
  if (djangoHasCatalogue(names, version)) return true;
  const reason = `which translations there are for ${language} is not known`;
  for (const path of python.iterate(localePaths)) {
    const text = pathText(path);
    const found =
      text === undefined ? undefined : codebase.hasFileBelow(codebase.absolute(text), catalogues(names));
    if (python.decide(found, path, `has ${language}`, reason)) return true;
  }
  for (const app of apps) {
    if (python.decide(appHasCatalogue(app, names, codebase), app, `has ${language}`, reason)) return true;
  }
  return false;
}

function appHasCatalogue({ module, name }: App, names: readonly string[], codebase: Codebase): Tri {
  if (module?.directory !== undefined)
    return codebase.hasFileBelow(codebase.rooted(`${module.directory}/locale`), catalogues(names));
  // WhiteNoise has no translations at all.
  if (name?.startsWith("whitenoise.")) return false;
  if (name?.startsWith("django.") !== true) return undefined;
  // The one language that an application has and Django itself has not.
  return name === ADMIN && names.includes("am") ? undefined : false;
}

function catalogues(names: readonly string[]): readonly string[] {
  return names.map((name) => `${name}/LC_MESSAGES/django.mo`);
}
