# env: {"DEBUG": "on", "PORT": "81", "HOSTS": "a,b", "NUMBERS": "1,2", "PAIR": "(3,4)", "WEIGHTS": "a=1;b=2.5", "NAME": "shop"}
# env: {"DEBUG": "False", "PORT": "0", "HOSTS": "", "NUMBERS": "", "NAME": ""}
"""Every form of a scheme: a type, (type, default), ([type], default), a list, a tuple, a dict, a function."""
import environ

env = environ.Env(
    DEBUG=(bool, False),
    PORT=(int, 80),
    HOSTS=(list, ["localhost"]),
    NUMBERS=([int], [7]),
    PAIR=((int,), (1, 2)),
    WEIGHTS=(dict(value=float), {"a": 0.5}),
    NAME=(str, "default"),
    UPPER=(lambda text: text.upper(), "lower"),
)
SECRET_KEY = "x" * 50
DEBUG = env("DEBUG")
PORT = env("PORT")
HOSTS = env("HOSTS")
NUMBERS = env("NUMBERS")
PAIR = env("PAIR")
WEIGHTS = env("WEIGHTS")
NAME = env("NAME")
UPPER = env("UPPER")
OVERRIDDEN = env("PORT", default=5), env("PORT", cast=str), env.str("NAME")
