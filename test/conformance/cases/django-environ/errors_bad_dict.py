# env: {"PAIRS": "a=1,b"}
# env: {"PAIRS": "a=1,b="}
import environ

env = environ.Env()
SECRET_KEY = "x" * 50
PAIRS = env.dict("PAIRS", default={})
