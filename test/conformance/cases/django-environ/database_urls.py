# env: {"DATABASE_URL": "postgres://us%40er:p%23w%2B@db.example.com:5432/name"}
# env: {"DATABASE_URL": "postgres://user:pass@h/name?conn_max_age=60&sslmode=require&connect_timeout=10&atomic_requests=True"}
# env: {"DATABASE_URL": "postgres:////var/run/postgresql/name"}
# env: {"DATABASE_URL": "postgresql://u:p@one:1,two:2,[::1]:3/name"}
# env: {"DATABASE_URL": "postgres://u:p@[::1]:5432/name"}
# env: {"DATABASE_URL": "sqlite:////srv/db.sqlite3"}
# env: {"DATABASE_URL": "sqlite:///db.sqlite3"}
# env: {"DATABASE_URL": "sqlite://:memory:"}
# env: {"DATABASE_URL": "sqlite://"}
# env: {"DATABASE_URL": "mysql://root@localhost/name?charset=utf8mb4&conn_max_age=None"}
# env: {"DATABASE_URL": "mysql://u:p@/cloudsql/project:region:instance/name"}
# env: {"DATABASE_URL": "oracle://u:p@host:1521/sid"}
# env: {"DATABASE_URL": "oracle://u:p@tnsname"}
# env: {"DATABASE_URL": "ldap://cn=admin,dc=x:secret@ldap.example.com:389"}
# env: {"DATABASE_URL": "postgres://u:p%40w@host"}
# env: {"DATABASE_URL": "postgres://u:p@host:port/name"}
# env: {"DATABASE_URL": "postgres://u:p@host:99999/name"}
# env: {"DATABASE_URL": "mysql://u:#password@host:3306/name"}
# env: {"DATABASE_URL": "name"}
# env: {"DATABASE_URL": ""}
import environ

env = environ.Env()
SECRET_KEY = "x" * 50
DB = env.db("DATABASE_URL", default="sqlite:///default.sqlite3")
SAME = env.db_url(default="sqlite:///default.sqlite3")
GIS = env.db(default="sqlite://", engine="django.contrib.gis.db.backends.postgis")
