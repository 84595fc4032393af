# env: {"DEBUG": "yes", "STAGE": "live"}
# env: {"STAGE": "live"}
import os

DEBUG = bool(os.environ.get("DEBUG"))
LIVE = os.environ.get("STAGE") == "live"
BOTH = DEBUG and LIVE
EITHER = DEBUG or LIVE
NEITHER = not (DEBUG or LIVE)
VALUE = os.environ.get("STAGE") or os.environ.get("ENV") or "none"
GUARDED = DEBUG and os.environ["DEBUG"]
CHAINED = 0 < 5 < 10
LESS = 3 <= 2
MIXED = not DEBUG and LIVE or "other"
IDENTITY = None is None
