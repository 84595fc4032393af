SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
CACHES = {"default": {"BACKEND": "config.cache.Nothing"}}
