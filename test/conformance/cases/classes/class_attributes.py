# env: {"MODE": "staging"}
import os


class Base:
    NAME = "base"
    HOSTS = ["a.example.com"]
    LIMIT = 3

    class Inner:
        VALUE = 1


class Derived(Base):
    NAME = "derived"
    DOUBLE = Base.LIMIT * 2
    if os.environ.get("MODE") == "staging":
        LIMIT = 30


NAME = Derived.NAME
HOSTS = Derived.HOSTS
SAME_LIST = Derived.HOSTS is Base.HOSTS
LIMIT = Derived.LIMIT
BASE_LIMIT = Base.LIMIT
DOUBLE = Derived.DOUBLE
INNER = Derived.Inner.VALUE
CLASS_NAME = Derived.__name__
Base.HOSTS.append("b.example.com")
Base.ADDED = "added"
ADDED = Derived.ADDED
