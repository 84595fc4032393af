# env: {"L": "a"}
"""A default goes through the cast too, and a list is no text."""
from decouple import Csv, config

SECRET_KEY = "x" * 50
L = config("L", default=["x"], cast=Csv())
