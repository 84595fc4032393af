# env: {"D": "1=True;2=off;x=7"}
# env: {"D": "a=b=c"}
# env: {"D": "a"}
import environ

env = environ.Env()
SECRET_KEY = "x" * 50
if "D" in env:
    PLAIN = env("D", cast={})
    VALUES = env.dict("D", cast={"value": str, "cast": {"1": bool, "2": bool, "x": int}})
DEFAULT = env.dict("MISSING", default={"a": 1})
