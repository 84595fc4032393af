import os
import os.path
from os import path

BASE = "/site/project"
JOIN = os.path.join(BASE, "a", "b.txt"), path.join(BASE, "/abs"), os.path.join("a", ""), os.path.join("", "b"), os.path.join("a/", "b")
SPLIT = os.path.split("/a/b/c.txt"), os.path.split("c"), os.path.split("/"), os.path.splitext("a/b.tar.gz"), os.path.splitext(".env"), os.path.split("/a/b/"), os.path.splitdrive("/a")
NAMES = os.path.basename("/a/b"), os.path.basename("/a/b/"), os.path.dirname("/a/b"), os.path.dirname("a"), os.path.dirname("/")
NORMAL = os.path.normpath("/a/../b/./c//d"), os.path.normpath("../a"), os.path.normpath(""), os.path.normcase("/A"), os.path.abspath("/a/../b"), os.path.realpath("/site/x")
TESTS = os.path.isabs("/a"), os.path.isabs("a"), os.path.exists(os.path.join(os.path.dirname(__file__), "missing")), os.path.isdir(os.path.dirname(__file__)), os.path.isfile(__file__)
RELATIVE = os.path.relpath("/a/b/c", "/a"), os.path.relpath("/a", "/a/b"), os.path.commonpath(["/a/b", "/a/c"]), os.path.commonprefix(["/abc", "/abd"])
CONSTANTS = os.sep, os.pathsep, os.linesep, os.curdir, os.pardir, os.extsep, os.path.sep, os.name, os.altsep, os.devnull
NESTED = os.path.dirname(os.path.dirname(os.path.abspath(__file__))).count("/") > 0
FSPATH = os.fspath("a"), os.fspath(__import__("pathlib").Path("b")) if False else "b"


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


ERRORS = outcome(lambda: os.path.join(None, "a")), outcome(lambda: os.path.basename(5)), outcome(lambda: os.path.join("a", 1)), outcome(lambda: os.path.relpath(""))
