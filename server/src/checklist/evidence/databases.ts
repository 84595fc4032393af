/** What items ask about production's databases. */

import { isPersistent, optionOf, runsPgbouncer, vendorOf } from "../../rules/databases";
import { hasOneOf, PSYCOPG2, PSYCOPG3 } from "../../rules/drivers";
import { notApplicable, reasonOf, satisfied, undecided } from "../../rules/verdicts";
import { entry, type Plain, type PlainEnv, truthy } from "../../settings/plain";
import type { Answer, Judgement } from "../../settings/settings";
import type { ChecklistContext, Decision, Evidence } from "../item";
import { decided, OPEN } from "./basics";

/** Why items on the database are not for the project. */
export function withoutDatabase({ settings }: ChecklistContext): string | undefined {
  const databases = settings.value("DATABASES");
  return databases.kind === "dict" && databases.entries.length === 0 && databases.open === undefined
    ? "production has no database"
    : undefined;
}

/** Why items on connections are not for the project. */
export function withoutServer(context: ChecklistContext): string | undefined {
  const judgement = judgeDefault(context, (database) =>
    vendorOf(database) === "sqlite" ? satisfied() : undecided("it is a server"),
  );
  return (
    withoutDatabase(context) ??
    (judgement.state === "satisfied" ? "the database is an SQLite file" : undefined)
  );
}

/** `settings.judge` on the default database. */
function judgeDefault({ settings }: ChecklistContext, question: (database: Plain) => Answer): Judgement {
  return settings.judge(["DATABASES"], (databases) => {
    const database = entry(databases, "default");
    if (database === undefined) return undecided(reasonOf(databases));
    if (database === null) return notApplicable('DATABASES has no "default"');
    return question(database);
  });
}

/** Engines of other packages that are PostgreSQL. */
const POSTGRES = /postg|psql|timescale|cockroach/;

/** Whether the default database is PostgreSQL. */
export function decideVendor(context: ChecklistContext): Decision | undefined {
  const judgement = judgeDefault(context, (database): Answer => {
    const engine = entry(database, "ENGINE");
    const vendor = vendorOf(database);
    const name = engine?.kind === "str" ? engine.value : "";
    if (vendor === "postgresql" || POSTGRES.test(name)) return { state: "satisfied", at: engine?.at };
    if (vendor === "server" && engine?.kind === "env")
      // Elsewhere a variable may be missing, or name a file.
      return context.project.deployment.heroku && hasOneOf(context.project, [...PSYCOPG2, ...PSYCOPG3])
        ? { state: "satisfied", at: database.at }
        : undecided(`the variable ${engine.name} says which database it is`);
    if (vendor === undefined) return undecided(reasonOf(engine ?? database));
    const message =
      vendor === "sqlite"
        ? "Production keeps its data in an SQLite file."
        : `The default database is ${name}, not PostgreSQL.`;
    return { state: "violated", message, at: engine?.at ?? database.at };
  });
  return decided(judgement, "Production's database is PostgreSQL.", OPEN);
}

/** Whether the environment says where the default database is. */
export function decideSource(context: ChecklistContext): Decision | undefined {
  const judgement = judgeDefault(context, (database): Answer => {
    const parts = ["ENGINE", "HOST"].map((key) => entry(database, key));
    const variable = parts.find((part): part is PlainEnv => part?.kind === "env");
    if (variable !== undefined) return { state: "satisfied", reason: variable.name, at: database.at };
    const host = entry(database, "HOST");
    if (host === undefined || parts.some((part) => part === undefined || part?.kind === "unknown"))
      return undecided(reasonOf(parts.find((part) => part?.kind === "unknown") ?? database));
    return { state: "violated", at: host?.at ?? database.at };
  });
  const source = judgement.state === "satisfied" ? `The variable ${judgement.reason}` : "A variable";
  return decided(judgement, `${source} says where the database is.`, {
    state: "open",
    detail: "The settings say where the database is: the same for production, tests and everybody's machine.",
  });
}

/** Whether connections outlive a request, in Django or beside it. */
export function decideConnections(context: ChecklistContext): Decision | undefined {
  if (runsPgbouncer(context)) return { state: "ok", detail: "PgBouncer on the dyno keeps the connections." };
  const judgement = judgeDefault(context, (database): Answer => {
    const pool = optionOf(database, "pool");
    const pooled = pool === undefined ? undefined : pool === null ? false : truthy(pool);
    const engine = entry(database, "ENGINE");
    if (engine?.kind === "str" && /pool/.test(engine.value)) return satisfied(engine.value);
    if (pooled) return { state: "satisfied", reason: "a pool", at: pool?.at };
    const persistent = isPersistent(database);
    if (persistent) return { state: "satisfied", reason: "CONN_MAX_AGE", at: database.at };
    if (persistent === undefined || pooled === undefined)
      return undecided("CONN_MAX_AGE or a pool comes from values that are not known");
    return { state: "violated", at: database.at };
  });
  const keeper = judgement.state === "satisfied" ? judgement.reason : "CONN_MAX_AGE or a pool";
  return decided(judgement, `Connections outlive a request: ${keeper} keeps them.`, {
    state: "open",
    detail: "Every request opens a connection of its own: CONN_MAX_AGE is 0, and there is no pool.",
  });
}

/** Why the item on replicas is not for the project: all goes to one database. */
export function withoutReplicas(context: ChecklistContext): string | undefined {
  const { settings } = context;
  const databases = settings.value("DATABASES");
  const one = databases.kind === "dict" && databases.entries.length === 1 && databases.open === undefined;
  return (
    withoutDatabase(context) ??
    (one && !settings.defines("DATABASE_ROUTERS") ? "production has one database" : undefined)
  );
}

/** That queries are sent to several databases. */
export function replicas({ settings }: ChecklistContext): Evidence | undefined {
  if (!settings.defines("DATABASE_ROUTERS")) return undefined;
  const at = settings.location("DATABASE_ROUTERS");
  return { detail: `${at.file} sends queries to several databases (DATABASE_ROUTERS).`, at };
}
