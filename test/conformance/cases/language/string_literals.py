# unknown: NAMED
IMPLICIT = "a" "b" 'c'
RAW = r"\d\n", R"\\", rb"\x", Rb'a'
BYTES = b"abc", b"\x00\xff", b"a\tb", B"x", b'\101'
ESCAPES = "\t\n\r\\\'\"\a\b\f\v\0", "\x41\u0041\U00000041", "\101", "a\
b"
NAMED = "\N{GREEK SMALL LETTER ALPHA}"
UNKNOWN = "\d\w" if False else "x"
TRIPLE = """a
b "quoted" c""", '''it's'''
UNICODE = "é", "日本", "😀", u"prefix"
LONG = (
    "first "
    "second "
    f"{1 + 1} "
    r"\raw"
)
REPR = repr("it's"), repr('say "hi"'), repr("both ' and \""), repr("tab\t"), repr("\x00\x7f\xa0é😀"), repr(b"a'\xff\n"), repr("\\"), repr("\u200b\ufeff")
ELLIPSIS = (..., Ellipsis) == (..., ...)
