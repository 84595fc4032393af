/** Evidence from the add-ons that app.json and heroku.yml ask for. */
import { addonsOf } from "../../rules/addons";
import type { ChecklistContext, Evidence } from "../item";

/** Evidence from the first add-on whose name, without its plan, passes; those of review apps and tests aside. */
export function addon(name: RegExp): (context: ChecklistContext) => Evidence | undefined {
  return ({ project }) => {
    const found = addonsOf(project).find(
      ({ plan, environment }) => environment === undefined && name.test(plan.split(":")[0]!),
    );
    return found && { detail: `${found.at.file} asks for the add-on ${found.plan}.`, at: found.at };
  };
}
