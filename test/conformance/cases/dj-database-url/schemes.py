"""Every scheme and its backend, with and without a port."""
import dj_database_url

SECRET_KEY = "x" * 50
NAMES = (
    "spatialite mysql-connector mysqlgis oraclegis cockroach sqlite oracle mssqlms mssql mysql mysql2 postgres "
    "postgresql pgsql postgis redshift timescale timescalegis"
).split()
WITH_PORT = {name: dj_database_url.parse(f"{name}://u:p@h:15/n") for name in NAMES}
WITHOUT = {name: dj_database_url.parse(f"{name}:///n") for name in NAMES}
DEFAULT_ENV = dj_database_url.DEFAULT_ENV
