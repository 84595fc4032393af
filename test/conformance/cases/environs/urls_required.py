# env: {"DATABASE_URL": "sqlite:///x"}
from environs import env

SECRET_KEY = "x" * 50
DATABASES = {"default": env.dj_db_url("DATABASE_URL")}
