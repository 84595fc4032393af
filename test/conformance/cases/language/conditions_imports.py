import importlib.util

try:
    import json
    import os.path as path_module
except ImportError:
    FAILED = True
else:
    FAILED = False
FROM_PATH = path_module.join("a", "b")
import os, sys as system
import os.path
OS = os.path.join("x", "y"), os.sep
if False:
    import never_there
def lazily():
    import math
    return math.floor(1.5)
LAZY = lazily()
