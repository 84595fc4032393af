# env: {"VARIANT": "german"}
# env: {"VARIANT": "swiss"}
# env: {"VARIANT": "upper"}
# env: {"VARIANT": "underscore"}
# env: {"VARIANT": "unknown"}
# env: {"VARIANT": "unknown_variant"}
# env: {"VARIANT": "empty"}
# env: {"VARIANT": "none"}
# env: {"VARIANT": "number"}
# env: {"VARIANT": "chinese"}
# env: {"VARIANT": "traditional"}
# env: {"VARIANT": "generic_chinese"}
# env: {"VARIANT": "nicaragua"}
# env: {"VARIANT": "latin"}
# env: {"VARIANT": "at"}
# env: {"VARIANT": "haitian"}
# env: {"VARIANT": "malay"}
# env: {"VARIANT": "kurdish"}
# env: {"VARIANT": "list"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
LANGUAGE_CODE = {
    "default": "en-us",
    "german": "de",
    "swiss": "de-ch",
    "upper": "DE-CH",
    "underscore": "en_us",
    "unknown": "xx",
    "unknown_variant": "xx-yy",
    "empty": "",
    "none": None,
    "number": 5,
    "chinese": "zh-cn",
    "traditional": "zh-hant",
    "generic_chinese": "zh",
    "nicaragua": "es-ni",
    "latin": "sr-latn",
    "at": "ca@valencia",
    "haitian": "ht",
    "malay": "ms",
    "kurdish": "ckb",
    "list": ["de"],
}[VARIANT]
