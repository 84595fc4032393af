/** Evidence from the add-ons and dynos that app.json and heroku.yml ask for. */
import { addonsOf, postgresAddon } from "../../rules/addons";
import type { ChecklistContext, Decision, Evidence } from "../item";

/** The plan of Heroku Postgres that a file names. */
export function postgresPlan({ project }: ChecklistContext): Evidence | undefined {
  const addon = postgresAddon(project);
  const plan = addon?.plan.split(":")[1]?.toLowerCase();
  if (addon === undefined || plan === undefined) return undefined;
  if (/^(?:standard|premium|private|shield|advanced)/.test(plan))
    return { detail: `${addon.at.file} asks for the plan ${addon.plan}.`, at: addon.at };
  return {
    detail: `${addon.at.file} asks for the plan ${addon.plan}, which is not meant for production.`,
    at: addon.at,
    done: false,
  };
}

/** Evidence from the first add-on whose name, without its plan, passes; those of review apps and tests aside. */
export function addon(name: RegExp): (context: ChecklistContext) => Evidence | undefined {
  return ({ project }) => {
    const found = addonsOf(project).find(
      ({ plan, environment }) => environment === undefined && name.test(plan.split(":")[0]!),
    );
    return found && { detail: `${found.at.file} asks for the add-on ${found.plan}.`, at: found.at };
  };
}

/** Add-ons that have items of their own. */
const DATA = /^heroku-(?:postgresql|redis|data)\b/;

/** The add-ons beside Postgres and Redis. */
export function otherAddons({ project }: ChecklistContext): Evidence | undefined {
  const others = addonsOf(project).filter(
    ({ plan, environment }) => environment === undefined && !DATA.test(plan),
  );
  const [first] = others;
  if (first === undefined) return undefined;
  const names = others.map(({ plan }) => plan.split(":")[0]!);
  return { detail: `${first.at.file} asks for ${[...new Set(names)].slice(0, 6).join(", ")}.`, at: first.at };
}

/** That app.json starts at least two dynos of the web process and of each worker that it names. */
export function severalDynos({ project }: ChecklistContext): Evidence | undefined {
  const { appJson } = project.deployment;
  const counted = (appJson?.formation ?? []).filter(({ process }) => process !== "release");
  const web = counted.find(({ process }) => process === "web");
  if (appJson === undefined || web?.quantity === undefined || web.quantityRange === undefined)
    return undefined;
  const single = counted.find(({ quantity }) => quantity !== undefined && quantity < 2);
  const { process, quantity, quantityRange } = single ?? web;
  const at = { file: appJson.path, ...quantityRange! };
  const dynos = quantity === 1 ? "1 dyno" : `${quantity} dynos`;
  return { detail: `${appJson.path} starts ${dynos} for ${process}.`, at, ...(single && { done: false }) };
}

/** What nothing says where no file asks for Postgres or Redis. */
export function decidePlans({ project }: ChecklistContext): Decision | undefined {
  return addonsOf(project).some(({ plan }) => DATA.test(plan))
    ? undefined
    : {
        state: "unknown",
        detail: "No file asks for Postgres or Redis: `heroku addons` lists what is attached.",
      };
}
