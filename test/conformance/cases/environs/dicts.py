# env: {"D": "a=1,b=2"}
# env: {"D": "a:1;b:2"}
# env: {"D": "a=x"}
from environs import Env

env = Env()
SECRET_KEY = "x" * 50
try:
    NUMBERS = env.dict("D", default={}, subcast_values=int)
except ValueError as error:
    NUMBERS = "not valid"
try:
    OTHER = env.dict("D", {}, subcast_keys=str, delimiter=";", key_value_delimiter=":")
except ValueError:
    OTHER = "not valid"
