# env: {"TOKEN": "t"}
import os

SECRET_KEY = "x" * 50
SAME = os.environb.get(b"TOKEN") == b"t", os.getenvb(b"TOKEN", b"d") == b"d"
