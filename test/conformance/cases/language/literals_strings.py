SINGLE = 'one'
DOUBLE = "it's"
ESCAPES = "tab\tnewline\nquote\"\u00e9\x41"
RAW = r"^/health\d+$"
TRIPLE = """first
second"""
ADJACENT = "abc" "def" 'ghi'
PARENTHESES = (
    "a long value "
    "on two lines"
)
REPEATED = "ab" * 3
CONCATENATED = "https://" + "example.com" + "/"
EMPTY = ""
UNICODE = "naïve ☃ 🛫"
