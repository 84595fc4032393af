import os


class Settings:
    name = "site"

    def __init__(self):
        self.debug = os.environ.get("DEBUG") == "1"
        self.hosts = ["example.com"]


settings = Settings()
