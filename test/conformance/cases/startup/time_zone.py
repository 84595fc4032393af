# env: {"VARIANT": "paris"}
# env: {"VARIANT": "old"}
# env: {"VARIANT": "kiev"}
# env: {"VARIANT": "calcutta"}
# env: {"VARIANT": "offset"}
# env: {"VARIANT": "fixed"}
# env: {"VARIANT": "misspelt"}
# env: {"VARIANT": "mars"}
# env: {"VARIANT": "lower"}
# env: {"VARIANT": "lower_city"}
# env: {"VARIANT": "region"}
# env: {"VARIANT": "empty"}
# env: {"VARIANT": "none"}
# env: {"VARIANT": "number"}
# env: {"VARIANT": "plus"}
# env: {"VARIANT": "slash"}
# env: {"VARIANT": "gmt"}
# env: {"VARIANT": "cest"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
TIME_ZONE = {
    "default": "UTC",
    "paris": "Europe/Paris",
    "old": "US/Eastern",
    "kiev": "Europe/Kiev",
    "calcutta": "Asia/Calcutta",
    "offset": "Etc/GMT+5",
    "fixed": "EST5EDT",
    "misspelt": "Europe/Pariss",
    "mars": "Mars/Olympus",
    "lower": "utc",
    "lower_city": "europe/paris",
    "region": "Europe",
    "empty": "",
    "none": None,
    "number": 5,
    "plus": "+01:00",
    "slash": "Europe/Paris/",
    "gmt": "GMT+5",
    "cest": "CEST",
}[VARIANT]
