DEBUG = False
SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
ALLOWED_HOSTS = ["example.com"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
SILENCED_SYSTEM_CHECKS = ["security.W004"]
SILENCED_SYSTEM_CHECKS += ["security.W008"]
