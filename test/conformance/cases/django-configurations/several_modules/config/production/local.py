from ..common import Common


class Local(Common):
    DEBUG = True
    INSTALLED_APPS = Common.INSTALLED_APPS + ["django.contrib.messages"]
