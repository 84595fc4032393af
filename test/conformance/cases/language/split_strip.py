# env: {"ALLOWED_HOSTS": "example.com, www.example.com"}
# env: {"ALLOWED_HOSTS": ""}
# env: {"ALLOWED_HOSTS": "example.com,"}
import os

ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")
STRIPPED = [host.strip() for host in os.environ.get("ALLOWED_HOSTS", "").split(",")]
FILTERED = [host.strip() for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host.strip()]
WORDS = os.environ.get("WORDS", " a  b ").split()
LIMITED = "a=b=c".split("=", 1)
RSPLIT = "a.b.c".rsplit(".", 1)
NAME = " name\n".strip()
QUOTED = '"quoted"'.strip('"')
PATH_END = "/static/".rstrip("/")
REPLACED = "a-b-c".replace("-", "_")
JOINED = ",".join(["a", "b"])
STARTS = "https://example.com".startswith("https")
ENDS = "https://example.com".endswith((".org", ".com"))
TITLE = "hello".capitalize()
