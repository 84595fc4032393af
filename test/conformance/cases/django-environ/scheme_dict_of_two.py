# env: {"WEIGHTS": "a=1"}
"""A dict of two entries is taken for a pair of cast and default."""
import environ

env = environ.Env(WEIGHTS=dict(value=int, key=str))
SECRET_KEY = "x" * 50
WEIGHTS = env("WEIGHTS")
