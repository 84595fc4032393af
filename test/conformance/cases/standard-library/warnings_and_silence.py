import locale
import mimetypes
import warnings

warnings.filterwarnings("ignore", category=DeprecationWarning)
warnings.simplefilter("error", RuntimeWarning)
warnings.warn("settings are old", DeprecationWarning)
mimetypes.add_type("text/css", ".css", True)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    INSIDE = 1
ITEMS = ["a"]
OPTIONS = {"a": ITEMS}
AFTER = ITEMS, OPTIONS
