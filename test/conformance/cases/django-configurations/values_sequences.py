# env: {"DJANGO_CONFIGURATION": "Prod"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_ALLOWED_HOSTS": " a.com, b.com,, ", "DJANGO_PAIR": "x;y", "DJANGO_NUMBERS": "1, 2,3", "DJANGO_NAMES": "a,b,a", "DJANGO_ROWS": "a,b;c;;d,e", "DJANGO_TABLE": "1,2;3"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_NUMBERS": "1,two"}
from configurations import Configuration, values


class Prod(Configuration):
    SECRET_KEY = "secret"
    ALLOWED_HOSTS = values.ListValue(["example.com"])
    EMPTY = values.ListValue()
    PAIR = values.TupleValue(["a", "b"], separator=";")
    NUMBERS = values.ListValue([7], converter=int)
    NAMES = values.SetValue(["z", "z"])
    NO_NAMES = values.SetValue()
    ROWS = values.SingleNestedListValue([["x"]])
    TABLE = values.SingleNestedTupleValue()
    BACKENDS = values.BackendsValue(["django.middleware.common.CommonMiddleware"])
