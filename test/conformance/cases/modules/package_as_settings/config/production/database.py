from ..base import KIND

DATABASES = {}
ENGINE = KIND
