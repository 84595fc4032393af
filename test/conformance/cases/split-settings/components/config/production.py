# env: {"DEBUG": "1"}
"""Files in order, by name and by pattern, in the namespace of the caller."""
from split_settings.tools import include, optional

BASE = "base"
include(
    "components/base.py",
    "components/data*.py",
    optional("local.py"),
    optional("missing/*.py"),
    optional(None),
    "overrides.py",
)
LAST = NAME, HOSTS
INCLUDED = [path.rsplit("/", 1)[1] for path in __included_files__]
