import re
from re import compile as rc

PATTERN = re.compile(r"^\d+$")
MATCHES = bool(re.match(r"\d+", "12a")), bool(re.match("b", "ab")), bool(re.search("b", "ab")), bool(re.fullmatch(r"\w+", "ab c")), bool(PATTERN.match("123")), PATTERN.match("a") is None, bool(PATTERN.search("12"))
GROUPS = re.match(r"(\w+)-(\d+)", "ab-12").groups(), re.search(r"(?P<name>\w+)@", "me@x").group("name"), re.match(r"(a)(b)?", "a").groups(), re.search("b+", "abbc").group(), re.match("(a)(b)", "ab").group(1, 2), re.match("(?P<x>a)", "a").groupdict(), re.match("a", "ab").group(0), re.search("b", "ab").start(), re.match("(a)", "a")[1]
SUB = re.sub(r"\s+", " ", "a  b\tc"), re.sub(r"(\w)(\d)", r"\2\1", "a1b2"), re.sub("a", "b", "aaa", count=2), re.sub("[^a-z]", "", "a-b_c"), PATTERN.sub("x", "12"), re.sub("(a)", r"<\g<1>>", "ab")
SPLIT = re.split(r"[,;]\s*", "a, b;c"), re.split(r"(-)", "a-b"), re.findall(r"\d+", "1 22 333"), re.findall(r"(\w)=(\d)", "a=1 b=2"), re.split(",", "a,b,c", maxsplit=1)
FLAGS = bool(re.match("ABC", "abc", re.IGNORECASE)), bool(re.search("^b", "a\nb", re.M)), bool(re.search("a.b", "a\nb", re.S)), bool(re.match("a", "A", flags=re.I)), bool(re.match(r"(?i)abc", "ABC"))
ESCAPED = re.escape("a.b-c"), re.escape("a b"), re.escape("http://x")
COMPILED = PATTERN.pattern, rc("a").pattern
DISALLOWED_USER_AGENTS = [re.compile(r"^BadBot", re.I)]
IGNORABLE_404_URLS = [re.compile(r"^/favicon\.ico$"), re.compile(r"\.php$")]
ITERATED = [m.group() for m in re.finditer(r"\w", "ab")]


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


ERRORS = outcome(lambda: re.match("a", "b").group()), outcome(lambda: re.match("(a)", "a").group(2)), outcome(lambda: re.match("a", None)), outcome(lambda: re.match("(a)", "a").group("x"))
