# env: {"DJANGO_CONFIGURATION": "Prod"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_DEBUG": "1", "NAME": "named"}
import os

from configurations import Configuration, values

EVENTS = []


class Base(Configuration):
    SECRET_KEY = "secret"
    DEBUG = values.BooleanValue(False)
    HOSTS = ["a"]

    @classmethod
    def pre_setup(cls):
        super().pre_setup()
        os.environ.setdefault("NAME", "from pre_setup")
        EVENTS.append("pre")

    @classmethod
    def setup(cls):
        super().setup()
        cls.HOSTS = cls.HOSTS + (["debug"] if cls.DEBUG else ["live"])
        EVENTS.append("setup")

    @classmethod
    def post_setup(cls):
        super().post_setup()
        EVENTS.append("post")


class Prod(Base):
    NAME = values.Value("unnamed", environ_prefix=None)

    @classmethod
    def pre_setup(cls):
        super(Prod, cls).pre_setup()
        cls.ADDED = "added"
