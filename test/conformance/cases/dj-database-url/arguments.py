# env: {"DATABASE_URL": "postgres://u:p@h:5432/n", "REPLICA_URL": "mysql://u:p@r/n", "SSL": "1"}
"""Every argument, by position and by name."""
import os

import dj_database_url
from dj_database_url import config, parse

SECRET_KEY = "x" * 50
SSL = os.environ.get("SSL") == "1"
A = config("REPLICA_URL", "sqlite:///a", "my.engine", 60, True, True, False, {"NAME": "test"})
B = config(env="REPLICA_URL", default="sqlite:///b", conn_max_age=None, ssl_require=SSL)
C = parse("postgres://h/n?sslmode=disable", ssl_require=True, conn_health_checks=True)
D = parse("postgres://h/n", "django.contrib.gis.db.backends.postgis", 500, test_options={})
E = parse("sqlite://:memory:", conn_max_age=60, engine="x")
F = config(default=None), config("MISSING"), config("MISSING", default="")
G = parse(url="postgres://h/n", disable_server_side_cursors=True, test_options={"NAME": "t"}, engine="")
DATABASES = {"default": {}}
DATABASES["default"].update(config(default="postgres://u:p@localhost/dev"))
OPTIONS = DATABASES["default"].get("OPTIONS", "none")
DATABASES["default"].setdefault("OPTIONS", {})["sslmode"] = "prefer"
