"""What real Django makes of settings modules.

Reads JSON from standard input and writes one line of JSON for each case, in order:

    {"cases": [{"id": ..., "directory": ..., "module": ..., "environment": {...}}]}

    {"id": ..., "values": {NAME: tagged value}, "checks": ["security.W004", ...], "crashes": {FUNCTION: "TypeError", ...}}
    {"id": ..., "values": {...}, "raises": {"type": "KeyError", "message": "'SECRET_KEY'"}}

`values` are the upper-case names of the module; without them the module itself raised. With DJANGO_CONFIGURATION in the
environment, django-configurations loads it; "defaults" are then the names that only have Django's own value. With "raises",
the module or Django's start-up raised. `checks` are the ids that `check --deploy` reports, without the silenced ones;
`crashes` are the check functions that raise themselves, by their dotted names. Every case runs in a process of its own,
forked from this one, so that Django is imported only once and no case sees another.
"""

import json
import os
import pathlib
import sys

import django.conf
import django.core.checks.registry
import django.core.management.base  # noqa: F401  the checks of `manage.py check` come with it
import django.core.management.commands.check  # noqa: F401

# What every case needs; loaded once here, a case takes a tenth of the time.
import configurations  # noqa: F401
import decouple  # noqa: F401
import dj_database_url  # noqa: F401
import django.contrib.sessions.middleware  # noqa: F401
import django.core.mail  # noqa: F401
import django.db
import django.db.migrations.autodetector  # noqa: F401
import django.forms  # noqa: F401
import django.middleware.csrf  # noqa: F401
import django.template.defaulttags  # noqa: F401
import environ  # noqa: F401
from django.conf import global_settings


def tagged(value):
    """A value with its Python type beside it, so that 1, "1" and True stay apart."""
    kind = type(value).__name__
    if value is None:
        return {"kind": "none"}
    if kind == "str" or kind == "bool":
        return {"kind": kind, "value": value}
    if kind == "int" or kind == "float":
        return {"kind": kind, "value": repr(value)}
    if kind == "bytes":
        return {"kind": kind, "value": value.decode("latin-1")}
    if kind == "bytes":
        return {"kind": kind, "value": value.decode("latin-1")}
    if isinstance(value, (list, tuple)):
        # A named tuple is a tuple to whoever reads the setting.
        return {"kind": "tuple" if isinstance(value, tuple) else "list", "items": [tagged(item) for item in value]}
    if kind in ("set", "frozenset"):
        return {"kind": "set", "items": sorted((tagged(item) for item in value), key=json.dumps)}
    if isinstance(value, dict):
        return {"kind": "dict", "entries": [[tagged(key), tagged(item)] for key, item in value.items()]}
    if isinstance(value, pathlib.PurePath):
        return {"kind": "path", "value": value.as_posix()}
    # Members of enums and other subclasses of str and int are just that to whoever reads the setting, and so are lazy
    # translations; before Django is set up, these have no text but the one to translate.
    if isinstance(value, str):
        return {"kind": "str", "value": str.__str__(value)}
    if isinstance(value, int):
        return {"kind": "int", "value": int.__repr__(value)}
    if kind == "__proxy__":
        arguments = getattr(value, "_args", None) or getattr(value, "_proxy____args")
        return {"kind": "str", "value": arguments[-1]}
    return {"kind": "object", "type": kind, "text": repr(value)}


def raised(error):
    return {"raises": {"type": type(error).__name__, "message": str(error)}}


def run_checks():
    """Every check by itself, so that one that raises does not hide the others."""
    # Since 6.1 the checks are told of every database.
    databases = list(django.db.connections) if django.VERSION >= (6, 1) else None
    reported, crashes = set(), {}
    for check in django.core.checks.registry.registry.get_checks(include_deployment_checks=True):
        if django.core.checks.Tags.database in check.tags:
            continue
        try:
            messages = check(app_configs=None, databases=databases)
            reported.update(message.id for message in messages if not message.is_silenced())
        except Exception as error:
            crashes[f"{check.__module__}.{check.__qualname__}"] = type(error).__name__
    return {"checks": sorted(reported), "crashes": crashes}


def run(case):
    os.chdir(case["directory"])
    sys.path.insert(0, case["directory"])
    os.environ.clear()
    os.environ.update(case["environment"])
    # manage.py sets it before the settings are loaded.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", case["module"])
    answer = {}
    try:
        if "DJANGO_CONFIGURATION" in os.environ:
            configurations.setup()
        module = __import__(case["module"], fromlist=["*"])
        answer["values"] = {name: tagged(value) for name, value in vars(module).items() if name.isupper()}
        if "DJANGO_CONFIGURATION" in os.environ:
            answer["defaults"] = [name for name in answer["values"] if is_default(name, getattr(module, name))]
        django.setup()
        return {**answer, **run_checks()}
    except (Exception, SystemExit) as error:
        return {**answer, **raised(error)}


def is_default(name, value):
    """True if a name has the value that Django gives it: every configuration class has all of Django's settings."""
    return hasattr(global_settings, name) and getattr(global_settings, name) == value


def run_in_child(case):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        # What a settings module prints must not mix with the answers.
        sys.stdout = sys.stderr
        answer = run(case)
        with os.fdopen(writer, "w") as out:
            json.dump(answer, out)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as source:
        text = source.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else raised(RuntimeError("the process died"))


def main():
    sys.dont_write_bytecode = True
    for case in json.load(sys.stdin)["cases"]:
        print(json.dumps({"id": case["id"], **run_in_child(case)}), flush=True)


if __name__ == "__main__":
    main()
