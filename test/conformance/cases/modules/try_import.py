try:
    import json
    HAS_JSON = True
except ImportError:
    HAS_JSON = False

try:
    from .nowhere import *
except ImportError:
    LOCAL = False
else:
    LOCAL = True
