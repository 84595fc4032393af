from split_settings.tools import include

SECRET_KEY = "x" * 50
try:
    include("components/*.py")
except OSError:
    FOUND = "nothing"
try:
    include("production.py", scop=globals())
except TypeError:
    WRONG = "no such argument"
