# env: {"DJANGO_CONFIGURATION": "Prod"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DATABASE_URL": "postgres://user:pw@db.example.com:5433/site"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DATABASE_URL": "nonsense://x"}
# env: {"DJANGO_CONFIGURATION": "Required"}
# env: {"DJANGO_CONFIGURATION": "Renamed", "DB_URL": "sqlite:////tmp/db.sqlite3"}
from configurations import Configuration, values


class Base(Configuration):
    SECRET_KEY = "secret"


class Prod(Base):
    DATABASES = values.DatabaseURLValue("sqlite:///db.sqlite3", conn_max_age=600)


class Required(Base):
    DATABASES = values.DatabaseURLValue(environ_required=True)


class Renamed(Base):
    DATABASES = values.DatabaseURLValue(environ_name="DB_URL", alias="default")
    MORE = values.DatabaseURLValue("sqlite://:memory:", alias="more", environ=False)
    OTHERS = values.DatabaseURLValue(environ=False)
