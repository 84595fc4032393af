SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
SECRET_KEY_FALLBACKS = None
ALLOWED_HOSTS = ""
TIME_ZONE = "Nowhere"
