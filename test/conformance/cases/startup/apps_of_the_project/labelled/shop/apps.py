from django.apps import AppConfig


class Config(AppConfig):
    name = "labelled.shop"
    label = "labelled_shop"
