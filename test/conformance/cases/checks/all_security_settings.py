DEBUG = False
SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
SECRET_KEY_FALLBACKS = ["short"]
ALLOWED_HOSTS = ["example.com"]
INSTALLED_APPS = ["django.contrib.sessions", "django.contrib.contenttypes"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = 1
SECURE_CONTENT_TYPE_NOSNIFF = False
SECURE_REFERRER_POLICY = "no-referrer, nonsense"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "everything"
SESSION_COOKIE_SECURE = "True"
SESSION_COOKIE_HTTPONLY = False
CSRF_COOKIE_SECURE = True
X_FRAME_OPTIONS = "SAMEORIGIN"
