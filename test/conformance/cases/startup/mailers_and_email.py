# env: {"VARIANT": "old"}
# env: {"VARIANT": "new"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
if VARIANT != "old":
    MAILERS = {"default": {}}
if VARIANT != "new":
    EMAIL_HOST = "smtp.example.com"
    EMAIL_PORT = 587
