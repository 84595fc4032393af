/** The add-ons that app.json and heroku.yml ask for. */
import type { Project } from "../project/project";
import type { Location } from "../syntax/text";

export interface Addon {
  /** "heroku-postgresql:essential-0" */
  readonly plan: string;
  readonly at: Location;
}

export function addonsOf({ deployment: { appJson, herokuYml } }: Project): readonly Addon[] {
  return [
    ...(appJson?.addons ?? []).map(({ plan, planRange }) => ({
      plan,
      at: { file: appJson!.path, ...planRange },
    })),
    ...(herokuYml?.setup.addons ?? []).map(({ plan, planRange }) => ({
      plan,
      at: { file: herokuYml!.path, ...planRange },
    })),
  ];
}

/** Add-ons that are databases which DATABASE_URL may name. */
const DATABASES = /postgres|crunchy|timescale|neon|supabase|aiven|mysql|jawsdb|cleardb|cockroach/;

/** Whether app.json or heroku.yml asks for a database. */
export function hasDatabaseAddon(project: Project): boolean {
  return addonsOf(project).some(({ plan }) => DATABASES.test(plan));
}

/** The add-on for Heroku Postgres. */
export function postgresAddon(project: Project): Addon | undefined {
  return addonsOf(project).find(({ plan }) => /^heroku-postgresql(?::|$)/.test(plan));
}
