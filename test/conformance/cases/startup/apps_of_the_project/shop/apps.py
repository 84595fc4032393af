from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"


class Plain:
    pass


def function():
    pass
