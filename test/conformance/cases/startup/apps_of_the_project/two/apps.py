from django.apps import AppConfig


class One(AppConfig):
    name = "two"
    label = "one"


class Two(AppConfig):
    default = False
    name = "two"
