/** The files that the examples about processes need beside the file they are about. */
export const exampleProject = {
  "manage.py": [
    "import os, sys",
    'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")',
    "from django.core.management import execute_from_command_line",
    "execute_from_command_line(sys.argv)",
    "",
  ].join("\n"),
  "mysite/settings.py": 'ROOT_URLCONF = "mysite.urls"\n',
  "mysite/wsgi.py": [
    "import os",
    "from django.core.wsgi import get_wsgi_application",
    'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")',
    "application = get_wsgi_application()",
    "",
  ].join("\n"),
} as const;
