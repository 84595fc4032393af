# unknown: TOKEN
# unknown: HEX
# unknown: NUMBER
# unknown: UUID
# unknown: CHOICE
# unknown: KEY
# unknown: HOST
# unknown: TIME
import random
import secrets
import socket
import string
import time
import uuid

TOKEN = secrets.token_urlsafe(50)
HEX = secrets.token_hex()
NUMBER = random.randint(1, 10)
UUID = str(uuid.uuid4())
CHOICE = "".join(random.choice(string.ascii_letters) for _ in range(50))
KEY = "".join([random.SystemRandom().choice("abc") for i in range(5)])
HOST = socket.gethostname()
TIME = time.time()
INTERNAL_IPS = ["127.0.0.1"]
AFTER = "known"
