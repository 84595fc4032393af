# env: {"DATABASE_URL": "postgres://u:p@h:port/n"}
# env: {"DATABASE_URL": "postgres://u:p@h:70000/n"}
# env: {"DATABASE_URL": "postgres://u:p[@h/n"}
# env: {"DATABASE_URL": "postgres://u:p#w@h:1/n"}
import dj_database_url

SECRET_KEY = "x" * 50
DATABASES = {"default": dj_database_url.config()}
