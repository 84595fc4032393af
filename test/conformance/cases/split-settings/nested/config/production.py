"""Included files include others, relative to themselves, each file once."""
import os

from split_settings.tools import include

SECRET_KEY = "x" * 50
ORDER = []
include("parts/first.py", "parts/second.py", "parts/first.py", scope=globals())
include(os.path.join(os.path.dirname(__file__), "parts/deep/third.py"), scope=locals())
