# env: {"DATABASE_URL": "mongodb://h/n"}
# env: {"DATABASE_URL": "name"}
# env: {"DATABASE_URL": ""}
import dj_database_url

SECRET_KEY = "x" * 50
DATABASES = {"default": dj_database_url.config()}
