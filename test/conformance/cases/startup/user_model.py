# env: {"VARIANT": "lower"}
# env: {"VARIANT": "short"}
# env: {"VARIANT": "long"}
# env: {"VARIANT": "missing_app"}
# env: {"VARIANT": "missing_model"}
# env: {"VARIANT": "none"}
# env: {"VARIANT": "number"}
# env: {"VARIANT": "empty"}
# env: {"VARIANT": "long", "ADMIN": "off"}
# env: {"VARIANT": "none", "ADMIN": "off"}
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
AUTH_USER_MODEL = {
    "default": "auth.User",
    "lower": "auth.user",
    "short": "User",
    "long": "a.b.c",
    "missing_app": "accounts.User",
    "missing_model": "auth.Nothing",
    "none": None,
    "number": 5,
    "empty": "",
}[VARIANT]
if "ADMIN" in os.environ:
    INSTALLED_APPS.remove("django.contrib.admin")
