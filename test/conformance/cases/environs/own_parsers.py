# env: {"COLOR": "red", "SIZE": "5x6"}
# env: {"COLOR": "mauve"}
from environs import Env, EnvError, ValidationError

env = Env()
SECRET_KEY = "x" * 50


@env.parser_for("color")
def parse_color(value):
    if value not in ("red", "green"):
        raise ValidationError("no color")
    return value.upper()


env.add_parser("size", lambda value: [int(part) for part in value.split("x")])
SIZE = env.size("SIZE", default="1x2")
try:
    MISSING = env.color("MISSING")
except EnvError:
    MISSING = "missing"
COLOR = env.color("COLOR", default="green")
