from django.apps import AppConfig


class One(AppConfig):
    default = True
    name = "defaults"


class Two(AppConfig):
    default = True
    name = "defaults"
