# env: {"VARIANT": "chosen"}
# env: {"VARIANT": "unchosen"}
# env: {"VARIANT": "plain"}
# env: {"VARIANT": "startapp"}
# env: {"VARIANT": "chosen.apps.ChosenConfig"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
INSTALLED_APPS = [os.environ.get("VARIANT", "shop")]
