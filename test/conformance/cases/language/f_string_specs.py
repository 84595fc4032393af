NAME, NUMBER, RATIO, PRICE = "site", 42, 0.12345, 1234567.891
TEXT = f"{NAME}", f"{NAME:>8}|", f"{NAME:<8}|", f"{NAME:^9}|", f"{NAME:*^9}", f"{NAME:.2}", f"{NAME!r:>8}", f"{NAME!s}", f"{NAME:5}|"
INTEGERS = f"{NUMBER:d}", f"{NUMBER:05}", f"{NUMBER:x}", f"{NUMBER:X}", f"{NUMBER:#x}", f"{NUMBER:b}", f"{NUMBER:#o}", f"{NUMBER:+}", f"{-NUMBER:06}", f"{NUMBER:>5}|", f"{NUMBER:<5}|", f"{NUMBER:^6}|", f"{1234567:,}", f"{1234567:_}", f"{NUMBER: }", f"{NUMBER:08b}", f"{65:c}", f"{NUMBER:=+5}", f"{NUMBER:%}", f"{NUMBER:.1f}", f"{0xdeadbeef:_x}"
FLOATS = f"{RATIO:.2f}", f"{RATIO:.1%}", f"{PRICE:,.2f}", f"{PRICE:.3e}", f"{RATIO:g}", f"{PRICE:g}", f"{1.0}", f"{2.5:.0f}", f"{3.5:.0f}", f"{1e10:f}", f"{RATIO:8.3f}|", f"{RATIO:<8.3f}|", f"{-RATIO:08.2f}", f"{1.5:+}", f"{0.1:.20f}", f"{1e21:.1f}", f"{100.0:g}", f"{1e-7:g}", f"{1.10:.3}", f"{12345.678:.2}", f"{0.0:e}", f"{1234.5:,}"
BOOLS = f"{True}", f"{True:d}", f"{False:>6}|", f"{True:5}|"
NESTED = f"{NAME:>{NUMBER // 4}}", f"{RATIO:.{1 + 1}f}", f"{NUMBER:{'0'}{6}}", f"{NAME!r:{'^'}{10}}"
DEBUG_TEXT = f"{NUMBER=}", f"{NUMBER = }", f"{NAME=!s}", f"{RATIO=:.2f}", f"{NUMBER + 1=}"
EXPRESSIONS = f"{NAME.upper()}", f"{[1, 2][0]}", f"{ {'a': 1}['a'] }", f"{'nested' + f'{NUMBER}'}", f"{NAME if NUMBER else 0}", f"{len(NAME):>3}"
CONTAINERS = f"{[1, 'a']}", f"{(1,)}", f"{{'a': 1}}", f"{None}", f"{ {'a': None} }", f"{b'x'}"
ASCII = f"{'é'!a}", f"{'é'!r}"
EMPTY = f"", f"{''}", f"{{}}", f"a{{b}}c"
CONCATENATED = "a" f"{NUMBER}" 'b' f'{NAME}'
