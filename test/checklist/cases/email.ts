import type { Cases } from "../cases";

const HOST = 'import os\n\nEMAIL_HOST = os.environ["MAIL_HOST"]\n';

export default {
  "email-service": [
    {
      files: {
        "mysite/settings.py": 'EMAIL_BACKEND = "anymail.backends.mailgun.EmailBackend"\n',
        "requirements.txt": "Django==5.2.8\ndjango-anymail\ngunicorn\n",
      },
      state: "found",
      at: "mysite/settings.py:1",
      detail: /anymail/,
    },
    {
      files: 'EMAIL_HOST = "smtp.sendgrid.net"\n',
      state: "found",
      at: "mysite/settings.py:1",
      detail: /sendgrid/,
    },
    { files: HOST, state: "found", at: "mysite/settings.py:3", detail: /MAIL_HOST/ },
    {
      files: {
        "mysite/settings.py": 'MAILERS = {"default": {"BACKEND": "anymail.backends.mailgun.EmailBackend"}}\n',
        "requirements.txt": "Django==6.1\ndjango-anymail\ngunicorn\n",
      },
      state: "found",
      at: "mysite/settings.py:1",
    },
    { files: 'EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"\n', state: "problem" },
    { files: "DEBUG = False\n", state: "open" },
    { files: '# EMAIL_HOST = "smtp.sendgrid.net"\n', state: "open" },
    {
      files: 'import os\n\nDEBUG = "DEBUG" in os.environ\nif DEBUG:\n    EMAIL_HOST = "mail.site.org"\n',
      state: "problem",
    },
  ],
  "from-address": [
    { files: 'DEFAULT_FROM_EMAIL = "Site <hello@site.org>"\n', state: "ok", at: "mysite/settings.py:1" },
    { files: 'DEFAULT_FROM_EMAIL = "no-reply@site.org"\n', state: "open", at: "mysite/settings.py:1" },
    { files: "DEBUG = False\n", state: "open", detail: /webmaster@localhost/ },
    { files: 'import os\n\nDEFAULT_FROM_EMAIL = os.environ["SENDER"]\n', state: "unknown", detail: /SENDER/ },
  ],
  "email-log": [
    {
      files: {
        "mysite/settings.py": 'INSTALLED_APPS = ["blog"]\n',
        "blog/signals.py":
          "from anymail.signals import post_send\nfrom django.dispatch import receiver\n\n\n@receiver(post_send)\ndef keep(sender, **kwargs):\n    pass\n",
      },
      state: "found",
      at: "blog/signals.py:1",
    },
    {
      files: { "requirements.txt": "Django==5.2.8\ndjango-post-office\ngunicorn\n" },
      state: "found",
      at: "requirements.txt:2",
    },
    { files: { "blog/signals.py": "# from anymail.signals import post_send\n" }, state: "open" },
    { files: { "blog/tests/signals.py": "from anymail.signals import post_send\n" }, state: "open" },
  ],
} satisfies Cases;
