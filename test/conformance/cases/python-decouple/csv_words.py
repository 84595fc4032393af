# env: {"L": "a,b, c ,,d"}
# env: {"L": "'a,b',\"c d\",e\\,f"}
# env: {"L": "a,b # comment,c"}
# env: {"L": "user@example.com;other"}
# env: {"L": "it's"}
# env: {"L": ""}
from decouple import Csv, config

SECRET_KEY = "x" * 50
L = config("L", default="x,y", cast=Csv())
SEMICOLON = config("L", default="x;y", cast=Csv(delimiter=";"))
SPACES = config("L", default="x y\tz", cast=Csv(delimiter=" \t"))
NOT_STRIPPED = config("L", default=" x , y ", cast=Csv(strip=""))
STRIPPED = config("L", default="%x%,%y", cast=Csv(str, ",", "%"))
