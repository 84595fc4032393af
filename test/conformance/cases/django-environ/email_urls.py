# env: {"EMAIL_URL": "smtp://"}
# env: {"EMAIL_URL": "smtp+tls://user%40example.com:p%20w@smtp.example.com:587"}
# env: {"EMAIL_URL": "smtps://u:p@h:465?timeout=5&ssl_keyfile=x"}
# env: {"EMAIL_URL": "smtp+ssl://u:p@h:465/?email_use_tls=1"}
# env: {"EMAIL_URL": "consolemail://"}
# env: {"EMAIL_URL": "filemail:///tmp/mail"}
# env: {"EMAIL_URL": "memorymail://"}
# env: {"EMAIL_URL": "dummymail://"}
# env: {"EMAIL_URL": "imap://"}
# env: {"EMAIL_URL": "smtp://h:smtp"}
import environ

env = environ.Env()
SECRET_KEY = "x" * 50
EMAIL = env.email("EMAIL_URL", default="consolemail://")
vars().update(env.email_url("EMAIL_URL", default="smtp://user@:password@localhost:25"))
BACKEND = env.email(default="consolemail://", backend="anymail.backends.X")["EMAIL_BACKEND"]
