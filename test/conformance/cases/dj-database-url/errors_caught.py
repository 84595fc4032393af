# env: {"DATABASE_URL": "postgres://u:p@h:port/n"}
# env: {"DATABASE_URL": "other://u:p@h/n"}
import dj_database_url

SECRET_KEY = "x" * 50
try:
    DB = dj_database_url.config(default="sqlite:///x")
except dj_database_url.UnknownSchemeError:
    DB = "unknown scheme"
except dj_database_url.ParseError:
    DB = "no URL"
try:
    EMPTY = dj_database_url.parse("")
except ValueError:
    EMPTY = "nothing to parse"
try:
    WRONG = dj_database_url.config(ssl=True)
except TypeError:
    WRONG = "no such argument"
