A = b"hello"
METHODS = A.decode(), A.upper(), A.decode("utf-8"), A.startswith(b"he"), A.split(b"l"), A.replace(b"l", b"L"), A.hex(), A.find(b"l"), A.strip(b"ho"), A.count(b"l"), A.title()
LENGTH = len(A), A[0], A[-1], list(A[:2]), b"x" in A, 104 in A, A + b"!", A * 2, bool(b"")
ENCODE = "é".encode(), "é".encode("latin-1"), "abc".encode("ascii"), "é".encode("ascii", "ignore"), "é".encode("ascii", "replace"), "é".encode("utf8"), "日😀".encode()
DECODE = b"\xc3\xa9".decode(), b"\xe9".decode("latin-1"), b"\xff".decode("utf-8", "replace"), b"\xffa".decode("ascii", "ignore"), str(b"abc", "utf-8")
MAKE = bytes(3), bytes([65, 66]), bytes("é", "utf-8"), bytes(b"x"), bytes(), bytes.fromhex("4142 43")
JOIN = b",".join([b"a", b"b"])
TEXT = str(b"a"), repr(b"\x00'"), f"{b'x'}"


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


ERRORS = outcome(lambda: "é".encode("ascii")), outcome(lambda: b"\xff".decode()), outcome(lambda: b"\xe9".decode("ascii")), outcome(lambda: bytes("a")), outcome(lambda: bytes([256])), outcome(lambda: b"a" + "b"), outcome(lambda: "a".encode("no-such-codec"))
