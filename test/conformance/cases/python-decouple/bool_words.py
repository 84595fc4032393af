# env: {"B": "y"}
# env: {"B": "On"}
# env: {"B": "T"}
# env: {"B": "0"}
# env: {"B": "off"}
# env: {"B": ""}
# env: {"B": " true"}
# env: {"B": "2"}
from decouple import config, strtobool

SECRET_KEY = "x" * 50
B = config("B", default=False, cast=bool)
TEXT_DEFAULT = config("MISSING", default="yes", cast=bool)
NUMBER_DEFAULT = config("MISSING", default=1, cast=bool)
EMPTY_DEFAULT = config("MISSING", default="", cast=bool)
WORDS = strtobool("YES"), strtobool(False)
