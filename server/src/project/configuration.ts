/**
 * Which configuration class of django-configurations production uses, and why. In order: what the deployment's files set,
 * the default of wsgi.py or asgi.py, a name for production, manage.py's default, the only class there is. A default that is
 * named for development is not taken where there are other classes.
 */
import { basename } from "../paths";
import { CONFIGURATION_VARIABLE, configurationDefaults } from "./modules";
import type { ConfigurationChoice, ModuleRef } from "./project";
import {
  DEVELOPMENT,
  entryDefaults,
  fromDeployment,
  PARTIAL,
  PRODUCTION,
  type Surroundings,
} from "./settingsModule";

/** undefined where nothing speaks of django-configurations. */
export function chooseConfiguration(
  place: Surroundings,
  module: ModuleRef | undefined,
): ConfigurationChoice | undefined {
  const { snapshot, managePy } = place;
  const manage = managePy === undefined ? undefined : snapshot.file(managePy);
  const manageDefault = manage && configurationDefaults(manage)[0];
  const [entry] = entryDefaults(place, configurationDefaults);
  const settings = module && snapshot.file(module.path);
  const used =
    manageDefault !== undefined ||
    entry !== undefined ||
    /^\s*(?:from|import)\s+configurations\b/m.test(settings?.text ?? "");
  if (!used) return undefined;
  const byDefault = (entry ?? manageDefault)?.module;
  const chosen = place.environment?.variables.find(({ name }) => name === CONFIGURATION_VARIABLE);
  if (chosen?.value !== undefined) {
    const { name, file } = place.environment!;
    const at = { file, ...chosen.range };
    return { name: chosen.value, reason: `${file} names it for ${name}`, at, byDefault };
  }
  const [named] = fromDeployment(place, CONFIGURATION_VARIABLE);
  if (named !== undefined) return { name: named.module, reason: named.reason, at: named.at, byDefault };

  const classes = (settings?.python().body ?? []).flatMap(({ statement }) =>
    statement.type === "ClassDef"
      ? [statement.name]
      : statement.type === "ImportFrom" && statement.names !== "*"
        ? statement.names.map(({ name, asname }) => asname ?? name).filter((name) => /^[A-Z][a-z]/.test(name))
        : [],
  );
  const forProduction = PRODUCTION.flatMap((word) => classes.filter((name) => isNamed(name, [word])))[0];
  if (entry !== undefined) {
    const file = basename(entry.at.file);
    if (!isNamed(entry.module, DEVELOPMENT) || forProduction === undefined) {
      return { name: entry.module, reason: `${entry.at.file} uses it by default`, at: entry.at, byDefault };
    }
    const reason = `it is named for production; ${file} defaults to ${entry.module}, which is not`;
    return { name: forProduction, reason, byDefault };
  }
  if (forProduction !== undefined)
    return { name: forProduction, reason: "it is named for production", byDefault };
  if (manageDefault !== undefined && !isNamed(manageDefault.module, DEVELOPMENT)) {
    const reason = "manage.py uses it, and nothing names another";
    return { name: manageDefault.module, reason, at: manageDefault.at, byDefault };
  }
  const possible = classes.filter(
    (name) => !isNamed(name, DEVELOPMENT) && !isNamed(name, PARTIAL) && name !== "Configuration",
  );
  if (possible.length === 1) return { name: possible[0]!, reason: "it is the only configuration", byDefault };
  const reason = `several configuration classes exist, and nothing sets ${CONFIGURATION_VARIABLE} for production`;
  return { name: undefined, reason, byDefault };
}

/** True if a class's name has one of the words: "ProductionSettings", "Prod". */
function isNamed(name: string, words: readonly string[]): boolean {
  return name.split(/(?<=[a-z\d])(?=[A-Z])|_/).some((word) => words.includes(word.toLowerCase()));
}
