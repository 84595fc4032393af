SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
INSTALLED_APPS = ["django.contrib.contenttypes"]
MIDDLEWARE = ["django.contrib.auth.middleware.LoginRequiredMiddleware"]
