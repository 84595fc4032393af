/** The drivers of databases among the packages that production installs. */
import { dependencyState } from "../files/dependencies";
import type { Project } from "../project/project";
import { filesDecide } from "./packages";
import type { RuleContext } from "./rule";
import { isAtLeast } from "./versions";

export const PSYCOPG3 = ["psycopg", "psycopg-binary", "psycopg-c"] as const;
export const PSYCOPG2 = ["psycopg2", "psycopg2-binary", "psycopg2cffi"] as const;
export const OTHER_DRIVERS = [
  ..."mysqlclient pymysql mysql-connector-python oracledb cx-oracle mssql-django django-mssql-backend".split(
    " ",
  ),
  ..."django-cockroachdb pyodbc libsql".split(" "),
];

/** Words in the names of packages that may bring a driver for PostgreSQL along. */
const BRINGER = /pg|postg|psyco|heroku|tenant|toolbelt|timescale|redshift|cockroach|procrastinate|supabase/;

const DRIVERS: ReadonlySet<string> = new Set([...PSYCOPG3, ...PSYCOPG2, "psycopg-pool"]);

/** Whether production installs one of some packages, as the dependency files themselves say. */
export function hasOneOf({ deployment }: Project, packages: readonly string[]): boolean {
  return packages.some((name) => dependencyState(deployment.dependencies, name) === "present");
}

/**
 * Whether production surely installs none of some packages around PostgreSQL. Where no lock file lists everything, a package
 * that looks as if it brought one along leaves it open.
 */
export function lacks(context: RuleContext, packages: readonly string[]): boolean {
  const { dependencies } = context.project.deployment;
  if (dependencies.incomplete !== undefined) return false;
  if (dependencies.packages.some(({ name }) => packages.includes(name))) return false;
  const complete = /\.lock$/.test(dependencies.source ?? "");
  const brought = dependencies.packages.some(({ name }) => BRINGER.test(name) && !DRIVERS.has(name));
  if (brought && !complete) return false;
  return packages.every((name) => filesDecide(context, name));
}

/** The requirement of a driver for PostgreSQL that works with every Django that the project may use. */
export function driverFor(project: Project): string {
  const { range } = project.django;
  return range === undefined || isAtLeast(project, "4.2") ? "psycopg[binary]" : "psycopg2-binary";
}
