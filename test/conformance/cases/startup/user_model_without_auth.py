SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
AUTH_USER_MODEL = "accounts.User"
