from django.apps import AppConfig

from shop.apps import ShopConfig


class Again(ShopConfig):
    label = "again"


class Nameless(AppConfig):
    pass


class Wrong(AppConfig):
    name = "other.nothing"
