# env: {"VARIANT": "only_german"}
# env: {"VARIANT": "underscore"}
# env: {"VARIANT": "variant"}
# env: {"VARIANT": "wrong"}
# env: {"VARIANT": "three"}
# env: {"VARIANT": "one"}
# env: {"VARIANT": "number"}
# env: {"VARIANT": "empty"}
# env: {"VARIANT": "dict"}
# env: {"VARIANT": "none"}
# env: {"VARIANT": "capitals"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
LANGUAGES = {
    "default": [("en", "English"), ("de", "Deutsch")],
    "only_german": [("de", "Deutsch")],
    "underscore": [("en", "English"), ("pt_br", "x")],
    "variant": [("en-gb", "English")],
    "wrong": ["en"],
    "three": [("en", "English", 1)],
    "one": [("en",)],
    "number": [(1, "x")],
    "empty": [],
    "dict": {"en": "English"},
    "none": None,
    "capitals": [("EN-US", "English")],
}[VARIANT]
