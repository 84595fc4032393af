# env: {"CONFIG": "{\"debug\": true, \"hosts\": [\"a\", \"b\"], \"n\": 1.5, \"x\": null}"}
# env: {"CONFIG": "{broken"}
# env: {"CONFIG": "[1, 2"}
import json
import os

LITERALS = json.loads("1"), json.loads("1.5"), json.loads('"a"'), json.loads("null"), json.loads("true"), json.loads("[]"), json.loads("{}"), json.loads(' [1, {"a": [false]}] '), json.loads("-3e2"), json.loads('"\\u00e9\\n"')
BYTES = json.loads(b'{"a": 1}')
CONFIG_TEXT = os.environ.get("CONFIG", "{}")
try:
    CONFIG = json.loads(CONFIG_TEXT)
except json.JSONDecodeError:
    CONFIG = "broken"
try:
    AGAIN = json.loads(CONFIG_TEXT)
except ValueError:
    AGAIN = "broken too"
HOSTS = CONFIG.get("hosts", []) if isinstance(CONFIG, dict) else CONFIG


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


ERRORS = outcome(lambda: json.loads("")), outcome(lambda: json.loads("{'a': 1}")), outcome(lambda: json.loads(None)), outcome(lambda: json.loads(5)), outcome(lambda: json.loads("[1,]")), outcome(lambda: json.loads("nul"))
