/** Evidence from dependencies and settings. */
import { findDependency } from "../../files/dependencies";
import { type Plain, type Tri, truthy } from "../../settings/plain";
import type { Judgement } from "../../settings/settings";
import type { Location } from "../../syntax/text";
import type { ChecklistContext, Decision, Evidence } from "../item";

/** The first of these packages that production installs. */
export function installedPackage({ project }: Pick<ChecklistContext, "project">, names: readonly string[]) {
  return names
    .map((name) => findDependency(project.deployment.dependencies, name))
    .find((found) => found?.group === "production");
}

/** Evidence from the first of these packages that production installs. */
export function dependency(...names: string[]): (context: ChecklistContext) => Evidence | undefined {
  return ({ project }) => {
    const { packages } = project.deployment.dependencies;
    const wanted = packages.filter(({ name, group }) => group === "production" && names.includes(name));
    // A lock file also names what other packages need.
    const isWritten = packages.some(({ locked }) => !locked);
    const found = wanted.find(({ locked }) => !locked) ?? (isWritten ? undefined : wanted[0]);
    return found && { detail: `${found.at.file} asks for ${found.name}.`, at: found.at };
  };
}

/** Evidence from a setting that the module sets. */
export function setting(name: string): (context: ChecklistContext) => Evidence | undefined {
  return ({ settings }) =>
    settings.defines(name)
      ? { detail: `The settings define ${name}.`, at: settings.location(name) }
      : undefined;
}

/** Evidence from a setting that is not surely empty, `None` or False. */
export function filledSetting(name: string): (context: ChecklistContext) => Evidence | undefined {
  return (context) => (truthy(context.settings.value(name)) === false ? undefined : setting(name)(context));
}

/** Whether an app is installed, by its module or by its configuration class. */
export function isInstalled({ settings }: Pick<ChecklistContext, "settings">, app: string): Tri {
  return holdsApp(settings.value("INSTALLED_APPS"), app);
}

/** Whether a value of INSTALLED_APPS names an app. */
export function holdsApp(apps: Plain, app: string): Tri {
  if (!("items" in apps)) return undefined;
  const isApp = (item: Plain) =>
    item.kind === "str" && (item.value === app || item.value.startsWith(`${app}.apps.`));
  if (apps.items.some(isApp)) return true;
  return apps.open === undefined && apps.items.every(({ kind }) => kind === "str") ? false : undefined;
}

/**
 * For items that are all right as long as the settings lack something: undecided where code that is not understood may add
 * it.
 */
export function settingsAreKnown({ settings }: ChecklistContext): Decision | undefined {
  return settings.open === undefined ? undefined : notDecided(settings.open);
}

/** A decision that something is not known. */
export function notDecided(reason: string, at?: Location): Decision {
  return { state: "unknown", detail: `Not decided: ${reason}.`, at };
}

/** For `decided`, where judgements that are "violated" have messages. */
export const OPEN = { state: "open", detail: "" } as const;

/**
 * The decision that a judgement on settings comes to; undefined where it does not apply.
 * @param ok says that it is as it should be
 * @param otherwise what it is where the judgement is "violated"; a message of its own is the detail
 */
export function decided(
  judgement: Judgement,
  ok: string,
  otherwise: Pick<Decision, "state" | "detail">,
): Decision | undefined {
  const { when, whenMissing } = judgement;
  const at = "at" in judgement ? judgement.at : undefined;
  switch (judgement.state) {
    case "satisfied":
      return { state: "ok", detail: ok, at };
    case "violated":
      return { ...otherwise, detail: judgement.message ?? otherwise.detail, at };
    case "not-applicable":
      return undefined;
    case "undecided":
      if (whenMissing !== "satisfied") return notDecided(judgement.reason, at);
      return { state: "ok", detail: when === undefined ? ok : `${ok} It stays so unless ${when}.`, at };
  }
}

/** The same for packages that development may have alone. */
export function developmentDependency(
  ...names: string[]
): (context: ChecklistContext) => Evidence | undefined {
  return ({ project }) => {
    for (const name of names) {
      const found = findDependency(project.deployment.dependencies, name);
      if (found !== undefined) return { detail: `${found.at.file} asks for ${name}.`, at: found.at };
    }
    return undefined;
  };
}

/** Why items on Heroku's platform are not for the project. */
export function withoutHeroku({ project }: ChecklistContext): string | undefined {
  return project.deployment.heroku ? undefined : "nothing says that it deploys to Heroku";
}
