SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
CACHES = {
    "default": {"BACKEND": "config.cache.Files", "LOCATION": "cache"},
    "other": {"BACKEND": "config.cache.Memory", "LOCATION": "cache"},
}
