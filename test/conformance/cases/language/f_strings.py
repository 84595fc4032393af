# env: {"HEROKU_APP_NAME": "my-site"}
import os

APP = os.environ.get("HEROKU_APP_NAME", "local")
HOST = f"{APP}.herokuapp.com"
ORIGINS = [f"https://{HOST}", "https://{}".format(HOST), "https://%s" % HOST]
PERCENT = "%s:%d" % ("port", 80)
PADDED = f"{7:03d}"
REPR = f"{APP!r}"
NESTED = f"{'yes' if APP else 'no'}"
BRACES = f"{{literal}}"
