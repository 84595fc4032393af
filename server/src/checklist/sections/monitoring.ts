import { addon } from "../evidence/addons";
import { dependency } from "../evidence/basics";
import { firstOf } from "../evidence/files";
import { quietLogs } from "../evidence/logging";
import { nodePackage } from "../evidence/packageJson";
import { includedUrls, route } from "../evidence/routes";
import { errorTracker } from "../evidence/sentry";
import { noPages, script } from "../evidence/templates";
import { tracebacks } from "../evidence/tracebacks";
import type { ChecklistContext, Section } from "../item";
import { DJANGO, HEROKU } from "../links";

const notHeroku = ({ project }: ChecklistContext) =>
  project.deployment.heroku ? undefined : "nothing says that it deploys to Heroku";

export const monitoring: Section = {
  title: "Logging & monitoring",
  items: [
    {
      id: "logs",
      title: "Errors reach the log, each line with its level",
      keywords: ["LOGGING", "stdout", "StreamHandler", "JSON logs", "timestamp", "log level"],
      kind: "automatic",
      why: "A traceback that never reaches the log cannot be searched for when something fails.",
      link: `${DJANGO}/topics/logging/`,
      rules: [
        "logging-invalid",
        "logging-not-configured",
        "logging-no-console",
        "logging-debug-only-handler",
        "logging-disables-django",
        "logging-to-file",
        "server-log-to-file",
        "log-format-poor",
        "json-logger-old-path",
        "docker-unbuffered",
      ],
      decide: tracebacks,
      done: "Tracebacks reach a handler of LOGGING that keeps or prints them.",
    },
    {
      id: "log-drain",
      title: "Logs are kept, and somebody is alerted",
      keywords: [
        "Papertrail",
        "Logtail",
        "Better Stack",
        "Coralogix",
        "log drain",
        "log aggregation",
        "alerts",
      ],
      kind: "evidence",
      why: "Heroku keeps the last 1,500 lines only, and no server keeps its own when it is gone.",
      link: `${HEROKU}/log-drains`,
      find: firstOf(
        addon(
          /^(?:papertrail|logtail|betterstack|coralogix|logdna|mezmo|sumologic|logentries|solarwinds|logzio|loggly|sematext|timber)\b/,
        ),
        // These keep logs beside metrics, if they are told to.
        addon(/^(?:newrelic|datadog)\b/),
        dependency(
          "logtail-python",
          "logdna",
          "loggly-python-handler",
          "logzio-python-handler",
          "watchtower",
          "google-cloud-logging",
          "opencensus-ext-azure",
          "azure-monitor-opentelemetry",
          "python-logging-loki",
          "graypy",
          "python-logstash",
          "python3-logstash",
          "coralogix-logger",
          "seqlog",
        ),
      ),
      missing: "No add-on or package that keeps logs was found; a drain may be set up on Heroku.",
    },
    {
      id: "log-privacy",
      title: "Logs hold no personal data or secrets",
      keywords: [
        "sensitive data",
        "PII",
        "GDPR",
        "sensitive_variables",
        "send_default_pii",
        "log prefix",
        "django-guid",
      ],
      kind: "evidence",
      why: "Logs go to more people and services than the database, and stay there longer.",
      link: `${DJANGO}/howto/error-reporting/#filtering-error-reports`,
      rules: ["logging-too-verbose", "sentry-pii"],
      find: quietLogs,
      missing: "No filter of LOGGING and no option of Sentry that keeps sensitive data out was found.",
    },
    {
      id: "error-tracking",
      title: "Errors are tracked, of tasks as well",
      keywords: ["Sentry", "Rollbar", "SENTRY_DSN", "raven", "Celery errors", "Bugsnag", "Honeybadger"],
      kind: "evidence",
      why: "With DEBUG off nobody sees a traceback unless something collects it.",
      link: "https://docs.sentry.io/platforms/python/integrations/django/",
      rules: [
        "error-tracking-missing",
        "raven-deprecated",
        "sentry-celery-not-covered",
        "sentry-dsn-literal",
      ],
      find: errorTracker,
      missing: "No error tracker was found.",
    },
    {
      id: "front-end-errors",
      title: "Errors in the browser are tracked",
      keywords: ["Sentry for JavaScript", "@sentry/browser", "front end"],
      kind: "evidence",
      why: "A script that fails in the browser leaves no trace on the server.",
      link: "https://docs.sentry.io/platforms/javascript/",
      unsuited: noPages,
      find: firstOf(
        nodePackage(
          /^(?:@sentry\/(?:browser|react|vue|angular|svelte|nextjs|sveltekit|nuxt|astro|gatsby|ember|remix)|rollbar|@bugsnag\/(?:js|browser|plugin-.+)|@honeybadger-io\/(?:js|react|vue)|@datadog\/browser-.+|@appsignal\/javascript|trackjs|logrocket|@newrelic\/browser-agent|raven-js|@grafana\/faro-.+)$/,
          { production: true },
        ),
        script(
          "has a script that tracks errors",
          /sentry-cdn\.com|\bSentry\.(?:init|onLoad)\b|\brollbar\b.*\.js|_rollbarConfig|bugsnag(?:\.min)?\.js|bugsnag\.com|cdn\.trackjs\.com|datadoghq-browser-agent|js-agent\.newrelic\.com|honeybadger\.io/i,
        ),
      ),
      missing: "No tracker of errors in the browser was found in templates or package.json.",
    },
    {
      id: "apm",
      title: "Slow requests and queries are measured",
      keywords: [
        "APM",
        "Scout",
        "New Relic",
        "Datadog",
        "django-prometheus",
        "OpenTelemetry",
        "tracing",
        "metrics",
        "traces_sample_rate",
      ],
      kind: "evidence",
      why: "An average hides the page that takes ten seconds, and does not say which query takes them.",
      link: "https://opentelemetry.io/docs/zero-code/python/",
      rules: ["sentry-sample-all"],
      find: firstOf(
        dependency(
          "scout-apm",
          "newrelic",
          "ddtrace",
          "elastic-apm",
          "appsignal",
          "django-prometheus",
          "opentelemetry-instrumentation-django",
          "opentelemetry-distro",
          "opentelemetry-sdk",
          "azure-monitor-opentelemetry",
          "logfire",
          "django-statsd",
          "blackfire",
          "instana",
          "autodynatrace",
        ),
        addon(/^(?:newrelic|scout|appsignal|librato|hostedgraphite|appoptics|datadog)\b/),
      ),
      missing: "No package that measures requests was found among the dependencies.",
    },
    {
      id: "uptime",
      title: "Somebody notices when the site is down",
      keywords: ["Uptime Robot", "Pingdom", "uptime monitoring", "status page"],
      kind: "manual",
      why: "A monitor from outside tells you before your users do.",
      link: "https://uptimerobot.com/",
    },
    {
      id: "heroku-metrics",
      title: "Heroku's metrics are watched",
      keywords: ["dashboard", "R14", "H12", "memory", "response time", "threshold alerts"],
      kind: "manual",
      why: "Memory that runs out and requests that time out show there before they show anywhere else.",
      link: `${HEROKU}/metrics`,
      unsuited: notHeroku,
    },
    {
      id: "health-check",
      title: "A URL says whether the site works",
      keywords: [
        "health check",
        "liveness",
        "readiness",
        "/healthz",
        "django-health-check",
        "livez",
        "readyz",
      ],
      kind: "evidence",
      why: "Monitors and load balancers need an answer that is cheap, and wrong only if the site is.",
      link: "https://django-health-check.readthedocs.io/",
      find: firstOf(
        route(
          /(?:^|\/)_?_?(?:health|healthz|healthcheck|health[-_]check|livez?|liveness|readyz?|readiness|heartbeat|lbheartbeat|ping|status\/health|up|alive)(?:_?_)?(?:\.json|\.txt)?$/i,
          "answers",
        ),
        includedUrls(
          /^(?:health_check|django_healthchecks|watchman|healthcheck|django_alive|health)\b/,
          "includes a package's health check",
        ),
        dependency(
          "django-health-check",
          "django-watchman",
          "django-alive",
          "django-healthchecks",
          "django-probes",
          "dockerflow",
        ),
      ),
      missing: "No URL such as /healthz was found.",
    },
  ],
};
