DEBUG = False
HOSTS = ["example.com"]

try:
    from .local import *
except ImportError:
    pass

FIRST = HOSTS[0]
