from django.apps import AppConfig


class UnchosenConfig(AppConfig):
    name = "unchosen"
