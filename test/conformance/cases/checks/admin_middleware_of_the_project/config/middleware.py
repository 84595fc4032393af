import django.contrib.auth.middleware
from django.contrib.sessions.middleware import SessionMiddleware


class Sessions(SessionMiddleware):
    pass


class Base(django.contrib.auth.middleware.AuthenticationMiddleware):
    pass


class Users(Base):
    pass


class Plain:
    pass


def function(get_response):
    return get_response
