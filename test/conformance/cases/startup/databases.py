# env: {"VARIANT": "empty"}
# env: {"VARIANT": "empty_default"}
# env: {"VARIANT": "no_default"}
# env: {"VARIANT": "none"}
# env: {"VARIANT": "list"}
# env: {"VARIANT": "url"}
# env: {"VARIANT": "misspelt"}
# env: {"VARIANT": "short"}
# env: {"VARIANT": "old"}
# env: {"VARIANT": "postgres"}
# env: {"VARIANT": "no_engine"}
# env: {"VARIANT": "empty_engine"}
# env: {"VARIANT": "bare"}
# env: {"VARIANT": "test"}
# env: {"VARIANT": "dummy"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
SQLITE = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
DATABASES = {
    "default": {"default": SQLITE},
    "empty": {},
    "empty_default": {"default": {}},
    "no_default": {"other": SQLITE},
    "none": None,
    "list": [],
    "url": {"default": "postgres://localhost/x"},
    "misspelt": {"default": {"ENGINE": "django.db.backends.postgres"}},
    "short": {"default": {"ENGINE": "sqlite3"}},
    "old": {"default": {"ENGINE": "django.db.backends.postgresql_psycopg2"}},
    "postgres": {"default": {"ENGINE": "django.db.backends.postgresql"}},
    "no_engine": {"default": {"NAME": "x"}},
    "empty_engine": {"default": {"ENGINE": ""}},
    "bare": {"default": {"ENGINE": "django.db.backends."}},
    "test": {"default": {**SQLITE, "TEST": None}},
    "dummy": {"default": {"ENGINE": "django.db.backends.dummy"}},
}[VARIANT]
