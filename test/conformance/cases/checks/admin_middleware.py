# env: {"VARIANT": "empty"}
# env: {"VARIANT": "without messages"}
# env: {"VARIANT": "none"}
# env: {"VARIANT": "nothing"}
# env: {"VARIANT": "missing"}
# env: {"VARIANT": "login"}
# env: {"VARIANT": "login first"}
# env: {"VARIANT": "login only"}
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
MIDDLEWARE = {
    "default": MIDDLEWARE,
    "empty": [],
    "without messages": MIDDLEWARE[:2],
    "none": None,
    "nothing": [None, *MIDDLEWARE],
    "missing": ["django.nothing.Nothing", "nothing", *MIDDLEWARE[1:]],
    "login": [*MIDDLEWARE, "django.contrib.auth.middleware.LoginRequiredMiddleware"],
    "login first": ["django.contrib.auth.middleware.LoginRequiredMiddleware", *MIDDLEWARE],
    "login only": ["django.contrib.auth.middleware.LoginRequiredMiddleware"],
}[VARIANT]
