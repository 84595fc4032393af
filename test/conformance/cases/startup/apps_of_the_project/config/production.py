# env: {"VARIANT": "config"}
# env: {"VARIANT": "both"}
# env: {"VARIANT": "twice"}
# env: {"VARIANT": "same label"}
# env: {"VARIANT": "own label"}
# env: {"VARIANT": "same name"}
# env: {"VARIANT": "missing module"}
# env: {"VARIANT": "missing config"}
# env: {"VARIANT": "missing apps"}
# env: {"VARIANT": "no config"}
# env: {"VARIANT": "no name"}
# env: {"VARIANT": "wrong name"}
# env: {"VARIANT": "two"}
# env: {"VARIANT": "two defaults"}
# env: {"VARIANT": "function"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
INSTALLED_APPS = {
    "default": ["shop"],
    "config": ["shop.apps.ShopConfig"],
    "both": ["shop", "shop.apps.ShopConfig"],
    "twice": ["shop", "shop"],
    "same label": ["shop", "other.shop"],
    "own label": ["shop", "labelled.shop"],
    "same name": ["shop", "other.apps.Again"],
    "missing module": ["shop.nothing"],
    "missing config": ["shop.apps.Nothing"],
    "missing apps": ["config.apps.Nothing"],
    "no config": ["shop.apps.Plain"],
    "no name": ["other.apps.Nameless"],
    "wrong name": ["other.apps.Wrong"],
    "two": ["two"],
    "two defaults": ["defaults"],
    "function": ["shop.apps.function"],
}[VARIANT]
