SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
STATICFILES_DIRS = "nowhere"
STORAGES = {}
