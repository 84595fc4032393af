# env: {"DATABASE_URL": "mydb://u:p@h/n"}
import dj_database_url


def add_option(config):
    config["OPTIONS"]["added"] = True
    config["NAME"] = config["NAME"].upper()


dj_database_url.register("mydb", "my.backend")(add_option)
SECRET_KEY = "x" * 50
DB = dj_database_url.config(default="mydb://", conn_max_age=5)
