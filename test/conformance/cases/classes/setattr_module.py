# env: {"EXTRA_NAME": "FEATURE"}
import os
import sys

setattr(sys.modules[__name__], "DEBUG", False)
for name, value in {"A": 1, "B": [2]}.items():
    setattr(sys.modules[__name__], name, value)
this = sys.modules[__name__]
this.SITE = "site"
setattr(this, os.environ.get("EXTRA_NAME", "NOTHING"), True)
HAS = hasattr(this, "A"), hasattr(this, "Z")
