# env: {"SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"}
from environs import env

SECRET_KEY = env.str("SECRET_KEY")
