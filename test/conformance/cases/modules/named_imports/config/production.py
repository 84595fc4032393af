# env: {"MAIN_HOST": "site.org"}
from config.components import hosts
from config.components.hosts import HOSTS as ALLOWED_HOSTS
from config.components.logging import LEVEL, LOGGING
from .components.hosts import MAIN

LOGGING["disable_existing_loggers"] = False
ORIGIN = "https://" + hosts.MAIN
ALLOWED_HOSTS.append("api." + MAIN)
SEEN_BY_MODULE = hosts.HOSTS
