# env: {"DATABASE_URL": "postgres://u:p@h:5432/n?sslmode=require"}
import dj_database_url

SECRET_KEY = "x" * 50
db = dj_database_url.config(conn_max_age=500, default="sqlite:///dev.sqlite3")
db["OPTIONS"] = db.get("OPTIONS", {})
db["OPTIONS"]["application_name"] = "site"
if db["ENGINE"].endswith("sqlite3"):
    del db["OPTIONS"]
db["TEST"] = {**db, "NAME": "test"}
DATABASES = {"default": db}
IS_POSTGRES = "postgresql" in DATABASES["default"]["ENGINE"]
