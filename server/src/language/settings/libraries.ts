/** Settings of popular packages, as far as they matter in production: each with the package's page about it and one sentence. */

export interface LibrarySetting {
  readonly name: string;
  /** The distribution that reads it. */
  readonly package: string;
  readonly text: string;
  readonly page: string;
  /** What to write behind `NAME = `. */
  readonly example?: string;
}

interface Library {
  readonly package: string;
  readonly page: string;
  readonly settings: Readonly<Record<string, readonly [text: string, example?: string]>>;
}

const ON_CORS = "https://github.com/adamchainz/django-cors-headers#configuration";
const ON_CELERY = "https://docs.celeryq.dev/en/stable/userguide/configuration.html";

const LIBRARIES: readonly Library[] = [
  {
    package: "whitenoise",
    page: "https://whitenoise.readthedocs.io/en/stable/django.html",
    settings: {
      WHITENOISE_AUTOREFRESH: ["Looks for files anew at every request: for development only.", "False"],
      WHITENOISE_KEEP_ONLY_HASHED_FILES: ["Leaves the copies without a hash out of STATIC_ROOT.", "True"],
      WHITENOISE_MANIFEST_STRICT: ["Whether a file that the manifest lacks is an error.", "True"],
      WHITENOISE_MAX_AGE: ["How many seconds browsers keep files without a hash in their name.", "60"],
      WHITENOISE_ROOT: [
        "A directory whose files are served at the top of the site: robots.txt, favicon.ico.",
      ],
      WHITENOISE_USE_FINDERS: ["Serves files as the finders find them, without collectstatic.", "False"],
    },
  },
  {
    package: "django-cors-headers",
    page: ON_CORS,
    settings: {
      CORS_ALLOWED_ORIGINS: ["Origins whose scripts may read responses, each with its scheme.", "[]"],
      CORS_ALLOWED_ORIGIN_REGEXES: ["Patterns of such origins; anchor them at both ends.", "[]"],
      CORS_ALLOW_ALL_ORIGINS: ["Lets the scripts of every site read responses.", "False"],
      CORS_ALLOW_CREDENTIALS: ["Lets these requests carry cookies.", "False"],
      CORS_ALLOW_HEADERS: ["Request headers that these scripts may send."],
      CORS_ALLOW_METHODS: ["Methods that these scripts may use."],
      CORS_EXPOSE_HEADERS: ["Response headers that these scripts may read.", "[]"],
      CORS_URLS_REGEX: ["The paths that CORS is for; all by default.", 'r"^/api/.*$"'],
    },
  },
  {
    package: "djangorestframework",
    page: "https://www.django-rest-framework.org/api-guide/settings/",
    settings: {
      REST_FRAMEWORK: [
        "How the API behaves by default: authentication, permissions, throttling, pages.",
        "{}",
      ],
    },
  },
  {
    package: "djangorestframework-simplejwt",
    page: "https://django-rest-framework-simplejwt.readthedocs.io/en/stable/settings.html",
    settings: { SIMPLE_JWT: ["How long tokens last, and how they are signed.", "{}"] },
  },
  {
    package: "drf-spectacular",
    page: "https://drf-spectacular.readthedocs.io/en/stable/settings.html",
    settings: { SPECTACULAR_SETTINGS: ["What the schema of the API says, and who may see it.", "{}"] },
  },
  {
    package: "django-csp",
    page: "https://django-csp.readthedocs.io/en/latest/configuration.html",
    settings: {
      CONTENT_SECURITY_POLICY: ["The policy that CSPMiddleware sends, since django-csp 4.0.", "{}"],
      CONTENT_SECURITY_POLICY_REPORT_ONLY: [
        "A policy that browsers only report on, since django-csp 4.0.",
        "{}",
      ],
    },
  },
  {
    package: "django-storages",
    page: "https://django-storages.readthedocs.io/en/latest/backends/amazon-S3.html",
    settings: {
      AWS_STORAGE_BUCKET_NAME: ["The S3 bucket of the files."],
      AWS_S3_REGION_NAME: ["The region of the bucket."],
      AWS_S3_CUSTOM_DOMAIN: ["The host of the files' URLs: a CDN before the bucket."],
      AWS_S3_ENDPOINT_URL: ["The address of a service other than Amazon's that speaks S3."],
      AWS_S3_FILE_OVERWRITE: ["Whether an upload replaces a file of the same name.", "False"],
      AWS_S3_OBJECT_PARAMETERS: [
        "Headers of uploaded files: CacheControl.",
        '{"CacheControl": "max-age=86400"}',
      ],
      AWS_DEFAULT_ACL: ["Who may read an upload, where the bucket does not decide.", "None"],
      AWS_QUERYSTRING_AUTH: ["Signs URLs, so that only who got one can read the file.", "True"],
      AWS_ACCESS_KEY_ID: ["The key for S3; a secret, so it belongs in the environment."],
      AWS_SECRET_ACCESS_KEY: ["The secret for S3; it belongs in the environment."],
      GS_BUCKET_NAME: ["The bucket of the files at Google."],
    },
  },
  {
    package: "celery",
    page: ON_CELERY,
    settings: {
      CELERY_BROKER_URL: ["Where tasks wait for a worker; on Heroku REDIS_URL or CLOUDAMQP_URL."],
      CELERY_BROKER_POOL_LIMIT: [
        "How many connections to the broker a process opens; small plans allow few.",
        "1",
      ],
      CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP: [
        "Whether a worker waits for a broker that is not there yet.",
        "True",
      ],
      CELERY_BROKER_USE_SSL: ["How TLS to the broker is checked; Heroku's certificates are self-signed."],
      CELERY_REDIS_BACKEND_USE_SSL: ["How TLS to the results' Redis is checked."],
      CELERY_RESULT_BACKEND: ["Where results are kept; without one they are thrown away."],
      CELERY_RESULT_EXPIRES: ["How many seconds results are kept.", "86400"],
      CELERY_TASK_ACKS_LATE: [
        "Takes a task off the queue when it is done, so that a restart does not lose it.",
        "True",
      ],
      CELERY_TASK_ALWAYS_EAGER: ["Runs tasks at once in the calling process: for tests only.", "False"],
      CELERY_TASK_IGNORE_RESULT: ["Stores no results.", "True"],
      CELERY_TASK_TIME_LIMIT: ["After so many seconds the process of a task is killed.", "300"],
      CELERY_TASK_SOFT_TIME_LIMIT: [
        "After so many seconds a task gets an exception that it can catch.",
        "270",
      ],
      CELERY_WORKER_MAX_TASKS_PER_CHILD: ["After so many tasks a process is replaced, against leaks.", "100"],
      CELERY_WORKER_PREFETCH_MULTIPLIER: [
        "How many tasks a process takes ahead; 1 shares long ones fairly.",
        "1",
      ],
      CELERY_TIMEZONE: ["The time zone of schedules.", "TIME_ZONE"],
      CELERY_BEAT_SCHEDULE: ["Periodic tasks, by name.", "{}"],
      CELERY_BEAT_SCHEDULER: ["What keeps the schedule."],
    },
  },
  {
    package: "channels",
    page: "https://channels.readthedocs.io/en/stable/topics/channel_layers.html",
    settings: {
      ASGI_APPLICATION: ["The ASGI application that runserver uses."],
      CHANNEL_LAYERS: ["How consumers in different processes reach each other, by alias."],
    },
  },
  {
    package: "django-anymail",
    page: "https://anymail.dev/en/stable/installation/#configuring-anymail",
    settings: { ANYMAIL: ["The keys and options of the mail provider.", "{}"] },
  },
  {
    package: "django-allauth",
    page: "https://docs.allauth.org/en/latest/account/configuration.html",
    settings: {
      ACCOUNT_DEFAULT_HTTP_PROTOCOL: ["The scheme of links in mails.", '"https"'],
      ACCOUNT_EMAIL_VERIFICATION: [
        "Whether a new address has to be confirmed before a login.",
        '"mandatory"',
      ],
      ACCOUNT_LOGIN_METHODS: ["What people log in with.", '{"email"}'],
      ACCOUNT_ADAPTER: ["The class that changes what signing up and logging in do."],
      SOCIALACCOUNT_PROVIDERS: ["The services that people can log in with, and their keys.", "{}"],
    },
  },
  {
    package: "django-axes",
    page: "https://django-axes.readthedocs.io/en/latest/4_configuration.html",
    settings: {
      AXES_FAILURE_LIMIT: ["After so many wrong passwords a login is locked.", "5"],
      AXES_COOLOFF_TIME: ["How many hours a lock lasts; None: until somebody lifts it.", "1"],
    },
  },
  {
    package: "django-crispy-forms",
    page: "https://django-crispy-forms.readthedocs.io/en/latest/install.html",
    settings: {
      CRISPY_ALLOWED_TEMPLATE_PACKS: ["The template packs that forms may use.", '"bootstrap5"'],
      CRISPY_TEMPLATE_PACK: ["The template pack that forms use.", '"bootstrap5"'],
    },
  },
];

export const LIBRARY_SETTINGS: ReadonlyMap<string, LibrarySetting> = new Map(
  LIBRARIES.flatMap(({ package: from, page, settings }) =>
    Object.entries(settings).map(([name, [text, example]]) => [
      name,
      { name, package: from, text, page, example },
    ]),
  ),
);
