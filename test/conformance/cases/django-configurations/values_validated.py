# env: {"DJANGO_CONFIGURATION": "Prod"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_CONTACT": "me@example.org", "DJANGO_SITE": "https://example.com/a", "DJANGO_PROXY": "10.0.0.1", "DJANGO_CODE": "AB12"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_CONTACT": "nobody"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_SITE": "example.com"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_PROXY": "10.0.0.256"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_CODE": "lower"}
from configurations import Configuration, values


class Prod(Configuration):
    SECRET_KEY = "secret"
    CONTACT = values.EmailValue("admin@example.com")
    SITE = values.URLValue("https://example.com")
    PROXY = values.IPValue("127.0.0.1")
    CODE = values.RegexValue("AA00", regex=r"^[A-Z]{2}\d{2}$")
