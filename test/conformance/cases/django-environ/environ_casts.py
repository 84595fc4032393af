# env: {"DEBUG": "on", "HOSTS": "a.example.com,b.example.com", "AGE": "60", "SECRET_KEY": "key"}
# env: {"DEBUG": "False", "HOSTS": "", "AGE": "0", "SECRET_KEY": "key"}
# env: {"DEBUG": "2", "SECRET_KEY": "key"}
import environ

env = environ.Env(DEBUG=(bool, False))
DEBUG = env("DEBUG")
BOOL = env.bool("DEBUG", default=True)
HOSTS = env.list("HOSTS", default=["localhost"])
AGE = env.int("AGE", default=600)
TEXT = env.str("NAME", default="nobody")
PLAIN = env("NAME", default="nobody")
CAST = env("AGE", cast=int, default=5)
SECRET_KEY = env("SECRET_KEY")
