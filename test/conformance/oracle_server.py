"""Real Django's answers to generated projects, one after the other.

Reads one line of JSON for each project and answers with one line, until standard input ends:

    {"id": ..., "module": ..., "environment": {...}, "files": {path: text}}

The files are written to a directory whose path is the first line printed; the answers are those of oracle.py.
"""

import gc
import importlib
import json
import os
import pathlib
import shutil
import sys
import tempfile

import oracle

# A project that uses what most projects use. What starting it imports is imported here once for all, as far as that
# needs no settings; a project then takes a third of the time.
WARM_UP = {
    "id": "",
    "module": "settings",
    "environment": {},
    "files": {
        "settings.py": """
SECRET_KEY = "warm-up"
INSTALLED_APPS = ["django.contrib." + name for name in (
    "admin", "auth", "contenttypes", "sessions", "messages", "staticfiles", "sites", "humanize", "redirects",
    "flatpages", "sitemaps",
)]
SITE_ID = 1
ROOT_URLCONF = "urls"
STATIC_URL = "static/"
MIDDLEWARE = ["django.contrib." + name for name in (
    "sessions.middleware.SessionMiddleware", "auth.middleware.AuthenticationMiddleware",
    "messages.middleware.MessageMiddleware",
)]
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "APP_DIRS": True,
    "OPTIONS": {"context_processors": ["django.template.context_processors." + name for name in ("debug", "request")]},
}]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
""",
        "urls.py": "urlpatterns = []\n",
    },
}


def write(directory, files):
    shutil.rmtree(directory, ignore_errors=True)
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def modules_of(case):
    """The modules that a project imports beyond those that are loaded."""
    before = set(sys.modules)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        oracle.run(case)
        with os.fdopen(writer, "w") as out:
            json.dump([name for name in sys.modules if name not in before], out)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as source:
        names = json.load(source)
    os.waitpid(child, 0)
    return names


def warm_up(directory):
    for library in ("environs", "pydantic_settings", "split_settings.tools", "configurations"):
        importlib.import_module(library)
    write(directory, WARM_UP["files"])
    for name in modules_of({**WARM_UP, "directory": str(directory)}):
        if name in ("settings", "urls", "__mp_main__") or name.endswith(".models"):
            continue
        try:
            importlib.import_module(name)
        except Exception:  # it needs settings, so every project imports it itself
            pass
    gc.collect()
    gc.freeze()


def main():
    sys.dont_write_bytecode = True
    # What settings modules see of the command.
    sys.argv = ["manage.py", "check", "--deploy"]
    directory = pathlib.Path(tempfile.mkdtemp(prefix="preflight-")).resolve() / "site"
    try:
        warm_up(directory)
        print(json.dumps({"directory": str(directory)}), flush=True)
        for line in sys.stdin:
            case = json.loads(line)
            write(directory, case["files"])
            answer = oracle.run_in_child({**case, "directory": str(directory)})
            print(json.dumps({"id": case["id"], **answer}), flush=True)
    finally:
        shutil.rmtree(directory.parent, ignore_errors=True)


main()
