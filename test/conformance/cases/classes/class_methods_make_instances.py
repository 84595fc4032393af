# env: {"MAIL_URL": "smtp://mail.example.com:587"}
import os


class Mail:
    def __init__(self, host="localhost", port=25):
        self.host = host
        self.port = port

    @classmethod
    def from_url(cls, url):
        host, _, port = url.removeprefix("smtp://").partition(":")
        return cls(host, int(port or 25))

    @classmethod
    def from_environment(cls):
        url = os.environ.get("MAIL_URL")
        return cls.from_url(url) if url else cls()

    def __repr__(self):
        return f"Mail({self.host!r}, {self.port})"

    def __lt__(self, other):
        return self.port < other.port


mail = Mail.from_environment()
EMAIL_HOST = mail.host
EMAIL_PORT = mail.port
SHOWN = repr(mail), str(mail), f"{mail!r}"
LESS = Mail(port=1) < mail, mail > Mail(port=1)
