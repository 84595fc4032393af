# env: {"L": "$M", "M": "a,b"}
"""A proxied list is parsed twice."""
import environ

env = environ.Env()
SECRET_KEY = "x" * 50
L = env.list("L", default=[])
