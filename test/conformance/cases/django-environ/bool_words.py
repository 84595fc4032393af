# env: {"B": "true"}
# env: {"B": "TRUE "}
# env: {"B": "ok"}
# env: {"B": "t"}
# env: {"B": "2"}
# env: {"B": "0"}
# env: {"B": "-1"}
# env: {"B": "no"}
# env: {"B": ""}
import environ

env = environ.Env()
SECRET_KEY = "x" * 50
B = env.bool("B", default=None)
SMART = env("B", default=True)
TYPED = env("B", bool, False)
TRUE_STRINGS = env.BOOLEAN_TRUE_STRINGS
