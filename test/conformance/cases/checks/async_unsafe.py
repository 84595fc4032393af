# env: {"DJANGO_ALLOW_ASYNC_UNSAFE": "0"}
# env: {"DJANGO_ALLOW_ASYNC_UNSAFE": ""}
SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
