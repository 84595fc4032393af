# env: {"U": "123e4567-e89b-12d3-a456-426614174000", "D": "2020-01-02", "T": "1h 5m", "N": "1.50", "URL": "https://u:p@example.com:81/x?y=1"}
"""What is no plain data."""
from environs import Env

env = Env()
SECRET_KEY = "x" * 50
ID = env.uuid("U", default=None)
DAY = env.date("D", default=None)
LENGTH = env.timedelta("T", default=None)
PRICE = env.decimal("N", default=None)
URL = env.url("URL", default=None)
HOST = URL.hostname if URL else "none"
PORT = URL.port if URL else 0
