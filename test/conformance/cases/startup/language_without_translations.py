# env: {"VARIANT": "unknown"}
# env: {"VARIANT": "chinese"}
# env: {"VARIANT": "variant"}
# env: {"VARIANT": "empty"}
# env: {"VARIANT": "none"}
# env: {"VARIANT": "number"}
# env: {"VARIANT": "haitian"}
# env: {"VARIANT": "underscore"}
# env: {"VARIANT": "unknown", "I18N": "off"}
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
LANGUAGE_CODE = {
    "default": "de",
    "unknown": "xx",
    "chinese": "zh-cn",
    "variant": "de-xx",
    "empty": "",
    "none": None,
    "number": 5,
    "haitian": "ht",
    "underscore": "en_us",
}[VARIANT]
USE_I18N = "I18N" not in os.environ
