# env: {"DJANGO_CONFIGURATION": "Prod"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_TITLE": "from environment", "OTHER": "other", "DJANGO_RENAMED": "renamed", "SITE_PREFIXED": "prefixed", "DJANGO_NOT_READ": "read"}
from configurations import Configuration, values


class Prod(Configuration):
    SECRET_KEY = "secret"
    TITLE = values.Value("default title")
    NOTHING = values.Value()
    UNPREFIXED = values.Value("x", environ_name="OTHER", environ_prefix=None)
    NAMED = values.Value("named", environ_name="RENAMED")
    PREFIXED = values.Value("none", environ_prefix="SITE")
    UNDERSCORE = values.Value("none", environ_prefix="SITE_", environ_name="PREFIXED")
    NOT_READ = values.Value("fixed", environ=False)
    COPY = values.Value(TITLE)
    EARLY = UNPREFIXED + "!"
    LATE = values.Value("late", environ_name="OTHER", environ_prefix=None, late_binding=True)
    EQUAL = TITLE == "default title"
    TEXT = str(TITLE)
    TRUE = bool(NOTHING)
