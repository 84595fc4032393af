# env: {"VARIANT": "loaders"}
# env: {"VARIANT": "loaders_only"}
# env: {"VARIANT": "no_loaders"}
# env: {"VARIANT": "invalid"}
# env: {"VARIANT": "valid"}
# env: {"VARIANT": "parameter"}
# env: {"VARIANT": "option"}
# env: {"VARIANT": "no_options"}
# env: {"VARIANT": "twice"}
# env: {"VARIANT": "named"}
# env: {"VARIANT": "no_backend"}
# env: {"VARIANT": "short"}
# env: {"VARIANT": "missing"}
# env: {"VARIANT": "misspelt"}
# env: {"VARIANT": "dummy"}
# env: {"VARIANT": "texts"}
# env: {"VARIANT": "none"}
# env: {"VARIANT": "empty"}
# env: {"VARIANT": "dirs"}
# env: {"VARIANT": "builtins"}
# env: {"VARIANT": "builtin_list"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
TEMPLATES = {
    "default": [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    "loaders": [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {"loaders": []}}],
    "loaders_only": [{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"loaders": ["django.template.loaders.filesystem.Loader"]}}],
    "no_loaders": [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {"loaders": None}}],
    "invalid": [{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"string_if_invalid": 5}}],
    "valid": [{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"string_if_invalid": "?"}}],
    "parameter": [{"BACKEND": "django.template.backends.django.DjangoTemplates", "LOADERS": []}],
    "option": [{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"nonsense": 1}}],
    "no_options": [{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": None}],
    "twice": [{"BACKEND": "django.template.backends.django.DjangoTemplates"}, {"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    "named": [{"BACKEND": "django.template.backends.django.DjangoTemplates"}, {"BACKEND": "django.template.backends.django.DjangoTemplates", "NAME": "other"}],
    "no_backend": [{}],
    "short": [{"BACKEND": "django"}],
    "missing": [{"BACKEND": "django.template.backends.nothing.Nothing"}],
    "misspelt": [{"BACKEND": "django.template.backends.django.DjangoTemplate"}],
    "dummy": [{"BACKEND": "django.template.backends.dummy.TemplateStrings"}],
    "texts": ["django"],
    "none": None,
    "empty": [],
    "dirs": [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": None}],
    "builtins": [{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"builtins": ("django.templatetags.static",)}}],
    "builtin_list": [{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"builtins": ["django.templatetags.static"], "libraries": {"l10n": "django.templatetags.l10n"}}}],
}[VARIANT]
