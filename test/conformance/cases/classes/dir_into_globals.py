# env: {"STAGE": "production"}
import os


class Base:
    DEBUG = True
    SITE_NAME = "site"
    lower = 1


class Production(Base):
    DEBUG = False
    ALLOWED_HOSTS = ["example.com"]


chosen = Production if os.environ.get("STAGE") == "production" else Base
for name in dir(chosen):
    if name.isupper():
        globals()[name] = getattr(chosen, name)
