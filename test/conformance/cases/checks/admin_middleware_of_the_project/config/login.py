from django.contrib.auth import middleware as auth


class Login(auth.LoginRequiredMiddleware):
    pass
