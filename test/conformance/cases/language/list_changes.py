INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
]
INSTALLED_APPS += ["django.contrib.sessions"]
INSTALLED_APPS.append("django.contrib.messages")
INSTALLED_APPS.insert(0, "whitenoise.runserver_nostatic")
INSTALLED_APPS.extend(["django.contrib.staticfiles", "django.contrib.admin"])
INSTALLED_APPS = INSTALLED_APPS + ["django.contrib.humanize"]
INSTALLED_APPS.remove("django.contrib.admin")
INSTALLED_APPS.remove("whitenoise.runserver_nostatic")
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]
MIDDLEWARE.insert(1, "whitenoise.middleware.WhiteNoiseMiddleware")
MIDDLEWARE.insert(-1, "django.contrib.sessions.middleware.SessionMiddleware")
MIDDLEWARE.insert(100, "django.middleware.clickjacking.XFrameOptionsMiddleware")
FIRST = MIDDLEWARE[0]
LAST = MIDDLEWARE[-1]
SOME = MIDDLEWARE[1:3]
MIDDLEWARE[0] = "django.middleware.security.SecurityMiddleware"
COUNT = len(MIDDLEWARE)
