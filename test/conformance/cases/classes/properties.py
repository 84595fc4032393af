# env: {"SECURE": "1"}
import os


class Config:
    def __init__(self):
        self._scheme = "https" if os.environ.get("SECURE") else "http"
        self._port = None

    @property
    def base_url(self):
        return f"{self._scheme}://example.com"

    @property
    def port(self):
        return self._port or 80

    @port.setter
    def port(self, value):
        self._port = int(value)

    @staticmethod
    def join(*parts):
        return "/".join(parts)

    @classmethod
    def named(cls):
        return cls.__name__

    login = property(lambda self: self.base_url + "/login")


config = Config()
BASE_URL = config.base_url
PORT_BEFORE = config.port
config.port = "8080"
PORT_AFTER = config.port
JOINED = config.join("a", "b"), Config.join("c", "d")
NAMED = config.named(), Config.named()
LOGIN = config.login
