from django.apps import AppConfig


class ChosenConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "chosen"
