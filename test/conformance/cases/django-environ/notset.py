# env: {"NAME": "value"}
import environ

env = environ.Env(NAME=(str, "scheme"), OTHER=(str, "scheme"))
SECRET_KEY = "x" * 50
NAME = env("NAME", default=env.NOTSET)
OTHER = env("OTHER", default=environ.Env.NOTSET)
IS_SET = "NAME" in env, "OTHER" in env, "NAME" in env.ENVIRON
