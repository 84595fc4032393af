from configurations import Configuration, values


class Common(Configuration):
    SECRET_KEY = values.Value("development")
    DEBUG = values.BooleanValue(True)
    INSTALLED_APPS = ["django.contrib.contenttypes"]
