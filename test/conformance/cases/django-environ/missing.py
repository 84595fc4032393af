# env: {"SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"}
import environ

env = environ.Env()
environ.Env.read_env()
SECRET_KEY = env("SECRET_KEY")
