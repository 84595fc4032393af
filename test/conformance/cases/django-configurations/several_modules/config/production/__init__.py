# env: {"DJANGO_CONFIGURATION": "Production", "DJANGO_SECRET_KEY": "s"}
# env: {"DJANGO_CONFIGURATION": "Local"}
# env: {"DJANGO_CONFIGURATION": "Common"}
from .local import Local
from .live import Production
