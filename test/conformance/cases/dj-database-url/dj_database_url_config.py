# env: {"DATABASE_URL": "postgres://user:secret@db.example.com:5432/site"}
# env: {"DATABASE_URL": "postgresql://user:p%40ss@db.example.com/site?sslmode=verify-full"}
# env: {"DATABASE_URL": "sqlite:///:memory:"}
import dj_database_url

DATABASES = {
    "default": dj_database_url.config(
        default="sqlite:///db.sqlite3",
        conn_max_age=600,
        conn_health_checks=True,
    )
}
