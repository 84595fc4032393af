SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
import os

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
