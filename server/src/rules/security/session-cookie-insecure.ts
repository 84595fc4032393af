import { checkFlag, SESSION_COOKIE, secureFix } from "../cookies";
import { defineRule } from "../rule";

export default defineRule({
  id: "session-cookie-insecure",
  group: "security",
  severity: "warning",
  djangoIds: ["security.W010", "security.W011", "security.W012"],
  summary: "The session cookie may travel over plain HTTP",
  docs: {
    why:
      "Without the Secure attribute browsers send the session cookie with plain HTTP requests too. One such request " +
      "on an open network, for example to an old http:// link, is enough for somebody else to take the session over.",
    how: "Set `SESSION_COOKIE_SECURE = True` in production, and redirect HTTP to HTTPS.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#session-cookie-secure",
      "https://docs.djangoproject.com/en/stable/topics/http/sessions/#session-security",
    ],
  },
  examples: {
    bad: [
      {
        code: 'DEBUG = False\nINSTALLED_APPS = ["django.contrib.sessions"]\n',
        fixed:
          'DEBUG = False\nINSTALLED_APPS = ["django.contrib.sessions"]\n\nif not DEBUG:\n    SESSION_COOKIE_SECURE = True\n',
      },
      {
        code: {
          "manage.py":
            'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings.dev")\n',
          "mysite/wsgi.py":
            'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings.production")\n',
          "mysite/settings/__init__.py": "",
          "mysite/settings/base.py": 'INSTALLED_APPS = ["django.contrib.sessions"]\n',
          "mysite/settings/dev.py": "from .base import *\n\nDEBUG = True\n",
          "mysite/settings/production.py":
            "from .base import *\n\nCSRF_COOKIE_SECURE = True\n\nSITE_ID = 1\n",
        },
        fixed: {
          "manage.py":
            'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings.dev")\n',
          "mysite/wsgi.py":
            'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings.production")\n',
          "mysite/settings/__init__.py": "",
          "mysite/settings/base.py": 'INSTALLED_APPS = ["django.contrib.sessions"]\n',
          "mysite/settings/dev.py": "from .base import *\n\nDEBUG = True\n",
          "mysite/settings/production.py":
            "from .base import *\n\nCSRF_COOKIE_SECURE = True\nSESSION_COOKIE_SECURE = True\n\nSITE_ID = 1\n",
        },
      },
    ],
    good: [
      'INSTALLED_APPS = ["django.contrib.sessions"]\nSESSION_COOKIE_SECURE = True\n',
      'import os\n\nINSTALLED_APPS = ["django.contrib.sessions"]\nSESSION_COOKIE_SECURE = "DYNO" in os.environ\n',
      "from common.apps import APPS\n\nINSTALLED_APPS = APPS\n",
    ],
  },
  check: (context) =>
    checkFlag(
      context,
      SESSION_COOKIE,
      "SECURE",
      "SESSION_COOKIE_SECURE is off: browsers send the session cookie over plain HTTP too, where others on the network can read it and take over the login.",
    ),
  fixes: [secureFix("Send the session cookie only over HTTPS", () => SESSION_COOKIE)],
});
