# env: {"SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"}
from decouple import UndefinedValueError, config, undefined

try:
    OTHER = config("OTHER")
except UndefinedValueError:
    OTHER = "not found"
try:
    UNDEFINED = config("OTHER", default=undefined, cast=undefined)
except UndefinedValueError:
    UNDEFINED = "not found"
SECRET_KEY = config("SECRET_KEY")
