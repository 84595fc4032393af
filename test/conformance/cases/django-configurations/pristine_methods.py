# env: {"DJANGO_CONFIGURATION": "Prod"}
from configurations import Configuration, pristinemethod


class Prod(Configuration):
    SECRET_KEY = "secret"

    @pristinemethod
    def USER_CHECK(user):
        return user.is_staff

    GROUP_CHECK = pristinemethod(lambda user: user.group)
