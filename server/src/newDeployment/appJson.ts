/** app.json for review apps and the Heroku button: https://devcenter.heroku.com/articles/app-json-schema */

import { ADDONS, type HerokuAddon, isSetByHeroku } from "../project/herokuVariables";
import type { ProjectReport } from "../report";
import { trials } from "../trials";
import type { Plan } from "./newDeployment";

export function appJson(plan: Plan): string {
  const { report } = plan;
  const { project, variables } = report;
  const addons = addonsFor(variables).map(({ plan }) => plan);
  const env = Object.fromEntries(neededVariables(plan).map((name) => [name, variable(report, name)]));
  const content = {
    name: project.name,
    buildpacks: [{ url: "heroku/python" }],
    ...(addons.length > 0 ? { addons } : {}),
    ...(Object.keys(env).length > 0 ? { env } : {}),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/** The add-ons that set the variables which settings read. */
export function addonsFor(variables: ReadonlySet<string>): readonly HerokuAddon[] {
  return [...ADDONS].flatMap(([name, addon]) => (variables.has(name) ? [addon] : []));
}

/** The variables without which the settings do not load or the site answers nobody, and that people must set. */
function neededVariables({ report, snapshot, loading }: Plan): readonly string[] {
  const { needs } = trials(snapshot, report);
  return [...report.variables]
    .filter((name) => !ADDONS.has(name) && !isSetByHeroku(name))
    .filter((name) => loading?.has(name) || needs(name))
    .sort();
}

/** A key is made up for each app; all else is asked for. */
function variable({ project, settings }: ProjectReport, name: string): Record<string, unknown> {
  const becomes = settings.names.filter((setting) => {
    const value = settings.value(setting);
    return value.kind === "env" && value.name === name;
  });
  const module = project.settings.module?.name ?? "the settings";
  const description = becomes.length > 0 ? `For ${becomes.join(" and ")} in ${module}` : `Read by ${module}`;
  return becomes.includes("SECRET_KEY")
    ? { description, generator: "secret" }
    : { description, required: true };
}
