# env: {"REDIS_URL": "redis://r", "MEMCACHE_URL": ""}
"""Variables read by computed names, in loops, comprehensions and functions."""
import os

SECRET_KEY = "x" * 50
SERVICES = {}
for service in ("redis", "memcache", "search"):
    url = os.environ.get(f"{service.upper()}_URL")
    if url:
        SERVICES[service] = url
ALL = [os.environ.get(name + "_URL", "-") for name in ["REDIS", "MEMCACHE", "SEARCH"]]


def variable(name, default=None, required=False):
    if required and name not in os.environ:
        raise KeyError(name)
    return os.environ.get(name, default)


REDIS = variable("REDIS_URL", "none")
SEARCH = variable("SEARCH_URL", default="none")
