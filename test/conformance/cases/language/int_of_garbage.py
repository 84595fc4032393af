# env: {"WEB_CONCURRENCY": "two"}
# env: {"WEB_CONCURRENCY": "2"}
import os

WORKERS = int(os.environ.get("WEB_CONCURRENCY", 1))
