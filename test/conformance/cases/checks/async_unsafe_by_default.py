# env: {"DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
import os

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "")
