# env: {"HOSTS": "['a', 'b']", "NUMBER": "5"}
# env: {"HOSTS": "abc", "NUMBER": "x"}
import ast
import os
from ast import literal_eval

VALUES = ast.literal_eval("1"), literal_eval("'a'"), literal_eval("[1, 'b', None]"), literal_eval("{'a': True}"), literal_eval("(1, 2)"), literal_eval("-1.5"), literal_eval("None")


def read(name, default):
    try:
        return ast.literal_eval(os.environ.get(name, default))
    except (ValueError, SyntaxError):
        return "no literal"


HOSTS = read("HOSTS", "[]")
NUMBER = read("NUMBER", "0")
DEBUG = literal_eval(os.environ.get("DEBUG", "False"))
