"""Every scheme of env.db() and its backend."""
import environ

env = environ.Env()
SECRET_KEY = "x" * 50
SCHEMES = dict(env.DB_SCHEMES)
ALL = {scheme: env.db("MISSING", default=f"{scheme}://u:p@h:1/n") for scheme in environ.Env.DB_SCHEMES}
UNKNOWN = env.db("MISSING", default="other://u:p@h:1/n")
ENGINE = env.db("MISSING", default="other://h/n", engine="mysql"), env.db("X", "sqlite:///n", "my.engine")
NOTHING = env.db("MISSING", default=None), env.db("MISSING", default=""), env.db_url("MISSING", default={})
