# env: {"VARIANT": "none"}
# env: {"VARIANT": "other"}
# env: {"VARIANT": "empty"}
# env: {"VARIANT": "list"}
# env: {"VARIANT": "text"}
# env: {"VARIANT": "without_backend"}
# env: {"VARIANT": "no_config"}
# env: {"VARIANT": "unknown_backend"}
# env: {"VARIANT": "no_path"}
# env: {"VARIANT": "database"}
# env: {"VARIANT": "redis"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
CACHES = {
    "default": {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
    "none": None,
    "other": {"other": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    "empty": {},
    "list": ["default"],
    "text": "default",
    "without_backend": {"default": {}},
    "no_config": {"default": None},
    "unknown_backend": {"default": {"BACKEND": "django.core.cache.backends.nothing.Nothing"}},
    "no_path": {"default": {"BACKEND": "locmem"}},
    "database": {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_table"}},
    "redis": {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1"}},
}[VARIANT]
