/** What `fix` prints. */
import { createTwoFilesPatch } from "diff";
import type { ChangedFile, FixPlan } from "../fixPlan";

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
  if (named("add-on").length > 0)
    lines.push(
      "",
      `${named("add-on").join(", ")} comes from Heroku Postgres: heroku addons:create heroku-postgresql`,
    );
  const [debug] = named("development");
  const needed = variables.filter(({ required }) => required).map(({ name }) => name);
  if (debug !== undefined || needed.length > 0) {
    const words = [
      ...(debug === undefined ? [] : [`${debug}=1`]),
      ...needed.map((name) => `${name} to any value`),
    ];
    lines.push("", `On your own machine, set ${words.join(" and ")}.`);
  }
  return lines;
}
