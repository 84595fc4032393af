import base64
import binascii
import hashlib

ENCODED = base64.b64encode(b"hello"), base64.b64encode(b""), base64.b64encode(b"\xff\xfe\xfd"), base64.urlsafe_b64encode(b"\xff\xfe\xfd"), base64.b64encode("é".encode()).decode()
DECODED = base64.b64decode("aGVsbG8="), base64.b64decode(b"aGVsbG8="), base64.urlsafe_b64decode("__79"), base64.b64decode("aGVsbG8=").decode("utf-8")
HEX = binascii.hexlify(b"ab"), binascii.unhexlify("6162")


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


ERRORS = outcome(lambda: base64.b64decode("aGVsbG8")), outcome(lambda: base64.b64encode("text"))
