# env: {"VARIANT": "keyword"}
# env: {"VARIANT": "starred"}
# env: {"VARIANT": "more"}
# env: {"VARIANT": "without"}
# env: {"VARIANT": "first"}
# env: {"VARIANT": "nothing"}
# env: {"VARIANT": "missing view"}
# env: {"VARIANT": "missing module"}
# env: {"VARIANT": "missing package"}
# env: {"VARIANT": "missing top"}
# env: {"VARIANT": "no dot"}
# env: {"VARIANT": "module"}
# env: {"VARIANT": "none"}
# env: {"VARIANT": "django"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
CSRF_FAILURE_VIEW = {
    "default": "config.views.good",
    "keyword": "config.views.keyword",
    "starred": "config.views.starred",
    "more": "config.views.more",
    "without": "config.views.without",
    "first": "config.views.first",
    "nothing": "config.views.nothing",
    "missing view": "config.views.missing",
    "missing module": "config.nothing.view",
    "missing package": "9nothing.views.view",
    "missing top": "9nothing.view",
    "no dot": "view",
    "module": "config.views",
    "none": None,
    "django": "django.views.csrf.csrf_failure",
}[VARIANT]
