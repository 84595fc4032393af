/** What `fix` and `new` print. */

import { createTwoFilesPatch } from "diff";
import type { ChangedFile, FixPlan } from "../fixPlan";
import type { NewDeployment } from "../newDeployment/newDeployment";
import { ADDONS } from "../project/herokuVariables";
import { listed } from "../wording";

/** A unified diff that `patch -p1` and `git apply` take in the folder. */
export function unifiedDiff({ path, before, after }: ChangedFile): string {
  const name = (text: string | undefined, side: string) =>
    text === undefined ? "/dev/null" : `${side}/${path}`;
  const patch = createTwoFilesPatch(
    name(before, "a"),
    name(after, "b"),
    before ?? "",
    after ?? "",
    undefined,
    undefined,
    { context: 3 },
  );
  // Its first line is a ruler.
  return patch.slice(patch.indexOf("\n") + 1);
}

/** What was done or would be done, and what is left to do by hand. */
export function fixSummary({ applied, files, variables }: FixPlan, dryRun: boolean): string[] {
  if (applied.length === 0) return ["nothing to fix"];
  const lines = [
    `${dryRun ? "would change" : "changed"} ${files.map(({ path }) => path).join(", ")}:`,
    ...applied.map(({ rule, title }) => `  ${title} [${rule}]`),
  ];
  const named = (use: string) => variables.filter((variable) => variable.use === use).map(({ name }) => name);
  const wanted = named("production");
  if (wanted.length > 0) {
    lines.push("", "Before the next deploy, with your values:");
    lines.push(...wanted.map((name) => `  heroku config:set ${name}=`));
  }
  for (const name of named("add-on")) {
    const addon = ADDONS.get(name);
    if (addon === undefined) continue;
    const [product] = addon.plan.split(":");
    lines.push("", `${name} comes from ${addon.service}: heroku addons:create ${product}`);
  }
  const words = [
    ...variables.flatMap(({ name, value }) => (value === undefined ? [] : `${name}=${value}`)),
    ...variables.flatMap(({ name, value, required }) =>
      required && value === undefined ? `${name} to any value` : [],
    ),
  ];
  if (words.length > 0) lines.push("", `On your own machine, set ${listed(words)}.`);
  return lines;
}

/** Which files were written or would be. */
export function deploymentSummary({ files, notes }: NewDeployment, dryRun: boolean): string[] {
  const written = files.map(({ path }) => path).join(", ");
  return [
    ...(written === "" ? ["nothing to write"] : [`${dryRun ? "would write" : "wrote"} ${written}`]),
    ...notes,
  ];
}
