import logging
import logging.config
import logging.handlers

LEVELS = logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL, logging.NOTSET, logging.WARN, logging.FATAL
LOG_LEVEL = logging.INFO
logger = logging.getLogger(__name__)
logger.info("loading %s", __name__)
logger.warning("x")
logging.basicConfig(level=logging.DEBUG)
logging.disable(logging.CRITICAL)
NAMES = logging.getLevelName(logging.INFO), logging.getLevelName(10), logging.getLevelName("ERROR")
LOGGING = {
    "version": 1,
    "handlers": {"console": {"class": "logging.StreamHandler", "level": logging.INFO}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
logging.config.dictConfig(LOGGING)
LOGGING_CONFIG = None
AFTER = LOGGING["root"]["level"]
