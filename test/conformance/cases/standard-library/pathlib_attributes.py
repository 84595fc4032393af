from pathlib import Path, PurePath, PurePosixPath

P = Path("/site/project/config.tar.gz")
PARTS = P.parts, P.name, P.stem, P.suffix, P.suffixes, P.parent, P.root, P.anchor, P.drive, Path("a/b").parts, Path("/").parts
PARENTS = P.parents[0], P.parents[1], list(P.parents), len(P.parents), list(Path("a/b").parents), P.parents[-1]
JOINED = P / "x", "a" / Path("b"), Path("a") / "b" / "c", Path("a") / "/b", Path("a", "b", "c"), Path("a/./b//c"), Path(), Path("."), Path("a") / Path("b"), Path(Path("x")), Path("a/../b")
CHANGED = P.with_name("b.txt"), P.with_suffix(".zip"), P.with_suffix(""), P.with_stem("x"), Path("a").with_suffix(".py"), P.joinpath("a", "b")
RELATIVE = P.relative_to("/site"), P.is_relative_to("/site"), P.is_relative_to("/other"), Path("a/b").relative_to("a"), P.relative_to("/site/project/config.tar.gz")
TEXT = str(P), P.as_posix(), repr(Path("a")), f"{P}", "%s" % P, P.is_absolute(), Path("a").is_absolute(), P.as_uri(), "{}".format(Path("a")), P.__str__(), P.__fspath__()
EQUAL = Path("a") == Path("a"), Path("a") == "a", Path("a/b") == Path("a") / "b", Path("a") != Path("b"), Path("a") < Path("b"), Path("a") in [Path("a")], sorted([Path("b"), Path("a")]), {Path("a"): 1}[Path("a")]
TYPES = isinstance(P, Path), isinstance(P, PurePath), isinstance("a", Path), isinstance(P, str), type(P).__name__, bool(Path(""))
PURE = PurePosixPath("a") / "b", PurePath("a").name
HIDDEN = Path(".env").suffix, Path(".env").stem, Path("a.").suffix, Path("a..b").suffix, Path("..").name


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


ERRORS = outcome(lambda: P.relative_to("/other")), outcome(lambda: P.with_suffix("zip")), outcome(lambda: P / 1), outcome(lambda: P + "x"), outcome(lambda: Path(5)), outcome(lambda: Path("/").with_name("a")), outcome(lambda: P.parents[9]), outcome(lambda: P.missing), outcome(lambda: Path("a").as_uri()), outcome(lambda: Path(None)), outcome(lambda: P.with_name(""))
