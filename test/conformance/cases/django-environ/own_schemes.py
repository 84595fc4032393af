# env: {"DATABASE_URL": "postgres://u:p@h/n", "OTHER_URL": "mydb://u:p@h/n"}
"""The schemes of the class can be changed."""
import environ

environ.Env.DB_SCHEMES["mydb"] = "my.backend"
environ.Env.DB_SCHEMES["postgres"] = "django_tenants.postgresql_backend"
env = environ.Env()
SECRET_KEY = "x" * 50
DB = env.db(default="mydb://h/n")
OTHER = env.db("OTHER_URL", default="mysql://h/n")
CONFIG = environ.Env.db_url_config("postgres://h/n", engine="mydb")
