# env: {"DATABASE_URL": "postgres://user:secret@db.example.com:5432/site"}
# env: {"DATABASE_URL": "sqlite:////srv/db.sqlite3"}
import environ

env = environ.Env()
DATABASES = {"default": env.db("DATABASE_URL", default="sqlite:///db.sqlite3")}
DATABASES["default"]["ATOMIC_REQUESTS"] = True
