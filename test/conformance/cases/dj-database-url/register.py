# env: {"DATABASE_URL": "mydb://u:p@h/n?a=1"}
# env: {"DATABASE_URL": "postgres://u:p@h/n?currentSchema=s"}
"""Schemes of the project's own."""
import dj_database_url

dj_database_url.register("mydb", "my.backend")
dj_database_url.register("postgres", "django_prometheus.db.backends.postgresql")
SECRET_KEY = "x" * 50
DB = dj_database_url.config(default="sqlite://")
