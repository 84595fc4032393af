SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
INSTALLED_APPS = ["django.contrib.sessions.apps.SessionsConfig"]
