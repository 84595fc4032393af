# env: {"SECRET_KEY": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}
# env: {"SECRET_KEY": "django-insecure-0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"}
# env: {"SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz0123456789abc"}
# env: {"SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcd"}
import os

DEBUG = False
SECRET_KEY = os.environ.get("SECRET_KEY", "")
