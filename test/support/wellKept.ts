/** Projects that are in order, in the shapes that people use, and the project that django-admin starts. */
import type { Files } from "./exampleProject";

const manage = (settings: string) => `#!/usr/bin/env python
"""Django's command-line utility for administrative tasks."""
import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
`;

const wsgi = (settings: string) => `import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")

application = get_wsgi_application()
`;

// ---------------------------------------------------------------- split settings

const BASE = `"""Settings that all environments share."""
import ssl
from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve(strict=True).parent.parent.parent
APPS_DIR = BASE_DIR / "shop"
env = environ.Env()

if env.bool("DJANGO_READ_DOT_ENV_FILE", default=False):
    env.read_env(str(BASE_DIR / ".env"))

# GENERAL
# ------------------------------------------------------------------------------
DEBUG = env.bool("DJANGO_DEBUG", False)
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-us"
SITE_ID = 1
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [str(BASE_DIR / "locale")]

# DATABASES
# ------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default="postgres:///shop")}
DATABASES["default"]["ATOMIC_REQUESTS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# URLS
# ------------------------------------------------------------------------------
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

# APPS
# ------------------------------------------------------------------------------
DJANGO_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.admin",
    "django.forms",
]
THIRD_PARTY_APPS = [
    "crispy_forms",
    "crispy_bootstrap5",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "django_celery_beat",
    "rest_framework",
    "rest_framework.authtoken",
    "corsheaders",
    "drf_spectacular",
]
LOCAL_APPS = ["shop.users"]
INSTALLED_APPS = DJANGO_APPS + THIRD_PARTY_APPS + LOCAL_APPS

# AUTHENTICATION
# ------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_USER_MODEL = "users.User"
LOGIN_REDIRECT_URL = "users:redirect"
LOGIN_URL = "account_login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
    "django.contrib.auth.hashers.BCryptSHA256PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# MIDDLEWARE
# ------------------------------------------------------------------------------
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

# STATIC AND MEDIA
# ------------------------------------------------------------------------------
STATIC_ROOT = str(BASE_DIR / "staticfiles")
STATIC_URL = "/static/"
STATICFILES_DIRS = [str(APPS_DIR / "static")]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_ROOT = str(APPS_DIR / "media")
MEDIA_URL = "/media/"

# TEMPLATES
# ------------------------------------------------------------------------------
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [str(APPS_DIR / "templates")],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.template.context_processors.i18n",
                "django.template.context_processors.media",
                "django.template.context_processors.static",
                "django.template.context_processors.tz",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"

# SECURITY
# ------------------------------------------------------------------------------
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"

# EMAIL
# ------------------------------------------------------------------------------
EMAIL_BACKEND = env("DJANGO_EMAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend")
EMAIL_TIMEOUT = 5

# ADMIN
# ------------------------------------------------------------------------------
ADMIN_URL = "admin/"
ADMINS = [{ADMIN}]
MANAGERS = ADMINS

# LOGGING
# ------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "verbose": {
            "format": "%(levelname)s %(asctime)s %(module)s %(process)d %(thread)d %(message)s",
        },
    },
    "handlers": {
        "console": {
            "level": "DEBUG",
            "class": "logging.StreamHandler",
            "formatter": "verbose",
        },
    },
    "root": {"level": "INFO", "handlers": ["console"]},
}

# CELERY
# ------------------------------------------------------------------------------
REDIS_URL = env("REDIS_URL", default="redis://localhost:6379/0")
REDIS_SSL = REDIS_URL.startswith("rediss://")
if USE_TZ:
    CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_USE_SSL = {"ssl_cert_reqs": ssl.CERT_NONE} if REDIS_SSL else None
CELERY_RESULT_BACKEND = REDIS_URL
CELERY_REDIS_BACKEND_USE_SSL = CELERY_BROKER_USE_SSL
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
CELERY_TASK_TIME_LIMIT = 5 * 60
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_WORKER_SEND_TASK_EVENTS = True
CELERY_TASK_SEND_SENT_EVENT = True

# django-allauth
# ------------------------------------------------------------------------------
ACCOUNT_ALLOW_REGISTRATION = env.bool("DJANGO_ACCOUNT_ALLOW_REGISTRATION", True)
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"

# Django REST framework
# ------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": (
        "rest_framework.authentication.SessionAuthentication",
        "rest_framework.authentication.TokenAuthentication",
    ),
    "DEFAULT_PERMISSION_CLASSES": ("rest_framework.permissions.IsAuthenticated",),
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
CORS_URLS_REGEX = r"^/api/.*$"
SPECTACULAR_SETTINGS = {
    "TITLE": "Shop API",
    "VERSION": "1.0.0",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAdminUser"],
    "SCHEMA_PATH_PREFIX": "/api/",
}
`;

const LOCAL = `from .base import *  # noqa: F403
from .base import INSTALLED_APPS
from .base import MIDDLEWARE
from .base import env

DEBUG = True
SECRET_KEY = env("DJANGO_SECRET_KEY", default="!!!SET DJANGO_SECRET_KEY!!!")
ALLOWED_HOSTS = ["localhost", "0.0.0.0", "127.0.0.1"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": ""}}
EMAIL_BACKEND = env("DJANGO_EMAIL_BACKEND", default="django.core.mail.backends.console.EmailBackend")
INSTALLED_APPS = ["whitenoise.runserver_nostatic", *INSTALLED_APPS]
INSTALLED_APPS += ["debug_toolbar"]
MIDDLEWARE += ["debug_toolbar.middleware.DebugToolbarMiddleware"]
DEBUG_TOOLBAR_CONFIG = {
    "DISABLE_PANELS": ["debug_toolbar.panels.redirects.RedirectsPanel"],
    "SHOW_TEMPLATE_CONTEXT": True,
}
INTERNAL_IPS = ["127.0.0.1", "10.0.2.2"]
INSTALLED_APPS += ["django_extensions"]
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
`;

const TEST = `from .base import *  # noqa: F403
from .base import TEMPLATES
from .base import env

SECRET_KEY = env("DJANGO_SECRET_KEY", default="!!!SET DJANGO_SECRET_KEY!!!")
TEST_RUNNER = "django.test.runner.DiscoverRunner"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TEMPLATES[0]["OPTIONS"]["debug"] = True  # type: ignore[index]
MEDIA_URL = "http://media.testserver/"
`;

const PRODUCTION = `import logging

import sentry_sdk
from sentry_sdk.integrations.celery import CeleryIntegration
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.integrations.logging import LoggingIntegration
from sentry_sdk.integrations.redis import RedisIntegration

from .base import *  # noqa: F403
from .base import DATABASES
from .base import INSTALLED_APPS
from .base import REDIS_URL
from .base import SPECTACULAR_SETTINGS
from .base import env

# GENERAL
# ------------------------------------------------------------------------------
SECRET_KEY = env("DJANGO_SECRET_KEY")
ALLOWED_HOSTS = env.list("DJANGO_ALLOWED_HOSTS", default=["shop.example.com"])

# DATABASES
# ------------------------------------------------------------------------------
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)

# CACHES
# ------------------------------------------------------------------------------
CACHES = {
    "default": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {
            "CLIENT_CLASS": "django_redis.client.DefaultClient",
            # Without a cache the site is slow, not down.
            "IGNORE_EXCEPTIONS": True,
        },
    },
}

# SECURITY
# ------------------------------------------------------------------------------
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("DJANGO_SECURE_SSL_REDIRECT", default=True)
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Secure-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Secure-csrftoken"
SECURE_HSTS_SECONDS = {HSTS}
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("DJANGO_SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = {PRELOAD}
SECURE_CONTENT_TYPE_NOSNIFF = env.bool("DJANGO_SECURE_CONTENT_TYPE_NOSNIFF", default=True)

# STORAGES
# ------------------------------------------------------------------------------
AWS_ACCESS_KEY_ID = env("DJANGO_AWS_ACCESS_KEY_ID")
AWS_SECRET_ACCESS_KEY = env("DJANGO_AWS_SECRET_ACCESS_KEY")
AWS_STORAGE_BUCKET_NAME = env("DJANGO_AWS_STORAGE_BUCKET_NAME")
AWS_QUERYSTRING_AUTH = False
_AWS_EXPIRY = 60 * 60 * 24 * 7
AWS_S3_OBJECT_PARAMETERS = {
    "CacheControl": f"max-age={_AWS_EXPIRY}, s-maxage={_AWS_EXPIRY}, must-revalidate",
}
AWS_S3_MAX_MEMORY_SIZE = env.int("DJANGO_AWS_S3_MAX_MEMORY_SIZE", default=100_000_000)
AWS_S3_REGION_NAME = env("DJANGO_AWS_S3_REGION_NAME", default=None)
AWS_S3_CUSTOM_DOMAIN = env("DJANGO_AWS_S3_CUSTOM_DOMAIN", default=None)
aws_s3_domain = AWS_S3_CUSTOM_DOMAIN or f"{AWS_STORAGE_BUCKET_NAME}.s3.amazonaws.com"
STORAGES = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {"location": "media", "file_overwrite": False},
    },
    "staticfiles": {STATICFILES},
}
MEDIA_URL = f"https://{aws_s3_domain}/media/"

# EMAIL
# ------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env("DJANGO_DEFAULT_FROM_EMAIL", default="Shop <noreply@shop.example.com>")
SERVER_EMAIL = env("DJANGO_SERVER_EMAIL", default=DEFAULT_FROM_EMAIL)
EMAIL_SUBJECT_PREFIX = env("DJANGO_EMAIL_SUBJECT_PREFIX", default="[Shop] ")
INSTALLED_APPS += ["anymail"]
EMAIL_BACKEND = "anymail.backends.mailgun.EmailBackend"
ANYMAIL = {
    "MAILGUN_API_KEY": env("MAILGUN_API_KEY"),
    "MAILGUN_SENDER_DOMAIN": env("MAILGUN_DOMAIN"),
    "MAILGUN_API_URL": env("MAILGUN_API_URL", default="https://api.mailgun.net/v3"),
}

# ADMIN
# ------------------------------------------------------------------------------
ADMIN_URL = env("DJANGO_ADMIN_URL")

# LOGGING
# ------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "formatters": {
        "verbose": {
            "format": "%(levelname)s %(asctime)s %(module)s %(process)d %(thread)d %(message)s",
        },
    },
    "handlers": {
        "console": {
            "level": "DEBUG",
            "class": "logging.StreamHandler",
            "formatter": "verbose",
        },
    },
    "root": {"level": "INFO", "handlers": ["console"]},
    "loggers": {
        "django.db.backends": {"level": "ERROR", "handlers": ["console"], "propagate": False},
        "sentry_sdk": {"level": "ERROR", "handlers": ["console"], "propagate": False},
        "django.security.DisallowedHost": {"level": "ERROR", "handlers": ["console"], "propagate": False},
    },
}

# Sentry
# ------------------------------------------------------------------------------
SENTRY_DSN = env("SENTRY_DSN")
SENTRY_LOG_LEVEL = env.int("DJANGO_SENTRY_LOG_LEVEL", logging.INFO)
sentry_logging = LoggingIntegration(level=SENTRY_LOG_LEVEL, event_level=logging.ERROR)
sentry_sdk.init(
    dsn=SENTRY_DSN,
    integrations=[sentry_logging, DjangoIntegration(), CeleryIntegration(), RedisIntegration()],
    environment=env("SENTRY_ENVIRONMENT", default="production"),
    traces_sample_rate=env.float("SENTRY_TRACES_SAMPLE_RATE", default=0.0),
)

SPECTACULAR_SETTINGS["SERVERS"] = [{"url": "https://shop.example.com", "description": "Production"}]
`;

const URLS = `from django.conf import settings
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import include, path
from django.views.generic import TemplateView

urlpatterns = [
    path("", TemplateView.as_view(template_name="pages/home.html"), name="home"),
    path(settings.ADMIN_URL, admin.site.urls),
    path("users/", include("shop.users.urls", namespace="users")),
    path("accounts/", include("allauth.urls")),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
]

if settings.DEBUG:
    if "debug_toolbar" in settings.INSTALLED_APPS:
        import debug_toolbar

        urlpatterns = [path("__debug__/", include(debug_toolbar.urls)), *urlpatterns]
`;

const CELERY = `import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

app = Celery("shop")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
`;

const USERS = `from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    picture = models.ImageField(upload_to="pictures", blank=True)
`;

export interface SplitProject {
  /** "5.2.8" */
  readonly django: string;
  /** Who serves static files; WhiteNoise by default. */
  readonly statics?: "whitenoise" | "s3";
  /** Code of SECURE_HSTS_SECONDS and SECURE_HSTS_PRELOAD. */
  readonly hsts?: string;
  readonly preload?: string;
}

/** A project in the shape of cookiecutter-django: split settings, django-environ, Redis, Celery, Anymail, Sentry, REST. */
export function splitProject({ django, statics = "whitenoise", hsts, preload }: SplitProject): Files {
  const s3 = statics === "s3";
  const backend = s3
    ? '{\n        "BACKEND": "storages.backends.s3.S3Storage",\n        "OPTIONS": {"location": "static"},\n    }'
    : '{\n        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",\n    }';
  const base = s3 ? BASE.replace(/.*WhiteNoiseMiddleware.*\n/, "") : BASE;
  const production = PRODUCTION.replace("{HSTS}", hsts ?? "60")
    .replace("{PRELOAD}", preload ?? 'env.bool("DJANGO_SECURE_HSTS_PRELOAD", default=True)')
    .replace("{STATICFILES}", backend);
  // Pairs until 5.2, addresses since 6.0.
  const isOld = Number.parseInt(django, 10) < 6;
  return {
    "manage.py": manage("config.settings.local"),
    "config/__init__.py": 'from .celery_app import app as celery_app\n\n__all__ = ("celery_app",)\n',
    "config/celery_app.py": CELERY,
    "config/wsgi.py": wsgi("config.settings.production"),
    "config/urls.py": URLS,
    "config/settings/__init__.py": "",
    "config/settings/base.py": base.replace(
      "{ADMIN}",
      isOld ? '("Ann Example", "ann@shop.example.com")' : '"Ann Example <ann@shop.example.com>"',
    ),
    "config/settings/local.py": s3 ? LOCAL.replace(/.*runserver_nostatic.*\n/, "") : LOCAL,
    "config/settings/test.py": TEST,
    "config/settings/production.py": s3
      ? `${production}STATIC_URL = f"https://{aws_s3_domain}/static/"\n`
      : production,
    "shop/__init__.py": "",
    "shop/static/css/project.css": "body {}\n",
    "shop/templates/pages/home.html": "<h1>Shop</h1>\n",
    "shop/users/__init__.py": "",
    "shop/users/models.py": USERS,
    "shop/users/migrations/__init__.py": "",
    "shop/users/migrations/0001_initial.py": "from django.db import migrations\n",
    "shop/users/urls.py": 'app_name = "users"\nurlpatterns = []\n',
    "locale/README.md": "Translations\n",
    ".gitignore": "*.pyc\n.env\n.envs/*\nstaticfiles/\nshop/media/\n",
    Procfile: [
      "release: python manage.py migrate",
      "web: gunicorn config.wsgi:application",
      "worker: REMAP_SIGTERM=SIGQUIT celery -A config.celery_app worker --loglevel=info",
      "beat: REMAP_SIGTERM=SIGQUIT celery -A config.celery_app beat --loglevel=info",
      "",
    ].join("\n"),
    ".python-version": "3.12\n",
    "requirements.txt": "# What Heroku installs.\n-r requirements/production.txt\n",
    "requirements/base.txt": [
      "python-slugify==8.0.4",
      "Pillow==12.0.0",
      "argon2-cffi==25.1.0",
      ...(s3 ? [] : ["whitenoise==6.11.0"]),
      "redis==7.1.0",
      "hiredis==3.3.0",
      "celery==5.6.0",
      "django-celery-beat==2.8.1",
      `django==${django}`,
      "django-environ==0.12.0",
      "django-model-utils==5.0.0",
      "django-allauth[mfa]==65.13.0",
      "django-crispy-forms==2.5",
      "crispy-bootstrap5==2025.6",
      "django-redis==6.0.0",
      "djangorestframework==3.16.1",
      "django-cors-headers==4.9.0",
      "drf-spectacular==0.29.0",
      "",
    ].join("\n"),
    "requirements/local.txt":
      "-r base.txt\n\nWerkzeug[watchdog]==3.1.3\npsycopg[binary]==3.2.12\npytest-django==4.11.1\ndjango-debug-toolbar==6.1.0\ndjango-extensions==4.1\n",
    "requirements/production.txt":
      "-r base.txt\n\ngunicorn==23.0.0\npsycopg[c]==3.2.12\nsentry-sdk==2.44.0\ndjango-storages[s3]==1.14.6\ndjango-anymail[mailgun]==13.1\n",
  };
}

// ---------------------------------------------------------------- one settings module

/** What startproject writes, apart from comments. */
const STARTED = `from pathlib import Path

# Build paths inside the project like this: BASE_DIR / 'subdir'.
BASE_DIR = Path(__file__).resolve().parent.parent


# SECURITY WARNING: keep the secret key used in production secret!
SECRET_KEY = 'django-insecure-0&7g!@w=1tq!z9#n5v^k2$h_r)c+x8m(3b6p*j4d-fsyoeaul'

# SECURITY WARNING: don't run with debug turned on in production!
DEBUG = True

ALLOWED_HOSTS = []


# Application definition

INSTALLED_APPS = [
    'django.contrib.admin',
    'django.contrib.auth',
    'django.contrib.contenttypes',
    'django.contrib.sessions',
    'django.contrib.messages',
    'django.contrib.staticfiles',
]

MIDDLEWARE = [
    'django.middleware.security.SecurityMiddleware',
    'django.contrib.sessions.middleware.SessionMiddleware',
    'django.middleware.common.CommonMiddleware',
    'django.middleware.csrf.CsrfViewMiddleware',
    'django.contrib.auth.middleware.AuthenticationMiddleware',
    'django.contrib.messages.middleware.MessageMiddleware',
    'django.middleware.clickjacking.XFrameOptionsMiddleware',
]

ROOT_URLCONF = 'mysite.urls'

TEMPLATES = [
    {
        'BACKEND': 'django.template.backends.django.DjangoTemplates',
        'DIRS': [],
        'APP_DIRS': True,
        'OPTIONS': {
            'context_processors': [
                'django.template.context_processors.request',
                'django.contrib.auth.context_processors.auth',
                'django.contrib.messages.context_processors.messages',
            ],
        },
    },
]

WSGI_APPLICATION = 'mysite.wsgi.application'


# Database

DATABASES = {
    'default': {
        'ENGINE': 'django.db.backends.sqlite3',
        'NAME': BASE_DIR / 'db.sqlite3',
    }
}


# Password validation

AUTH_PASSWORD_VALIDATORS = [
    {
        'NAME': 'django.contrib.auth.password_validation.UserAttributeSimilarityValidator',
    },
    {
        'NAME': 'django.contrib.auth.password_validation.MinimumLengthValidator',
    },
    {
        'NAME': 'django.contrib.auth.password_validation.CommonPasswordValidator',
    },
    {
        'NAME': 'django.contrib.auth.password_validation.NumericPasswordValidator',
    },
]


# Internationalization

LANGUAGE_CODE = 'en-us'

TIME_ZONE = 'UTC'

USE_I18N = True

USE_TZ = True


# Static files (CSS, JavaScript, Images)

STATIC_URL = 'static/'

# Default primary key field type

DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'
`;

/** The project that `django-admin startproject` writes, and what a beginner adds for Heroku. */
export function startedProject(django = "5.2.8"): Files {
  return {
    "manage.py": manage("mysite.settings"),
    "mysite/__init__.py": "",
    "mysite/asgi.py": wsgi("mysite.settings").replaceAll("wsgi", "asgi"),
    "mysite/settings.py": STARTED,
    "mysite/urls.py":
      "from django.contrib import admin\nfrom django.urls import path\n\nurlpatterns = [\n    path('admin/', admin.site.urls),\n]\n",
    "mysite/wsgi.py": wsgi("mysite.settings"),
    Procfile: "web: gunicorn mysite.wsgi\n",
    "requirements.txt": `Django==${django}\ngunicorn==23.0.0\n`,
  };
}

/** How a dialect reads its variables. */
interface Dialect {
  readonly requirement: string;
  /** What stands above the settings. */
  readonly head: string;
  readonly debug: string;
  readonly secretKey: string;
  readonly hosts: string;
  readonly database: string;
  /** Code of a variable of text. */
  readonly text: (name: string) => string;
}

const URL = "dj_database_url.config(conn_max_age=600, conn_health_checks=True, ssl_require={REMOTE})";

export const DIALECTS: Readonly<Record<string, Dialect>> = {
  "os.environ": {
    requirement: "dj-database-url==3.0.1",
    head: "import os\nfrom pathlib import Path\n\nimport dj_database_url\n",
    debug: 'os.environ.get("DJANGO_DEBUG", "") == "1"',
    secretKey: 'os.environ["DJANGO_SECRET_KEY"]',
    hosts: '[host for host in os.environ.get("DJANGO_ALLOWED_HOSTS", "").split(",") if host]',
    database: URL,
    text: (name) => `os.environ["${name}"]`,
  },
  "django-environ": {
    requirement: "django-environ==0.12.0",
    head: "from pathlib import Path\n\nimport environ\n\nenv = environ.Env()\n",
    debug: 'env.bool("DJANGO_DEBUG", default=False)',
    secretKey: 'env("DJANGO_SECRET_KEY")',
    hosts: 'env.list("DJANGO_ALLOWED_HOSTS")',
    database: '{**env.db("DATABASE_URL"), "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}',
    text: (name) => `env("${name}")`,
  },
  decouple: {
    requirement: "python-decouple==3.8\ndj-database-url==3.0.1",
    head: "from pathlib import Path\n\nimport dj_database_url\nfrom decouple import Csv, config\n",
    debug: 'config("DJANGO_DEBUG", default=False, cast=bool)',
    secretKey: 'config("DJANGO_SECRET_KEY")',
    hosts: 'config("DJANGO_ALLOWED_HOSTS", cast=Csv())',
    database: URL,
    text: (name) => `config("${name}")`,
  },
  "pydantic-settings": {
    requirement: "pydantic-settings==2.11.0\ndj-database-url==3.0.1",
    head: [
      "from pathlib import Path",
      "",
      "import dj_database_url",
      "from pydantic_settings import BaseSettings",
      "",
      "",
      "class Environment(BaseSettings):",
      "    django_debug: bool = False",
      "    django_secret_key: str",
      "    django_allowed_hosts: list[str]",
      "    email_host: str",
      "    email_host_user: str",
      "    email_host_password: str",
      "    default_from_email: str",
      "    bucket_name: str",
      "    sentry_dsn: str",
      "",
      "",
      "environment = Environment()",
      "",
    ].join("\n"),
    debug: "environment.django_debug",
    secretKey: "environment.django_secret_key",
    hosts: "environment.django_allowed_hosts",
    database: URL,
    text: (name) => `environment.${name.toLowerCase()}`,
  },
};

export interface OneModule {
  readonly dialect: keyof typeof DIALECTS;
  readonly django?: string;
}

/** A project with one settings module, for development and production. */
export function singleModuleProject({ dialect, django = "5.2.8" }: OneModule): Files {
  const { requirement, head, debug, secretKey, hosts, database, text } = DIALECTS[dialect]!;
  const logging = [
    "LOGGING = {",
    '    "version": 1,',
    '    "disable_existing_loggers": False,',
    '    "formatters": {"line": {"format": "%(levelname)s %(name)s %(message)s"}},',
    '    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},',
    '    "root": {"handlers": ["console"], "level": "INFO"},',
    "}",
    "",
  ].join("\n");
  const settings = STARTED.replace("from pathlib import Path\n", head)
    .replace(/^SECRET_KEY = .*$/m, () => `SECRET_KEY = ${secretKey}`)
    .replace("DEBUG = True", () => `DEBUG = ${debug}`)
    .replace("ALLOWED_HOSTS = []", () => `ALLOWED_HOSTS = ${hosts}`)
    .replace(
      "    'django.contrib.sessions.middleware.SessionMiddleware',\n",
      (line) => `    'whitenoise.middleware.WhiteNoiseMiddleware',\n${line}`,
    )
    .replace(
      /^DATABASES = \{.*?^\}/ms,
      () => `DATABASES = {"default": ${database.replace("{REMOTE}", "not DEBUG")}}`,
    )
    .replace("STATIC_URL = 'static/'\n", (line) =>
      [
        line.trim(),
        "STATIC_ROOT = BASE_DIR / 'staticfiles'",
        "MEDIA_URL = 'media/'",
        "STORAGES = {",
        "    'default': {",
        "        'BACKEND': 'storages.backends.s3.S3Storage',",
        `        'OPTIONS': {'bucket_name': ${text("BUCKET_NAME")}, 'file_overwrite': False},`,
        "    },",
        "    'staticfiles': {'BACKEND': 'whitenoise.storage.CompressedManifestStaticFilesStorage'},",
        "}",
        "",
      ].join("\n"),
    );
  const production = [
    "",
    "SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')",
    "SECURE_SSL_REDIRECT = not DEBUG",
    "SESSION_COOKIE_SECURE = not DEBUG",
    "CSRF_COOKIE_SECURE = not DEBUG",
    "if not DEBUG:",
    "    SECURE_HSTS_SECONDS = 31536000",
    "    SECURE_HSTS_INCLUDE_SUBDOMAINS = True",
    "",
    `EMAIL_HOST = ${text("EMAIL_HOST")}`,
    "EMAIL_PORT = 587",
    "EMAIL_USE_TLS = True",
    "EMAIL_TIMEOUT = 10",
    `EMAIL_HOST_USER = ${text("EMAIL_HOST_USER")}`,
    `EMAIL_HOST_PASSWORD = ${text("EMAIL_HOST_PASSWORD")}`,
    `DEFAULT_FROM_EMAIL = SERVER_EMAIL = ${text("DEFAULT_FROM_EMAIL")}`,
    "",
    logging,
    `if not DEBUG:\n    import sentry_sdk\n\n    sentry_sdk.init(dsn=${text("SENTRY_DSN")}, traces_sample_rate=0.05)\n`,
  ].join("\n");
  return {
    ...startedProject(django),
    "mysite/settings.py": settings + production,
    Procfile: "web: gunicorn mysite.wsgi\nrelease: python manage.py migrate --noinput\n",
    ".python-version": "3.12\n",
    "requirements.txt": `Django==${django}\ngunicorn==23.0.0\nwhitenoise==6.11.0\npsycopg[binary]==3.2.12\ndjango-storages[s3]==1.14.6\nsentry-sdk==2.44.0\n${requirement}\n`,
  };
}

const DOCKERFILE = `FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
RUN DJANGO_SECRET_KEY=build DJANGO_ALLOWED_HOSTS=build EMAIL_HOST=build EMAIL_HOST_USER=build \\
    EMAIL_HOST_PASSWORD=build DEFAULT_FROM_EMAIL=build BUCKET_NAME=build SENTRY_DSN= python manage.py collectstatic --noinput
RUN useradd --create-home web
USER web
CMD gunicorn mysite.wsgi --bind 0.0.0.0:$PORT
`;

/** A heroku.yml for a site in one image with a database. */
export const HEROKU_YML = [
  "setup:",
  "  addons:",
  "    - plan: heroku-postgresql:essential-0",
  "build:",
  "  docker:",
  "    web: Dockerfile",
  "release:",
  "  image: web",
  "  command:",
  "    - python manage.py migrate --noinput",
  "",
].join("\n");

/** The same in a container that Heroku builds. */
export function containerProject(options: OneModule): Files {
  const { Procfile: _, ".python-version": __, ...files } = singleModuleProject(options);
  return {
    ...files,
    Dockerfile: DOCKERFILE,
    ".dockerignore": ".git\n.env\n",
    "heroku.yml": HEROKU_YML,
  };
}

/** The same on a server of one's own, behind nginx. */
export function serverProject(options: OneModule): Files {
  const { Procfile: _, ".python-version": __, ...files } = singleModuleProject(options);
  return files;
}
