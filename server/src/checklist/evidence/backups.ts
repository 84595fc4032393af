/** Evidence of backups of the database. */
import { manageCall } from "../../project/processes";
import type { ChecklistContext, Evidence } from "../item";
import { dependency } from "./basics";
import { documented, isHerokuCommand, operations } from "./operations";

const packages = dependency("django-dbbackup", "django-postgres-backup", "django-backup");

const toldSchedule = documented(/\bpg:backups[: ]schedule\b/);

/** A schedule, a command that takes a backup, or a package for it; the surest first. */
export function backups(context: ChecklistContext): Evidence | undefined {
  const all = operations(context);
  const scheduled = all.find(({ command }) => isHerokuCommand(command, "pg:backups:schedule"));
  if (scheduled !== undefined)
    return { detail: `${scheduled.at.file} schedules backups with Heroku.`, at: scheduled.at };
  const told = toldSchedule(context);
  if (told !== undefined) return { detail: `${told.file} tells to schedule backups with Heroku.`, at: told };
  const { heroku } = context.project.deployment;
  const taken = all.find(
    ({ command, at }) =>
      // What containers dump is not the database on Heroku.
      !(heroku && /(?:^|\/)(?:compose|docker)\//.test(at.file)) &&
      (isHerokuCommand(command, "pg:backups:capture") ||
        /^pg_dump(?:all)?$/.test(command.program ?? "") ||
        manageCall(command)?.command === "dbbackup"),
  );
  if (taken !== undefined)
    return { detail: `${taken.at.file} takes a backup of the database.`, at: taken.at };
  return packages(context);
}
