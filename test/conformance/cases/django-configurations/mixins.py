# env: {"DJANGO_CONFIGURATION": "MixinFirst"}
# env: {"DJANGO_CONFIGURATION": "MixinLast"}
# env: {"DJANGO_CONFIGURATION": "Diamond"}
from configurations import Configuration


class Secure:
    SECURE_SSL_REDIRECT = True
    SESSION_COOKIE_SECURE = True
    CUSTOM = "mixin"
    DEBUG = True


class Base(Configuration):
    SECRET_KEY = "secret"
    SESSION_COOKIE_SECURE = False
    LEVEL = "base"


class MixinFirst(Secure, Base):
    pass


class MixinLast(Base, Secure):
    """Django's defaults are attributes of Base, and come before the mixin's."""


class Left(Base):
    pass


class Right(Base):
    LEVEL = "right"


class Diamond(Left, Right):
    """Python would find Right.LEVEL; the metaclass copied Base.LEVEL into Left."""
