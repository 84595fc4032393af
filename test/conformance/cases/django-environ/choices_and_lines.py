# env: {"LEVEL": "INFO", "KEY": "a\\nb\\r\\nc"}
# env: {"LEVEL": "SILENT"}
import environ

env = environ.Env()
SECRET_KEY = "x" * 50
KEY = env.str("KEY", default="one\\ntwo", multiline=True)
PLAIN = env.str("KEY", default="one\\ntwo")
LEVEL = env.str("LEVEL", default="DEBUG", choices=("DEBUG", "INFO"))
