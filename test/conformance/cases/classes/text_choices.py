from django.db import models


class Plan(models.TextChoices):
    FREE = "free", "Free of charge"
    PRO_PLUS = "pro"


class Size(models.IntegerChoices):
    SMALL = 1
    LARGE = 2, "Very large"


PLAN = Plan.FREE
LABELS = Plan.labels
CHOICES = Plan.choices
VALUES = Plan.values
NAMES = Size.names
LABEL = Plan.PRO_PLUS.label, Size.LARGE.label
TEXT = str(Plan.FREE), f"{Size.LARGE}"
SIZES = Size.values
