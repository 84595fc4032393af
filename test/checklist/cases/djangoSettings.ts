import type { Cases } from "../cases";

const DEFAULTS = [
  'INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages"]',
  'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.messages.middleware.MessageMiddleware"]',
  'TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {"context_processors": ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth", "django.contrib.messages.context_processors.messages"]}}]',
  'ROOT_URLCONF = "mysite.urls"',
  "",
].join("\n");

const urls = (...lines: string[]) => ({
  "mysite/settings.py": DEFAULTS,
  "mysite/urls.py": ["from django.contrib import admin", "from django.urls import path", ...lines, ""].join(
    "\n",
  ),
});

const workflow = (command: string) => ({
  "mysite/settings.py": DEFAULTS,
  ".github/workflows/ci.yml": `on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: python manage.py test\n      - run: ${command}\n`,
});

export default {
  "debug-off": [
    { files: "DEBUG = False\n", state: "ok" },
    { files: "DEBUG = True\n", state: "problem", at: "mysite/settings.py:1" },
    {
      files: 'import os\n\nDEBUG = os.environ.get("DEBUG", False)\n',
      state: "problem",
      at: "mysite/settings.py:3",
    },
    { files: "from secret_settings import *\n", state: "unknown" },
  ],
  "development-tools": [
    { files: "INSTALLED_APPS = []\nMIDDLEWARE = []\n", state: "ok" },
    { files: "DEBUG_PROPAGATE_EXCEPTIONS = True\n", state: "problem", at: "mysite/settings.py:1" },
    {
      files: {
        "mysite/settings.py": 'INSTALLED_APPS = ["debug_toolbar"]\n',
        "requirements.txt": "Django==5.2.8\ngunicorn\ndjango-debug-toolbar\n",
      },
      state: "open",
      at: "mysite/settings.py:1",
    },
    { files: "from elsewhere import *\n", state: "unknown" },
  ],
  "production-settings": [
    { files: "DEBUG = False\n", state: "ok", at: "mysite/wsgi.py:3", detail: /mysite\.settings/ },
    {
      files: 'raise RuntimeError("Not yet.")\n',
      state: "problem",
      at: "mysite/settings.py:1",
      detail: /does not load: RuntimeError/,
    },
    {
      files: {
        "mysite/settings.py": "DEBUG = False\n",
        Procfile: "web: DJANGO_SETTINGS_MODULE=mysite.production gunicorn mysite.wsgi\n",
      },
      state: "problem",
    },
    {
      files: {
        "manage.py": 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.local")\n',
        "settings/__init__.py": "",
        "settings/production.py": "DEBUG = False\nINSTALLED_APPS = []\n",
        "settings/local.py": "DEBUG = True\nINSTALLED_APPS = []\n",
        Procfile: "web: gunicorn app\n",
      },
      state: "open",
      detail: /named for production/,
    },
    {
      files: {
        "manage.py":
          "from django.core.management import execute_from_command_line\n\nexecute_from_command_line()\n",
        "settings/first.py": "INSTALLED_APPS = []\nROOT_URLCONF = 'x'\n",
        "settings/second.py": "INSTALLED_APPS = []\nROOT_URLCONF = 'x'\n",
      },
      state: "unknown",
      detail: /several settings modules/,
    },
  ],
  "allowed-hosts": [
    { files: 'ALLOWED_HOSTS = ["www.example.com"]\n', state: "ok" },
    { files: 'ALLOWED_HOSTS = ["localhost"]\n', state: "problem", at: "mysite/settings.py:1" },
    { files: "ALLOWED_HOSTS = []\n", state: "problem" },
    { files: 'ALLOWED_HOSTS = ["*"]\n', state: "open" },
  ],
  "secret-key": [
    { files: 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n', state: "ok" },
    { files: "DEBUG = False\n", state: "open", detail: /have no SECRET_KEY/ },
    { files: "from elsewhere import *\n", state: "unknown" },
    {
      files: 'SECRET_KEY = "django-insecure-k3h5v8n2m9x7c4b6z1q0w8e5r2t9y4u7i3o6p1a8s5d2f9g4h7"\n',
      state: "problem",
      at: "mysite/settings.py:1",
    },
  ],
  "secret-key-rotation": [
    {
      files: 'import os\n\nSECRET_KEY_FALLBACKS = os.environ["OLD_KEYS"].split(",")\n',
      state: "found",
      at: "mysite/settings.py:3",
    },
    { files: "DEBUG = False\n", state: "open" },
    { files: "SECRET_KEY_FALLBACKS = []\n", state: "open" },
    { files: '# SECRET_KEY_FALLBACKS = ["x"]\n', state: "open" },
    { files: 'SECRET_KEY_FALLBACKS = "key"\n', state: "problem" },
    {
      files: {
        "mysite/settings.py": 'import os\n\nSECRET_KEY_FALLBACKS = [os.environ["OLD_KEY"]]\n',
        "requirements.txt": "Django==3.2.25\n",
      },
      state: "open",
    },
  ],
  "csrf-trusted-origins": [
    { files: `${DEFAULTS}CSRF_TRUSTED_ORIGINS = ["https://www.example.com"]\n`, state: "ok" },
    { files: DEFAULTS, state: "ok", detail: /need no entry/ },
    { files: `${DEFAULTS}CSRF_TRUSTED_ORIGINS = ["www.example.com"]\n`, state: "problem" },
    {
      files: {
        "mysite/settings.py": DEFAULTS,
        Procfile: "web: hypercorn mysite.asgi --bind 0.0.0.0:$PORT\n",
      },
      state: "open",
      detail: /plain HTTP/,
    },
    { files: `from somewhere import *\n${DEFAULTS}`, state: "unknown" },
    { files: "INSTALLED_APPS = []\nMIDDLEWARE = []\n", state: "not-applicable" },
  ],
  cors: [
    {
      files:
        'INSTALLED_APPS = ["corsheaders"]\nMIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]\nCORS_ALLOWED_ORIGINS = ["https://www.example.com"]\n',
      state: "ok",
    },
    {
      files:
        'INSTALLED_APPS = ["corsheaders"]\nMIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]\nCORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_CREDENTIALS = True\n',
      state: "problem",
    },
    {
      files:
        'INSTALLED_APPS = ["corsheaders"]\nMIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]\nCORS_ALLOW_ALL_ORIGINS = True\n',
      state: "open",
    },
    { files: DEFAULTS, state: "not-applicable", detail: /django-cors-headers/ },
    // Middleware that a variable adds leaves open what else there is; the dependencies do not.
    {
      files: {
        "requirements.txt": "Django==5.2.8\ngunicorn\n",
        "mysite/settings.py":
          'import os\n\nMIDDLEWARE = ["a.A"]\nif os.environ.get("ZIP"):\n    MIDDLEWARE.insert(0, "django.middleware.gzip.GZipMiddleware")\n',
      },
      state: "not-applicable",
      detail: /django-cors-headers/,
    },
  ],
  "atomic-requests": [
    {
      files:
        'import dj_database_url\n\nDATABASES = {"default": dj_database_url.config(conn_max_age=600)}\nDATABASES["default"]["ATOMIC_REQUESTS"] = True\n',
      state: "found",
      at: "mysite/settings.py:4",
    },
    {
      files:
        'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "ATOMIC_REQUESTS": False}}\n',
      state: "open",
    },
    { files: "ATOMIC_REQUESTS = True\n", state: "open" },
    { files: "", state: "open" },
  ],
  "security-settings": [
    { files: DEFAULTS, state: "ok" },
    {
      files: `${DEFAULTS}PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]\n`,
      state: "problem",
    },
    {
      files: `${DEFAULTS}SESSION_SERIALIZER = "django.contrib.sessions.serializers.PickleSerializer"\n`,
      state: "problem",
    },
  ],
  "settings-current": [
    { files: DEFAULTS, state: "ok" },
    { files: `${DEFAULTS}MIDDLEWARE_CLASSES = []\nSTATICFILES_STORAGE = "x.Y"\n`, state: "problem" },
  ],
  "append-slash": [
    { files: DEFAULTS, state: "ok" },
    { files: `${DEFAULTS}APPEND_SLASH = False\n`, state: "open", at: "mysite/settings.py:5" },
    { files: "MIDDLEWARE = []\n", state: "open", detail: /CommonMiddleware/ },
    {
      files: `import os\n\n${DEFAULTS}APPEND_SLASH = os.environ["SLASH"] == "1"\n`,
      state: "unknown",
      detail: /SLASH/,
    },
  ],
  "session-cookie-domain": [
    { files: 'SESSION_COOKIE_DOMAIN = ".example.com"\n', state: "found", at: "mysite/settings.py:1" },
    { files: DEFAULTS, state: "open" },
    { files: "SESSION_COOKIE_DOMAIN = None\n", state: "open" },
    { files: `${DEFAULTS}SESSION_COOKIE_DOMAIN = "https://example.com"\n`, state: "problem" },
  ],
  admins: [
    { files: 'ADMINS = [("Ada", "ada@example.com")]\n', state: "found", at: "mysite/settings.py:1" },
    {
      files: 'ADMINS = [("Ada", "ada@example.com")]\nMANAGERS = ADMINS\n',
      state: "found",
      detail: /MANAGERS/,
    },
    { files: "ADMINS = []\n", state: "open" },
    { files: "", state: "open" },
    { files: 'ADMINS = ["ada@example.com"]\n', state: "problem" },
  ],
  "admin-url": [
    {
      files: urls('urlpatterns = [path("k3h5/", admin.site.urls)]'),
      state: "ok",
      at: "mysite/urls.py:3",
    },
    { files: urls('urlpatterns = [path("admin/", admin.site.urls)]'), state: "open", at: "mysite/urls.py:3" },
    {
      files: urls("from django.conf.urls import url", 'urlpatterns = [url(r"^admin/", admin.site.urls)]'),
      state: "open",
      at: "mysite/urls.py:4",
    },
    {
      files: {
        ...urls(
          "from django.conf import settings",
          "urlpatterns = [path(settings.ADMIN_URL, admin.site.urls)]",
        ),
        "mysite/settings.py": `import os\n\n${DEFAULTS}ADMIN_URL = os.environ["ADMIN_URL"]\n`,
      },
      state: "ok",
      detail: /ADMIN_URL/,
    },
    {
      files: {
        ...urls(
          "from django.conf import settings",
          "urlpatterns = [path(settings.ADMIN_URL, admin.site.urls)]",
        ),
        "mysite/settings.py": `${DEFAULTS}ADMIN_URL = "admin/"\n`,
      },
      state: "open",
      at: "mysite/urls.py:4",
    },
    {
      files: urls(
        "from django.urls import include",
        "from wagtail.admin import urls as wagtailadmin_urls",
        'urlpatterns = [path("django-admin/", admin.site.urls), path("admin/", include(wagtailadmin_urls))]',
      ),
      state: "open",
      at: "mysite/urls.py:5",
    },
    {
      files: urls(
        "from django.urls import include",
        'urlpatterns = [path("internal/", include([path("admin/", admin.site.urls)]))]',
      ),
      state: "ok",
    },
    {
      files: urls(
        "from django.conf.urls.i18n import i18n_patterns",
        'urlpatterns = i18n_patterns(path("admin/", admin.site.urls))',
      ),
      state: "open",
    },
    { files: urls("urlpatterns = [path(prefix(), admin.site.urls)]"), state: "unknown" },
    { files: urls("urlpatterns = []", '# path("x/", admin.site.urls)'), state: "unknown" },
    { files: "INSTALLED_APPS = []\n", state: "not-applicable" },
  ],
  "upload-to": [
    {
      files: {
        "mysite/settings.py": 'INSTALLED_APPS = ["books"]\n',
        "books/__init__.py": "",
        "books/models.py":
          'from django.db import models\n\n\nclass Book(models.Model):\n    cover = models.ImageField(upload_to="covers/")\n',
      },
      state: "ok",
    },
    {
      files: {
        "mysite/settings.py": 'INSTALLED_APPS = ["books"]\n',
        "books/__init__.py": "",
        "books/models.py":
          "from django.db import models\n\n\nclass Book(models.Model):\n    cover = models.ImageField()\n",
      },
      state: "open",
      at: "books/models.py:5",
    },
    {
      files: {
        "mysite/settings.py": 'INSTALLED_APPS = ["books.apps.BooksConfig"]\n',
        "books/__init__.py": "",
        "books/models/__init__.py": "from .book import Book\n",
        "books/models/book.py":
          "from django.db import models\n\n\nclass Book(models.Model):\n    cover = models.FileField()\n",
      },
      state: "open",
      at: "books/models/book.py:5",
    },
    { files: "from elsewhere import *\n", state: "unknown" },
  ],
  redirects: [
    {
      files: urls(
        "from django.views.generic import RedirectView",
        'urlpatterns = [path("about.php", RedirectView.as_view(url="/about/", permanent=True))]',
      ),
      state: "found",
      at: "mysite/urls.py:4",
    },
    {
      files:
        'INSTALLED_APPS = ["django.contrib.sites", "django.contrib.redirects"]\nMIDDLEWARE = ["django.contrib.redirects.middleware.RedirectFallbackMiddleware"]\n',
      state: "found",
      at: "mysite/settings.py:1",
    },
    { files: 'INSTALLED_APPS = ["django.contrib.redirects"]\n', state: "open" },
    {
      files: {
        ...urls("from django.urls import include", 'urlpatterns = [path("", include("mysite.pages"))]'),
        "mysite/pages.py":
          'from django.urls import path\nfrom django.views import generic\n\nurlpatterns = [\n    path("old/", generic.RedirectView.as_view(url="/new/", permanent=True)),\n]\n',
      },
      state: "found",
      at: "mysite/pages.py:5",
    },
    {
      files: urls(
        "from django.views.generic import RedirectView",
        'urlpatterns = [path("old/", RedirectView.as_view(url="/new/"))]',
      ),
      state: "open",
    },
    {
      files: urls(
        "from django.views.generic import RedirectView",
        'urlpatterns = [path("favicon.ico", RedirectView.as_view(url="/static/favicon.ico", permanent=True))]',
      ),
      state: "open",
    },
    { files: urls("urlpatterns = []"), state: "open" },
  ],
  "time-zone": [
    { files: "USE_TZ = True\n", state: "ok" },
    { files: 'USE_TZ = False\nTIME_ZONE = "Europe/Vienna"\n', state: "open", at: "mysite/settings.py:1" },
  ],
  "middleware-order": [
    { files: DEFAULTS, state: "ok" },
    {
      files:
        'INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]\nMIDDLEWARE = ["django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.sessions.middleware.SessionMiddleware"]\n',
      state: "problem",
    },
  ],
  "check-deploy": [
    {
      files: workflow("python manage.py check --deploy --fail-level WARNING"),
      state: "found",
      at: ".github/workflows/ci.yml:7",
    },
    { files: workflow("python manage.py check --deploy"), state: "open", detail: /fails on errors only/ },
    { files: workflow("echo done # python manage.py check --deploy"), state: "open" },
    {
      files: {
        "mysite/settings.py": DEFAULTS,
        Procfile:
          "web: gunicorn mysite.wsgi\nrelease: python manage.py check --deploy --fail-level WARNING && python manage.py migrate\n",
      },
      state: "found",
      at: "Procfile:2",
    },
    {
      files: {
        "mysite/settings.py": DEFAULTS,
        Procfile: "web: gunicorn mysite.wsgi\nrelease: bash bin/release.sh\n",
        "bin/release.sh":
          "set -e\npython manage.py check --deploy --fail-level WARNING\npython manage.py migrate\n",
      },
      state: "found",
      at: "bin/release.sh:2",
    },
    { files: DEFAULTS, state: "open" },
  ],
} satisfies Cases;
