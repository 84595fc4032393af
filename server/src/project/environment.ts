/** The environment variables that the repository says production has. */
import { namesProduction } from "../settings/environment";
import type { Environment } from "../settings/settings";
import { CONFIGURATION_VARIABLE } from "./modules";
import type { Project } from "./project";

type Variables = Map<string, { readonly value?: string; readonly source: string }>;

export interface EnvironmentOptions {
  /** Leave out what app.json and heroku.yml say, so that their variables count as not known. */
  readonly withoutManifests?: boolean;
}

/** A manifest that gives variables to a new app. */
export type Manifest = "app.json" | "heroku.yml";

/** The variables that manifests say are set, and to what if they say that too. */
export function manifestVariables(
  environment: Environment,
): readonly { readonly source: Manifest; readonly value?: string }[] {
  return [...environment.variables.values()].flatMap(({ source, value }) =>
    source === "app.json" || source === "heroku.yml" ? [{ source, value }] : [],
  );
}

/**
 * An open environment: Heroku's own variables exist (settings/environment.ts), values that app.json and heroku.yml give to a
 * new app, that the configuration gives to the environment, and that the web process sets for itself are known, and all other variables may be set or not.
 */
export function productionEnvironment(project: Project, options: EnvironmentOptions = {}): Environment {
  const variables: Variables = new Map();
  const { deployment, settings } = project;
  if (settings.module !== undefined) {
    variables.set("DJANGO_SETTINGS_MODULE", { value: settings.module.name, source: settings.reason });
  }
  const { configuration } = settings;
  if (configuration?.name !== undefined) {
    variables.set(CONFIGURATION_VARIABLE, { value: configuration.name, source: configuration.reason });
  }
  if (!options.withoutManifests) {
    for (const { name, value, required, generator } of deployment.appJson?.env ?? []) {
      if (generator !== undefined || (value === undefined && required))
        variables.set(name, { source: "app.json" });
      else if (value !== undefined) variables.set(name, { value, source: "app.json" });
    }
    for (const { name, value } of deployment.herokuYml?.setup.config ?? []) {
      variables.set(name, { value, source: "heroku.yml" });
    }
  }
  const { environment } = project;
  const source = environment && `the environment ${environment.name}`;
  for (const { name, value } of environment?.variables ?? []) variables.set(name, { value, source: source! });
  const unset = new Set(environment?.unset);
  for (const name of unset) variables.delete(name);
  const web = deployment.procfile?.processes.find(({ name }) => name === "web");
  for (const { assignments } of web?.shell.commands ?? []) {
    for (const { name, value } of assignments) {
      variables.set(name, value.dynamic ? { source: "Procfile" } : { value: value.text, source: "Procfile" });
    }
  }
  if (environment === undefined) return { variables, closed: false };
  const { closed: herokuOnly, name } = environment;
  return { variables, closed: false, unset, herokuOnly, notProduction: !namesProduction(name) };
}

/** A text that is the same for environments that are the same. */
export function environmentKey({ variables, closed, unset, herokuOnly, notProduction }: Environment): string {
  return JSON.stringify([closed, [...(unset ?? [])], herokuOnly, notProduction, ...variables]);
}

/** A closed environment with what wsgi.py or manage.py set where it says nothing: the configuration class. */
export function withDefaults(environment: Environment, { settings }: Project): Environment {
  const byDefault = settings.configuration?.byDefault;
  if (byDefault === undefined || environment.variables.has(CONFIGURATION_VARIABLE)) return environment;
  const variables = new Map(environment.variables);
  variables.set(CONFIGURATION_VARIABLE, { value: byDefault, source: "the project's default" });
  return { ...environment, variables };
}
