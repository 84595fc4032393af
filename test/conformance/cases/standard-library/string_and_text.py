import string
import textwrap
from string import ascii_letters, digits, Template

CONSTANTS = string.ascii_lowercase, string.ascii_uppercase, ascii_letters, digits, string.hexdigits, string.octdigits, string.punctuation, string.whitespace, len(string.printable)
DEDENT = textwrap.dedent("""
    a
      b
    c
""")
SIMPLE = textwrap.dedent("  x\n  y"), textwrap.dedent("x\n  y"), textwrap.dedent("\ta\n\tb"), textwrap.dedent("  a\n\n  b\n   \n")
CAPWORDS = string.capwords("hello  world")
