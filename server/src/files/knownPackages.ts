/**
 * Packages whose own requirements are known, so that a list of them without a lock file tells what is not installed: what
 * resolving them together, in November 2026, brought for each.
 */
const KNOWN: ReadonlySet<string> = new Set(
  `
  aiohappyeyeballs aiohttp aiohttp-retry aiosignal amqp annotated-types anyascii anyio argon2-cffi
  argon2-cffi-bindings asgiref ast-serialize asttokens attrs autobahn automat babel bcrypt beautifulsoup4
  billiard black bleach boto3 botocore brotli cbor2 celery certifi cffi cfgv channels channels-redis
  charset-normalizer click click-didyoumean click-plugins click-repl cloudinary constantly coverage crispy-
  bootstrap4 crispy-bootstrap5 cron-descriptor croniter cryptography daphne defusedxml diff-match-patch
  distlib dj-database-url dj-email-url dj-rest-auth dj-stripe django django-allauth django-anymail django-
  appconf django-axes django-bootstrap4 django-bootstrap5 django-browser-reload django-cache-url django-
  celery-beat django-celery-results django-ckeditor django-cleanup django-cloudinary-storage django-
  compressor django-configurations django-cors-headers django-countries django-crispy-forms django-csp
  django-debug-toolbar django-dramatiq django-environ django-extensions django-filter django-formtools
  django-guardian django-health-check django-heroku django-htmx django-imagekit django-import-export django-
  ipware django-jazzmin django-js-asset django-model-utils django-modelcluster django-money django-mptt
  django-ninja django-oauth-toolkit django-on-heroku django-otp django-permissionedforms django-phonenumber-
  field django-picklefield django-prometheus django-q2 django-ratelimit django-redis django-rq django-silk
  django-simple-history django-split-settings django-storages django-structlog django-stubs django-stubs-ext
  django-tables2 django-taggit django-tailwind django-tasks django-timezone-field django-tinymce django-
  treebeard django-two-factor-auth django-unfold django-widget-tweaks djangorestframework
  djangorestframework-simplejwt djoser dnspython draftjs-exporter dramatiq drf-nested-routers drf-
  spectacular drf-yasg easy-thumbnails environs et-xmlfile executing factory-boy faker filelock filetype
  flake8 flower frozenlist gevent gprof2dot granian graphene graphene-django graphql-core graphql-relay
  greenlet gunicorn h11 h2 hiredis honcho hpack httpcore httpcore2 httptools httpx httpx2 huey humanize
  hypercorn hyperframe hyperlink identify idna importlib-resources incremental inflection iniconfig ipython
  ipython-pygments-lexers jedi jiter jmespath jsonschema jsonschema-specifications jwcrypto kombu laces
  librt lxml markdown markupsafe marshmallow matplotlib-inline mccabe modelsearch msgpack multidict mypy
  mypy-extensions mysqlclient newrelic nodeenv numpy oauthlib openai openpyxl packaging pandas parso
  pathspec pexpect pilkit pillow pillow-heif pip pkg-resources platformdirs pluggy pre-commit priority
  prometheus-client
  promise prompt-toolkit propcache psutil psycopg psycopg-binary psycopg-c psycopg-pool psycopg2
  psycopg2-binary ptyprocess pure-eval py-moneyed pycodestyle pycparser pydantic pydantic-core pydantic-
  settings pyflakes pygments pyjwt pymysql pyopenssl pytailwindcss pytest pytest-django python-crontab
  python-dateutil python-decouple python-discovery python-dotenv python-http-client python-ipware python-
  json-logger python3-openid pytokens pytz pyyaml qrcode rcssmin redis referencing reportlab requests
  requests-oauthlib rjsmin rpds-py rq ruff s3transfer sendgrid sentry-sdk service-identity setuptools six
  sniffio social-auth-app-django social-auth-core soupsieve sqlparse stack-data stripe structlog swagger-
  spec-validator swapper tablib telepath text-unidecode tornado traitlets truststore twilio twisted txaio
  types-pyyaml typing-extensions typing-inspection tzdata tzlocal ujson uritemplate urllib3 uvicorn uvicorn-
  worker uvloop uwsgi vine virtualenv wagtail waitress watchfiles wcwidth webencodings websockets werkzeug
  wheel whitenoise willow wsproto yarl zope-event zope-interface
  `
    .trim()
    .split(/\s+/),
);

/** What known packages bring along of those that rules ask for; with an extra: what only that brings. */
const BROUGHT: Readonly<Record<string, readonly string[]>> = {
  "celery[redis]": ["redis"],
  channels: ["daphne"],
  "channels[daphne]": ["daphne"],
  "channels-redis": ["channels", "daphne", "redis"],
  "crispy-bootstrap4": ["django-crispy-forms"],
  "crispy-bootstrap5": ["django-crispy-forms"],
  "dj-rest-auth": ["djangorestframework"],
  "django[argon2]": ["argon2-cffi"],
  "django[bcrypt]": ["bcrypt"],
  "django-allauth": [],
  "django-allauth[socialaccount]": [],
  "django-celery-beat": ["celery"],
  "django-celery-results": ["celery"],
  "django-cloudinary-storage": ["cloudinary"],
  "django-dramatiq": ["dramatiq"],
  "django-heroku": ["whitenoise", "dj-database-url", "psycopg2"],
  "django-imagekit": ["pillow"],
  "django-on-heroku": ["whitenoise", "dj-database-url", "psycopg2-binary"],
  "django-redis": ["redis"],
  "django-redis[hiredis]": [],
  "django-rq": ["redis", "rq"],
  "django-storages[boto3]": ["boto3"],
  "django-storages[s3]": ["boto3"],
  "django-structlog": ["structlog"],
  "django-two-factor-auth": ["django-otp", "django-phonenumber-field"],
  "djangorestframework-simplejwt": ["djangorestframework"],
  djoser: ["djangorestframework", "djangorestframework-simplejwt"],
  "drf-nested-routers": ["djangorestframework"],
  "drf-spectacular": ["djangorestframework"],
  "drf-yasg": ["djangorestframework"],
  "dj-stripe": ["stripe"],
  "easy-thumbnails": ["pillow"],
  environs: ["python-dotenv"],
  "environs[django]": ["dj-database-url"],
  flower: ["celery"],
  "psycopg[binary]": [],
  "psycopg[c]": [],
  "psycopg[pool]": [],
  "pydantic-settings": ["python-dotenv"],
  "redis[hiredis]": [],
  reportlab: ["pillow"],
  rq: ["redis"],
  "sentry-sdk[django]": [],
  "uvicorn-worker": ["gunicorn", "uvicorn", "python-dotenv"],
  "uvicorn[standard]": ["python-dotenv"],
  wagtail: ["django-filter", "django-taggit", "django-treebeard", "djangorestframework", "pillow"],
  "whitenoise[brotli]": [],
  willow: ["pillow"],
};

/** Whether it is known that a package, with these extras, does not bring another one along. */
export function surelyWithout(name: string, extras: readonly string[], wanted: string): boolean {
  if (!KNOWN.has(name)) return false;
  const brings = (key: string) => (Object.hasOwn(BROUGHT, key) ? BROUGHT[key]!.includes(wanted) : undefined);
  return brings(name) !== true && extras.every((extra) => brings(`${name}[${extra}]`) === false);
}
