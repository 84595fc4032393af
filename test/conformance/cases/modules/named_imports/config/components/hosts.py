import os

MAIN = os.environ.get("MAIN_HOST", "example.com")
HOSTS = [MAIN, f"www.{MAIN}"]
