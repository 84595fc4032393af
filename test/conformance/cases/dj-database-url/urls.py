# env: {"DATABASE_URL": "postgres://us%40er:p%23w%2B@DB.example.com:5432/na%20me"}
# env: {"DATABASE_URL": "postgres://%2Fvar%2Frun%2Fpostgresql/name"}
# env: {"DATABASE_URL": "postgres://u:p@[2001:db8::1234]:5432/name"}
# env: {"DATABASE_URL": "postgresql://u:p@h/name?sslmode=verify-full&connect_timeout=10&flag=True&currentSchema=other"}
# env: {"DATABASE_URL": "postgres://u:p@h/name?currentSchema=a&currentSchema=b"}
# env: {"DATABASE_URL": "postgres://u:p@h/name?a=1&a=2&b=&c"}
# env: {"DATABASE_URL": "mysql://u:p@h/name?ssl-ca=/path/ca.pem&charset=utf8mb4"}
# env: {"DATABASE_URL": "mysql2://u:p@h:3306/name?reconnect=false"}
# env: {"DATABASE_URL": "oracle://u:p@h:1521/sid?threaded=True"}
# env: {"DATABASE_URL": "mssql://u:p@h:1433/name?driver=ODBC+Driver+13+for+SQL+Server"}
# env: {"DATABASE_URL": "sqlite:////srv/db.sqlite3"}
# env: {"DATABASE_URL": "sqlite:///db.sqlite3"}
# env: {"DATABASE_URL": "sqlite://"}
# env: {"DATABASE_URL": "sqlite://:memory:"}
# env: {"DATABASE_URL": "postgres://u:p@h:0/name"}
import dj_database_url

SECRET_KEY = "x" * 50
PLAIN = dj_database_url.config()
DATABASES = {"default": dj_database_url.config(conn_max_age=600, ssl_require=True, default="sqlite:///fallback.db")}
