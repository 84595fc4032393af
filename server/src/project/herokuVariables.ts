/** The environment variables that Heroku and its add-ons set. */

export interface HerokuAddon {
  /** "Heroku Postgres" */
  readonly service: string;
  /** The smallest plan: "heroku-postgresql:essential-0". */
  readonly plan: string;
  /** The name it is attached under. */
  readonly as: string;
}

/** Heroku's own add-ons by the variable that they set. */
export const ADDONS: ReadonlyMap<string, HerokuAddon> = new Map([
  ["DATABASE_URL", { service: "Heroku Postgres", plan: "heroku-postgresql:essential-0", as: "DATABASE" }],
  ["REDIS_URL", { service: "Heroku Key-Value Store", plan: "heroku-redis:mini", as: "REDIS" }],
]);

const OF_HEROKU =
  /^(?:DYNO|PORT|PATH|HOME|USER|PWD|LANG|TZ|SHELL|PS1|HOSTNAME|TMPDIR|CI|WEB_CONCURRENCY|FORWARDED_ALLOW_IPS|GUNICORN_CMD_ARGS|DJANGO_SETTINGS_MODULE|DJANGO_CONFIGURATION|STACK|SOURCE_VERSION|(?:HEROKU|PYTHON|LC)_?\w*)$/;

/** Whether Heroku, its buildpack, a test run, Python or the project's own entry points bring a variable. */
export function isSetByHeroku(name: string): boolean {
  return OF_HEROKU.test(name);
}
