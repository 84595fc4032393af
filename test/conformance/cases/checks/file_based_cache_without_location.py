SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache"}}
