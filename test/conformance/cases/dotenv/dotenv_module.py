import os

import dotenv

dotenv.load_dotenv(dotenv.find_dotenv(usecwd=True))
SECRET_KEY = "x" * 50
CONFIG = {**dotenv.dotenv_values(), **os.environ}
DEBUG = CONFIG.get("DEBUG", "False") == "True"
del CONFIG["DJANGO_SETTINGS_MODULE"]
