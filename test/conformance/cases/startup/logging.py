# env: {"VARIANT": "good"}
# env: {"VARIANT": "none"}
# env: {"VARIANT": "number"}
# env: {"VARIANT": "text"}
# env: {"VARIANT": "no_version"}
# env: {"VARIANT": "version"}
# env: {"VARIANT": "text_version"}
# env: {"VARIANT": "true"}
# env: {"VARIANT": "missing_handler"}
# env: {"VARIANT": "no_handlers"}
# env: {"VARIANT": "root_handler"}
# env: {"VARIANT": "handlers_text"}
# env: {"VARIANT": "missing_formatter"}
# env: {"VARIANT": "missing_filter"}
# env: {"VARIANT": "style"}
# env: {"VARIANT": "braces"}
# env: {"VARIANT": "percent"}
# env: {"VARIANT": "bad_style"}
# env: {"VARIANT": "unvalidated"}
# env: {"VARIANT": "no_fields"}
# env: {"VARIANT": "no_class"}
# env: {"VARIANT": "bad_class"}
# env: {"VARIANT": "bad_module"}
# env: {"VARIANT": "factory"}
# env: {"VARIANT": "bad_factory"}
# env: {"VARIANT": "level"}
# env: {"VARIANT": "number_level"}
# env: {"VARIANT": "empty_level"}
# env: {"VARIANT": "handler_level"}
# env: {"VARIANT": "parameter"}
# env: {"VARIANT": "stream"}
# env: {"VARIANT": "none_handler"}
# env: {"VARIANT": "null_handler"}
# env: {"VARIANT": "incremental"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
LOGGING = {
    "default": {},
    "good": {"version": 1, "handlers": {"console": {"class": "logging.StreamHandler"}}, "root": {"handlers": ["console"], "level": "INFO"}},
    "none": None,
    "number": 5,
    "text": "x",
    "no_version": {"handlers": {}},
    "version": {"version": 2},
    "text_version": {"version": "1"},
    "true": {"version": True},
    "missing_handler": {"version": 1, "handlers": {"console": {"class": "logging.StreamHandler"}}, "loggers": {"django": {"handlers": ["file"]}}},
    "no_handlers": {"version": 1, "loggers": {"django": {"handlers": ["console"]}}},
    "root_handler": {"version": 1, "root": {"handlers": ["console"]}},
    "handlers_text": {"version": 1, "handlers": {"console": {"class": "logging.StreamHandler"}}, "root": {"handlers": "console"}},
    "missing_formatter": {"version": 1, "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "verbose"}}},
    "missing_filter": {"version": 1, "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["x"]}}},
    "style": {"version": 1, "formatters": {"x": {"format": "{message}"}}},
    "braces": {"version": 1, "formatters": {"x": {"format": "{message}", "style": "{"}}},
    "percent": {"version": 1, "formatters": {"x": {"format": "%(message)s %(name)-10s"}}},
    "bad_style": {"version": 1, "formatters": {"x": {"style": "?"}}},
    "unvalidated": {"version": 1, "formatters": {"x": {"format": "{message}", "validate": False}}},
    "no_fields": {"version": 1, "formatters": {"x": {"format": "text", "style": "$"}}},
    "no_class": {"version": 1, "handlers": {"console": {"level": "INFO"}}},
    "bad_class": {"version": 1, "handlers": {"console": {"class": "logging.StreamHandlers"}}},
    "bad_module": {"version": 1, "handlers": {"console": {"class": "9logging.StreamHandler"}}},
    "factory": {"version": 1, "filters": {"x": {"()": "django.utils.log.RequireDebugFalse"}}, "handlers": {"mail": {"class": "django.utils.log.AdminEmailHandler", "filters": ["x"], "level": "ERROR"}}},
    "bad_factory": {"version": 1, "filters": {"x": {"()": "django.utils.log.RequireDebug"}}},
    "level": {"version": 1, "root": {"level": "info"}},
    "number_level": {"version": 1, "root": {"level": 10}},
    "empty_level": {"version": 1, "root": {"level": ""}},
    "handler_level": {"version": 1, "handlers": {"console": {"class": "logging.StreamHandler", "level": "debug"}}},
    "parameter": {"version": 1, "handlers": {"console": {"class": "logging.StreamHandler", "file": "x"}}},
    "stream": {"version": 1, "handlers": {"console": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout"}}},
    "none_handler": {"version": 1, "handlers": {"console": None}},
    "null_handler": {"version": 1, "handlers": {"console": {"class": "logging.NullHandler"}}},
    "incremental": {"version": 1, "incremental": True},
}[VARIANT]
