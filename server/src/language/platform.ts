/** What Heroku gives an app: variables, sizes of dynos, plans of its own add-ons. Facts for people, without prices. */

const DEVCENTER = "https://devcenter.heroku.com/articles";

export interface PlatformVariable {
  readonly name: string;
  /** Markdown: a sentence or two. */
  readonly documentation: string;
  /** True for variables that only the Python buildpack sets. */
  readonly buildpack?: boolean;
}

export const PLATFORM_VARIABLES: readonly PlatformVariable[] = [
  {
    name: "PORT",
    documentation: `The port that the web process must listen on, on all addresses. Heroku chooses a new one at each start.
gunicorn listens on it by itself.`,
  },
  {
    name: "WEB_CONCURRENCY",
    documentation: `How many processes a web server starts. The Python buildpack sets it from the dyno's memory and processors, unless
it is set as a config var; gunicorn and uvicorn read it.\n\n[Concurrency](${DEVCENTER}/python-concurrency)`,
    buildpack: true,
  },
  {
    name: "DYNO",
    documentation: `The name of the dyno, such as \`web.1\`, \`worker.2\`, \`release.1234\` or \`run.1234\`. Set on every dyno.`,
  },
  {
    name: "DATABASE_URL",
    documentation: `The address of the database with its password, set by the Postgres add-on. Heroku changes it at times, so the app must
read it at each start.\n\n[Heroku Postgres](${DEVCENTER}/heroku-postgresql)`,
  },
  {
    name: "REDIS_URL",
    documentation: `The address of the Key-Value Store with its password, set by the \`heroku-redis\` add-on. It begins with
\`rediss://\`: TLS with a self-signed certificate, which clients refuse unless told otherwise.\n\n[Connecting](${DEVCENTER}/connecting-heroku-redis)`,
  },
  {
    name: "GUNICORN_CMD_ARGS",
    documentation: `Options for gunicorn; those on its command line override them. The Python buildpack sets \`--access-logfile -\`, unless
it is set as a config var.`,
    buildpack: true,
  },
  {
    name: "FORWARDED_ALLOW_IPS",
    documentation: `The proxies whose X-Forwarded headers gunicorn and uvicorn believe. The Python buildpack sets \`*\`.`,
    buildpack: true,
  },
  {
    name: "DISABLE_COLLECTSTATIC",
    documentation: `With any value but \`0\`, the Python buildpack does not run \`collectstatic\`.\n\n[Static files](${DEVCENTER}/django-assets)`,
  },
  {
    name: "PYTHONUNBUFFERED",
    documentation:
      "Makes Python write its output at once, so that it appears in the logs without delay. Set by the Python buildpack.",
    buildpack: true,
  },
  {
    name: "DJANGO_SETTINGS_MODULE",
    documentation: `The settings module that Django loads. wsgi.py, asgi.py and manage.py usually set it only if it is not set yet.`,
  },
  {
    name: "REMAP_SIGTERM",
    documentation: `Read by Celery: with \`SIGQUIT\`, a worker stops at once when its dyno stops, and tasks that are acknowledged
late run again elsewhere. Without it, the worker waits for its tasks, and Heroku kills it after 30 seconds.`,
  },
  {
    name: "SOURCE_VERSION",
    documentation: "The Git commit that is being built. Set during the build, not when the app runs.",
  },
];

export function platformVariable(name: string): PlatformVariable | undefined {
  return PLATFORM_VARIABLES.find((variable) => variable.name === name);
}

export interface DynoSize {
  /** As app.json writes it. */
  readonly name: string;
  readonly memory: string;
  /** What the Python buildpack sets WEB_CONCURRENCY to. */
  readonly concurrency: number;
}

/** https://github.com/heroku/heroku-buildpack-python/blob/main/vendor/WEB_CONCURRENCY.sh */
export const DYNO_SIZES: readonly DynoSize[] = [
  { name: "eco", memory: "512 MB", concurrency: 2 },
  { name: "basic", memory: "512 MB", concurrency: 2 },
  { name: "standard-1x", memory: "512 MB", concurrency: 2 },
  { name: "standard-2x", memory: "1 GB", concurrency: 4 },
  { name: "performance-m", memory: "2.5 GB", concurrency: 5 },
  { name: "performance-l", memory: "14 GB", concurrency: 17 },
  { name: "performance-l-ram", memory: "30 GB", concurrency: 9 },
  { name: "performance-xl", memory: "62 GB", concurrency: 17 },
  { name: "performance-2xl", memory: "126 GB", concurrency: 33 },
];

export interface AddonPlan {
  readonly name: string;
  readonly detail: string;
}

/** Plans of Heroku's own add-ons for new apps, the smallest first. */
export const ADDON_PLANS: readonly AddonPlan[] = [
  { name: "heroku-postgresql:essential-0", detail: "Postgres; for small apps, no rollback or fork" },
  { name: "heroku-postgresql:essential-1", detail: "Postgres; more storage than essential-0" },
  {
    name: "heroku-postgresql:essential-2",
    detail: "Postgres; more storage and connections than essential-1",
  },
  { name: "heroku-postgresql:standard-0", detail: "Postgres; rollback, fork and followers" },
  { name: "heroku-postgresql:premium-0", detail: "Postgres; high availability" },
  { name: "heroku-redis:mini", detail: "Key-Value Store; loses its data when it restarts" },
  { name: "heroku-redis:premium-0", detail: "Key-Value Store; persistent, high availability" },
];

/** A plan for a hover; undefined for what is no plan of Heroku's. */
export function planText(plan: string): string | undefined {
  const page = /^heroku-(postgresql|redis)(?::|$)/.exec(plan)?.[1];
  if (page === undefined) return undefined;
  const known = ADDON_PLANS.find(({ name }) => name === plan)?.detail;
  const [what, slug] =
    page === "redis"
      ? ["Heroku Key-Value Store; sets REDIS_URL.", "heroku-redis"]
      : ["Heroku Postgres; sets DATABASE_URL.", "heroku-postgres-plans"];
  return [...(known === undefined ? [] : [`${known}.`]), `${what}\n\n[Plans](${DEVCENTER}/${slug})`].join(
    "\n\n",
  );
}

/** A size of dynos for a hover. */
export function sizeText(size: string): string | undefined {
  const known = DYNO_SIZES.find(({ name }) => name === size.toLowerCase());
  return (
    known &&
    `${known.memory} of memory. The Python buildpack sets WEB_CONCURRENCY to ${known.concurrency} on it.\n\n[Dyno types](${DEVCENTER}/dyno-types)`
  );
}
