# env: {"DJANGO_ENV": "production"}
# env: {"DJANGO_ENV": "staging"}
"""The file is chosen by a variable."""
import os

from split_settings.tools import include, optional

SECRET_KEY = "x" * 50
ENV = os.environ.get("DJANGO_ENV", "development")
include("environments/{}.py".format(ENV), optional(f"environments/{ENV}_local.py"))
if ENV == "production":
    include("environments/[!ds]*_extra.py", "environments/?ecure.py")
