from dotenv import dotenv_values

config = dotenv_values(".env")
SECRET_KEY = config["SECRET_KEY"]
