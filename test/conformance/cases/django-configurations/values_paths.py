# env: {"DJANGO_CONFIGURATION": "Prod"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_UPLOADS": "/srv/../srv/uploads"}
import os

from configurations import Configuration, values

HERE_FILE = os.path.abspath(__file__)


class Prod(Configuration):
    SECRET_KEY = "secret"
    UPLOADS = values.PathValue("/srv/uploads", check_exists=False)
    SETTINGS = values.PathValue(HERE_FILE)
    HERE = values.PathValue(os.path.dirname(HERE_FILE))
