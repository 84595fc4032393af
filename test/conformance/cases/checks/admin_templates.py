# env: {"VARIANT": "auth"}
# env: {"VARIANT": "messages"}
# env: {"VARIANT": "request"}
# env: {"VARIANT": "none"}
# env: {"VARIANT": "text"}
# env: {"VARIANT": "empty"}
# env: {"VARIANT": "options"}
# env: {"VARIANT": "loaders"}
# env: {"VARIANT": "twice"}
# env: {"VARIANT": "remote"}
# env: {"VARIANT": "base"}
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
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": {
                "default": [],
                "auth": ["django.contrib.auth.context_processors.auth"],
                "messages": ["django.contrib.messages.context_processors.messages"],
                "request": ("django.template.context_processors.request",),
                "none": None,
                "text": "django.contrib.auth.context_processors.auth",
            }.get(VARIANT, []),
        },
    },
]
if VARIANT == "empty":
    TEMPLATES = []
elif VARIANT == "options":
    del TEMPLATES[0]["OPTIONS"]
elif VARIANT == "loaders":
    TEMPLATES[0] |= {"APP_DIRS": True, "OPTIONS": {"loaders": []}}
elif VARIANT == "twice":
    TEMPLATES.append(TEMPLATES[0])
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
if VARIANT == "remote":
    AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.RemoteUserBackend"]
elif VARIANT == "base":
    AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.BaseBackend"]
