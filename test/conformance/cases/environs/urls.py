# env: {"DATABASE_URL": "postgres://u:p@h/n", "EMAIL_URL": "submission://u:p@h", "CACHE_URL": "redis://h/1"}
# env: {"DATABASE_URL": "other://u:p@h/n"}
# env: {"EMAIL_URL": "smtp://h:x"}
# env: {"CACHE_URL": "other://"}
from environs import Env

env = Env()
SECRET_KEY = "x" * 50
DATABASES = {"default": env.dj_db_url("DATABASE_URL", default="sqlite:///db.sqlite3", conn_max_age=60, ssl_require=True)}
EMAIL = env.dj_email_url("EMAIL_URL", default="console://")
CACHES = {"default": env.dj_cache_url("CACHE_URL", default="locmem://")}
EMAIL_HOST = EMAIL["EMAIL_HOST"]
