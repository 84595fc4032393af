DIGITS = "123".isdigit(), "".isdigit(), "1.5".isdigit(), "-1".isdigit(), "²".isdigit(), "²".isdecimal(), "½".isnumeric(), "123".isdecimal(), "12a".isnumeric()
LETTERS = "abc".isalpha(), "ab1".isalpha(), "".isalpha(), "é".isalpha(), "a b".isalpha(), "ab1".isalnum(), "a-b".isalnum(), "日".isalpha()
CASES = "abc".islower(), "aBc".islower(), "123".islower(), "ABC1".isupper(), "A_B".isupper(), "".isupper(), "Hello World".istitle(), "Hello world".istitle(), "É".isupper()
OTHERS = " \t".isspace(), "".isspace(), "a ".isspace(), "abc".isidentifier(), "1a".isidentifier(), "class".isidentifier(), "a b".isidentifier(), "abc".isascii(), "é".isascii(), "".isascii(), "a\n".isprintable(), "ab".isprintable(), "".isprintable()
