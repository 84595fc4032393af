SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
MAILERS = {"default": {}}
DEFAULT_FROM_EMAIL = "me@example.com"
EMAIL_SUBJECT_PREFIX = ""
