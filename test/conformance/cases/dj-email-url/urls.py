# env: {"EMAIL_URL": "smtp://"}
# env: {"EMAIL_URL": "smtp://user%40example.com:p%2Fw@smtp.example.com:587/?ssl=True"}
# env: {"EMAIL_URL": "smtps://u:p@h:465"}
# env: {"EMAIL_URL": "submission://u:p@h?timeout=5"}
# env: {"EMAIL_URL": "submit://h/?ssl=no&tls=yes"}
# env: {"EMAIL_URL": "smtp://h?tls=1&_server_email=a@b.c&_default_from_email=Me%20%3Cme@b.c%3E"}
# env: {"EMAIL_URL": "console:"}
# env: {"EMAIL_URL": "file:///tmp/mail"}
# env: {"EMAIL_URL": "other://h"}
# env: {"EMAIL_URL": "smtp://h?timeout=x"}
# env: {"EMAIL_URL": "smtp://h:x"}
# env: {"EMAIL_URL": ""}
import dj_email_url

SECRET_KEY = "x" * 50
email = dj_email_url.config()
CONFIG = dj_email_url.config(default="console:")
PARSED = dj_email_url.parse("memory:"), dj_email_url.parse(url="dummy:")
EMAIL_HOST = email.get("EMAIL_HOST", "none")
vars().update(CONFIG)
