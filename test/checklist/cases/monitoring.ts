import type { Cases } from "../cases";

const LOGGING = (handlers: string, more = "") =>
  `LOGGING = {\n    "version": 1,\n    "disable_existing_loggers": False,\n    "formatters": {"full": {"format": "{asctime} {levelname} {message}", "style": "{"}},\n    "handlers": {"console": {"class": "logging.${handlers}", "formatter": "full"${more}}},\n    "root": {"handlers": ["console"], "level": "INFO"},\n}\n`;
const site = {
  "mysite/settings.py": 'ROOT_URLCONF = "mysite.urls"\n',
  "templates/base.html": "<title>Site</title>\n",
};
const urls = (pattern: string) => `urlpatterns = [\n    ${pattern}\n]\n`;

const elsewhere = (settings: string) => ({
  "manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\n',
  "mysite/settings.py": settings,
});

export default {
  logs: [
    { files: LOGGING("StreamHandler"), state: "ok" },
    { files: LOGGING("FileHandler", ', "filename": "django.log"'), state: "problem" },
    { files: "DEBUG = False\n", state: "problem" },
    { files: "from company import *\n", state: "unknown" },
    // Wherever it is deployed.
    { files: elsewhere(LOGGING("StreamHandler")), state: "ok" },
    { files: elsewhere(LOGGING("NullHandler")), state: "open", at: "mysite/settings.py:1" },
    {
      files: elsewhere(
        'LOGGING = {"version": 1, "handlers": {"null": {"class": "logging.NullHandler"}}, "loggers": {"django.request": {"handlers": ["null"], "propagate": False}}}\n',
      ),
      state: "unknown",
      detail: /on purpose/,
    },
    {
      files: elsewhere(LOGGING("FileHandler", ', "filename": "/var/log/site.log"')),
      state: "open",
      detail: /to a file/,
    },
    { files: elsewhere("DEBUG = False\n"), state: "open", detail: /Without LOGGING/ },
    { files: elsewhere("from company import *\n"), state: "unknown" },
  ],
  "log-drain": [
    {
      files: { "app.json": '{\n  "addons": [\n    "papertrail:choklad"\n  ]\n}\n' },
      state: "found",
      at: "app.json:3",
    },
    {
      files: { "app.json": '{\n  "addons": [\n    "newrelic:wayne",\n    "papertrail:choklad"\n  ]\n}\n' },
      state: "found",
      at: "app.json:4",
    },
    {
      files: { "requirements.txt": "Django==5.2.8\nlogtail-python\n" },
      state: "found",
      at: "requirements.txt:2",
    },
    { files: { "app.json": '{"environments": {"test": {"addons": ["papertrail"]}}}\n' }, state: "open" },
    { files: { "app.json": '{"addons": ["heroku-postgresql"' }, state: "open" },
  ],
  "log-privacy": [
    {
      files:
        'import sentry_sdk\nDEBUG = False\nsentry_sdk.init(\n    dsn="https://a@b.example/1",\n    send_default_pii=False,\n    max_breadcrumbs=50,\n)\n',
      state: "found",
      at: "mysite/settings.py:5",
    },
    {
      files: `${LOGGING("StreamHandler")}LOGGING["filters"] = {"redact": {"()": "mysite.logs.RedactSecrets"}}\n`,
      state: "found",
      at: "mysite/settings.py:8",
    },
    { files: LOGGING("StreamHandler"), state: "open" },
    {
      files:
        'import sentry_sdk\nDEBUG = False\nsentry_sdk.init(dsn="https://a@b.example/1", send_default_pii=True)\n',
      state: "open",
      detail: /Sentry/,
    },
  ],
  "error-tracking": [
    {
      files: {
        "mysite/settings.py":
          'import os\nimport sentry_sdk\nDEBUG = False\nsentry_sdk.init(dsn=os.environ["SENTRY_DSN"])\n',
        "requirements.txt": "Django==5.2.8\nsentry-sdk==2.40.0\n",
      },
      state: "found",
      at: "mysite/settings.py:4",
    },
    {
      files: {
        "mysite/settings.py":
          'import os\nDEBUG = False\nif dsn := os.environ.get("SENTRY_DSN"):\n    import sentry_sdk\n    sentry_sdk.init(dsn=dsn)\n',
        "requirements.txt": "Django==5.2.8\nsentry-sdk==2.40.0\n",
      },
      state: "found",
      at: "mysite/settings.py:5",
      detail: /if SENTRY_DSN is set/,
    },
    {
      files: { "mysite/settings.py": "DEBUG = False\n", "requirements.txt": "Django==5.2.8\nrollbar\n" },
      state: "found",
      at: "requirements.txt:2",
    },
    { files: "DEBUG = False\n", state: "open" },
    {
      files: {
        "mysite/settings.py": 'INSTALLED_APPS = ["raven.contrib.django.raven_compat"]\n',
        "requirements.txt": "Django==5.2.8\nraven==6.10.0\n",
      },
      state: "problem",
    },
  ],
  "front-end-errors": [
    {
      files: { ...site, "package.json": '{\n  "dependencies": {\n    "@sentry/browser": "9"\n  }\n}\n' },
      state: "found",
      at: "package.json:3",
    },
    {
      files: {
        ...site,
        "templates/base.html": '\n<script src="https://browser.sentry-cdn.com/9/bundle.min.js"></script>\n',
      },
      state: "found",
      at: "templates/base.html:2",
    },
    { files: { ...site, "package.json": '{"devDependencies": {"@sentry/browser": "9"}}' }, state: "open" },
    { files: "DEBUG = False\n", state: "not-applicable" },
  ],
  apm: [
    { files: { "requirements.txt": "Django==5.2.8\nscout-apm\n" }, state: "found", at: "requirements.txt:2" },
    { files: { "app.json": '{\n  "addons": ["newrelic:wayne"]\n}\n' }, state: "found", at: "app.json:2" },
    { files: "DEBUG = False\n", state: "open" },
  ],
  "health-check": [
    {
      files: { ...site, "mysite/urls.py": urls('path("healthz/", healthz),') },
      state: "found",
      at: "mysite/urls.py:2",
    },
    {
      files: { ...site, "mysite/urls.py": urls('url(r"^_health/?$", health),') },
      state: "found",
      at: "mysite/urls.py:2",
    },
    {
      files: { ...site, "mysite/urls.py": urls('path("ht/", include("health_check.urls")),') },
      state: "found",
      at: "mysite/urls.py:2",
    },
    { files: { ...site, "mysite/urls.py": urls('path("healthy-food/", food),') }, state: "open" },
    { files: { ...site, "mysite/urls.py": urls('# path("healthz/", healthz),') }, state: "open" },
  ],
} satisfies Cases;
