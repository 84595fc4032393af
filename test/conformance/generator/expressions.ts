/** Python's expressions by the type of their value. */
import fc from "fast-check";
import * as define from "./definitions";
import { FLAGS, LISTS, NUMBERS, nameOf, readText, required, TEXTS, variable } from "./environment";
import { deep, either, fragment, type Grammar, mapText, py, quote, several, textOf } from "./fragment";

// ---------------------------------------------------------------- any type

/** Expressions with the value of one of `value`'s, whatever its type. */
export function wrapped(value: Grammar, depth: number): Grammar {
  const test = bool(depth - 1);
  return either(
    [12, value],
    py("conditional expression")`(${value} if ${test} else ${value})`,
    py("or")`(None or ${value})`,
    py("and")`(True and ${value})`,
    [1, py("subscript of a list")`[${value}, ${value}][${textOf("0", "1", "-1")}]`],
    [1, py("subscript of a tuple")`(${value}, ${value})[${textOf("0", "1", "-2")}]`],
    [1, py("subscript of a dict")`{"a": ${value}, "b": ${value}}[${textOf('"a"', '"b"')}]`],
    [1, py("dict.get")`{"a": ${value}}.get(${textOf('"a"', '"b"')}, ${value})`],
    [1, py("subscript by a boolean")`(${value}, ${value})[${bool(depth - 1)}]`],
    [1, py("lambda")`(lambda: ${value})()`],
    [1, py("lambda")`(lambda value, other=None: value)(${value})`],
    [
      1,
      py(["function: defaults", "function: positional-only"], {
        define: define.SWITCH,
      })`switch(${test}, ${value}, no=${value})`,
    ],
    [
      1,
      py(["function: **kwargs", "function: early return"], {
        define: define.PASS_ON,
      })`pass_on(${value}, strict=True)`,
    ],
    [
      1,
      py(["function: *args", "function: keyword-only"], {
        define: define.FIRST_OF,
      })`first_of(None, ${value}, default=${value})`,
    ],
    [1, py("next()")`next(item for item in [${value}])`],
    [1, py("list comprehension")`[item for item in (${value}, None)][0]`],
    [1, py("star in a display")`[*[${value}], None][0]`],
    [1, py("dict comprehension")`{name: item for name, item in [("a", ${value})]}["a"]`],
    [1, py("dict.pop")`{"a": ${value}}.pop("a")`],
    [1, py("getattr()", { define: define.DEFAULTS })`getattr(Defaults, "MISSING", ${value})`],
    [1, py("dict()")`dict(a=${value})["a"]`],
  );
}

// ---------------------------------------------------------------- booleans

export const bool = deep(
  (depth) => {
    const less = () => bool(depth - 1);
    const text = str(depth - 1);
    const number = int(depth - 1);
    return either(
      [5, textOf("True", "False")],
      [5, readFlag(depth - 1)],
      [3, py("name")`DEBUG`],
      py("not")`(not ${less()})`,
      py("and")`(${less()} and ${less()})`,
      py("or")`(${less()} or ${less()})`,
      py(["and", "or"])`(${less()} and ${less()} or ${less()})`,
      py("comparison of numbers")`(${number} ${textOf(">", "<=", "==", "!=", ">=")} ${number})`,
      py("chained comparison")`(0 ${textOf("<", "<=")} ${number} < 100000)`,
      py("comparison of strings")`(${text} ${textOf("==", "!=")} ${text})`,
      py("in")`(${text} ${textOf("in", "not in")} (${several(text, { min: 1, max: 3 })},))`,
      py("in a string")`("${textOf("a", "e", "pro", "")}" in ${text})`,
      py("is None")`(${readMaybe()} ${textOf("is", "is not")} None)`,
      py("in a dict", { define: define.CONSTANTS })`(${textOf('"timeout"', '"missing"')} in OPTIONS)`,
      py("bool()")`bool(${either(text, number, less())})`,
      py("any()")`any([${several(less())}])`,
      py("all()")`all([${several(less())}])`,
      py(["any()", "generator expression"])`any(name.startswith("a") for name in ${strings(depth - 1)})`,
      py(["all()", "generator expression"])`all(len(name) > 3 for name in ${strings(depth - 1)})`,
      py("str.startswith")`${text}.startswith(${textOf('"a"', '("a", "p")', '"pro"')})`,
      py("str.endswith")`${text}.endswith(${textOf('"n"', '("g", "n")', '".com"')})`,
      py("str.is*")`${text}.${textOf("isdigit", "isupper", "islower", "isalpha", "isalnum")}()`,
      py("sys.argv")`(${textOf('"test"', '"check"', '"runserver"')} in sys.argv)`,
      py("sys.argv")`(len(sys.argv) > 1 and sys.argv[1] == "test")`,
      py(
        "isinstance()",
      )`isinstance(${either(text, number, strings(depth - 1))}, ${textOf("str", "int", "(list, tuple)", "bool")})`,
      py("function: module-level set", {
        define: define.STRING_TO_BOOL,
      })`str_to_bool(${either(text, less())})`,
      py("comparison with True")`(${less()} ${textOf("is True", "is not True", "== True", "is False")})`,
      py("class as a namespace", { define: define.DEFAULTS })`Defaults.DEBUG`,
      py("hasattr()", { define: define.DEFAULTS })`hasattr(Defaults, ${textOf('"HOST"', '"PORT"')})`,
      py("exclusive or")`(${less()} ^ ${less()})`,
      py(
        "path.exists",
      )`os.path.exists(os.path.join(BASE_DIR, ${textOf('"static"', '"manage.py"', '".env"')}))`,
      py(
        "path.exists",
      )`(BASE_DIR / ${textOf('"static"', '"manage.py"', '".env"')}).${textOf("exists", "is_dir", "is_file")}()`,
    );
  },
  () => either([3, textOf("True", "False")], [3, readFlag(0)], py("name")`DEBUG`),
);

/** A boolean that a variable decides. */
function readFlag(depth: number): Grammar {
  const fallback = textOf('"False"', '"True"', '""', '"0"', '"1"');
  const text = readText(FLAGS, fallback);
  const name = nameOf(variable(FLAGS));
  return either(
    py(
      "comparison of strings",
    )`(${text} ${textOf("==", "!=")} ${textOf('"True"', '"true"', '"1"', '"False"')})`,
    py(
      "in",
    )`(${text} ${textOf("in", "not in")} ${textOf('("True", "true", "1")', '["1", "yes", "on"]', '{"true", "1"}', '"True true 1"')})`,
    py(["str.lower", "in"])`(${text}.lower() in ("true", "1", "yes", "on"))`,
    py(["str.lower", "str.strip"])`(${text}.strip().lower() == "true")`,
    py("os.environ in")`(${name} ${textOf("in", "not in")} os.environ)`,
    py("function: defaults", {
      define: define.ENV_BOOL,
    })`env_bool(${name}${textOf("", ", True", ", default=True")})`,
    py("bool()")`bool(${text})`,
    py([
      "int()",
      "bool()",
    ])`bool(int(os.environ.get(${nameOf(variable({ ...FLAGS, values: ["1", "0"], odd: [] }))}, "0")))`,
    ...(depth > 0
      ? [
          py(
            "json.loads",
          )`json.loads(os.environ.get(${nameOf(variable({ ...FLAGS, values: ["true", "false"], odd: [] }))}, "false"))`,
        ]
      : []),
  );
}

/** A string or None. */
function readMaybe(): Grammar {
  const name = nameOf(variable(TEXTS));
  return either(
    py("os.environ.get")`os.environ.get(${name})`,
    py("os.getenv")`os.getenv(${name})`,
    py("os.environ.pop")`os.environ.pop(${name}, None)`,
  );
}

// ---------------------------------------------------------------- numbers

/** Expressions whose value is one of these numbers, or what a variable says instead. */
export function intOf(values: readonly number[], depth: number): Grammar {
  const one = fc.constantFrom(...values);
  const plain = one.map((value) => fragment(String(value)));
  const texts = one.map((value) => fragment(quote(String(value))));
  const name = nameOf(variable(NUMBERS));
  return wrapped(
    either(
      [4, plain],
      one.map((value) => fragment(value % 60 === 0 && value > 0 ? `60 * ${value / 60}` : `${value} + 0`)),
      one.map((value) =>
        fragment(
          value >= 1000
            ? `${Math.floor(value / 1000)}_${String(value % 1000).padStart(3, "0")}`
            : String(value),
        ),
      ),
      py("int()")`int(${texts})`,
      py("int()")`int(${readText(NUMBERS, texts)})`,
      py(["int()", "or"])`int(os.environ.get(${name}) or ${plain})`,
      py("max()")`max(${plain}, 0)`,
      py("min()")`min(${plain}, ${Math.max(...values) + 1})`,
      py("sum()")`sum([${plain}, 0])`,
      py(["timedelta", "int()"])`int(datetime.timedelta(seconds=${plain}).total_seconds())`,
      py("abs()")`abs(-${plain})`,
      py("round()")`round(${plain}.0)`,
    ),
    depth,
  );
}

export const int = deep(
  (depth) => {
    const less = int(depth - 1);
    const text = str(depth - 1);
    return either(
      [4, textOf("0", "1", "5", "60", "3600")],
      py("number literals")`${textOf("0x1F", "0b101", "1_000", "0o17", "10 ** 3", "-1")}`,
      py("arithmetic")`(${less} ${textOf("+", "-", "*")} ${less})`,
      py("arithmetic")`(${less} ${textOf("//", "%")} ${textOf("2", "7", "-3")})`,
      py("arithmetic")`(-${less})`,
      py("bit operators")`(${less} ${textOf("|", "&", "^")} ${textOf("1", "6", "255")})`,
      py("bit operators")`(1 << ${textOf("3", "10")})`,
      py("len()")`len(${either(text, strings(depth - 1), dict(depth - 1))})`,
      py("int()")`int(${readText(NUMBERS, textOf('"5"', '"60"'))})`,
      py("sum()")`sum([${several(less)}])`,
      py(["sum()", "generator expression"])`sum(len(item) for item in ${strings(depth - 1)})`,
      py("max()")`max(${less}, ${less})`,
      py("min()")`min([${several(less, { min: 1 })}])`,
      py("str.count")`${text}.count("a")`,
      py("str.find")`${text}.find(${textOf('"o"', '"zz"', '"e"')})`,
      py("list.count")`${strings(depth - 1)}.count("example.com")`,
      py("list.index")`["x", "y", "z"].index(${textOf('"x"', '"z"')})`,
      py("int of a boolean")`int(${bool(depth - 1)})`,
      py("class as a namespace", {
        define: define.DEFAULTS,
      })`${textOf("Defaults.AGE", "Defaults.Cache.TIMEOUT")}`,
      py("name", { define: define.CONSTANTS })`HOUR`,
      py("nested subscripts", { define: define.CONSTANTS })`OPTIONS["nested"]["depth"]`,
      py("lambda", { define: define.TWICE })`twice(${less})`,
      py("round()")`round(${float(depth - 1)})`,
      py("divmod()")`divmod(${less}, 7)[${textOf("0", "1")}]`,
    );
  },
  () => textOf("0", "1", "5", "60", "3600"),
);

export const float = deep(
  (depth) =>
    either(
      [2, textOf("0.5", "1e3", "2.0", "0.25")],
      py("float()")`float(${either(textOf('"0.25"', '"1"', "3"), int(depth - 1))})`,
      py("float()")`float(${readText({ ...NUMBERS, values: ["0.1", "1.0", "2"] }, textOf('"0.5"'))})`,
      py("true division")`(${int(depth - 1)} / ${textOf("2", "4", "8")})`,
      py("arithmetic of floats")`(${float(depth - 1)} ${textOf("+", "*", "-")} ${textOf("2", "0.5")})`,
      py(["round()", "two arguments of round()"])`round(${float(depth - 1)}, ${textOf("1", "2")})`,
    ),
  () => textOf("0.5", "1e3", "2.0"),
);

// ---------------------------------------------------------------- strings

/** Expressions whose value is one of these strings, or what a variable says instead. */
export function strOf(values: readonly string[], depth: number, variables = TEXTS): Grammar {
  const one = fc.constantFrom(...values);
  const plain = one.map((value) => fragment(quote(value)));
  const made = (make: (value: string, at: number) => string): Grammar =>
    fc.tuple(one, fc.nat(100)).map(([value, at]) => fragment(make(value, at % (value.length + 1))));
  return wrapped(
    either(
      [8, plain],
      py(
        "string: implicit concatenation",
      )`(${made((s, n) => `${quote(s.slice(0, n))} ${quote(s.slice(n))}`)})`,
      py("string concatenation")`(${made((s, n) => `${quote(s.slice(0, n))} + ${quote(s.slice(n))}`)})`,
      py(
        "f-string",
      )`${made((s, n) => `f"${escaped(s.slice(0, n))}{${quote(s.slice(n)).replaceAll('"', "'")}}"`)}`,
      py("str.join")`"".join([${made((s, n) => `${quote(s.slice(0, n))}, ${quote(s.slice(n))}`)}])`,
      py("str.strip")`" ${one.map((s) => fragment(quote(s).slice(1, -1)))} ".strip()`,
      py("str.replace")`${made((s, n) => `${quote(`${s.slice(0, n)}@@${s.slice(n)}`)}.replace("@@", "")`)}`,
      py("%-formatting")`("%s${made((s, n) => `%s" % (${quote(s.slice(0, n))}, ${quote(s.slice(n))})`)})`,
      py(
        "str.format",
      )`${made((s, n) => `"{}{tail}".format(${quote(s.slice(0, n))}, tail=${quote(s.slice(n))})`)}`,
      py("str()")`str(${plain})`,
      py(["closure"], {
        define: define.WITH_PREFIX,
      })`${made((s, n) => `with_prefix(${quote(s.slice(0, n))})(${quote(s.slice(n))})`)}`,
      py("slice of a string")`${made((s) => `${quote(`xx${s}y`)}[2:-1]`)}`,
      py("str.removeprefix")`${made((s) => `${quote(`pre-${s}`)}.removeprefix("pre-")`)}`,
      py("str.partition")`${made((s) => `${quote(`${s}|rest`)}.partition("|")[0]`)}`,
      py("str.split")`${made((s) => `${quote(`first|${s}`)}.split("|")[1]`)}`,
      readText(variables, plain),
    ),
    depth,
  );
}

const escaped = (text: string) => quote(text).slice(1, -1).replaceAll("{", "{{").replaceAll("}", "}}");

export const str = deep(
  (depth) => {
    const less = () => str(depth - 1);
    return either(
      [4, textOf('"production"', '"example.com"', "'shop'", '""', '"A b,c"')],
      [5, readText(TEXTS, textOf('"staging"', '"local"', '""'))],
      py(
        "string literals",
      )`${textOf('r"\\d+"', '"""two\nlines"""', '"tab\\tquote\\""', "'it\\'s'", '"\\u00e9"', '"\\x41"', "'a' \"b\"")}`,
      py("f-string")`f"{${inner(depth)}}-${textOf("x", "y", "{{z}}")}"`,
      py("f-string: conversion")`f"{${inner(depth)}!${textOf("r", "s")}}"`,
      py("f-string: =", { define: define.CONSTANTS })`f"{${textOf("PROJECT_NAME", "HOUR", "DEBUG")}=}"`,
      py("f-string: format spec", {
        define: define.CONSTANTS,
      })`f"{${textOf("HOUR:05d", "HOUR:,", "PROJECT_NAME:>8", "PROJECT_NAME:*^9", "HOUR:x", "HOUR / 7:.2f", "PROJECT_NAME!r:10", "HOUR:{5}d")}}"`,
      py("%-formatting")`("%s is %s" % (${less()}, ${either(int(depth - 1), less())}))`,
      py("%-formatting")`("%(name)s-%(age)d" % {"name": ${less()}, "age": ${int(depth - 1)}})`,
      py("%-formatting")`("${textOf("%d items", "%05d", "%x", "%r", "%s%%", "%-6s|")}" % ${int(depth - 1)})`,
      py("str.format")`"{0}/{1}/{0}".format(${less()}, ${less()})`,
      py("str.format")`"{name}-{:>4}".format(${int(depth - 1)}, name=${less()})`,
      py("str.join")`${textOf('","', '""', '" - "')}.join(${strings(depth - 1)})`,
      py([
        "str.join",
        "generator expression",
      ])`"+".join(str(item) for item in (${int(depth - 1)}, ${less()}))`,
      py(
        "str.strip",
      )`${less()}.${textOf("strip()", "lstrip()", "rstrip()", 'strip("n")', 'rstrip(".com")', 'lstrip("/")')}`,
      py("str.lower")`${less()}.lower()`,
      py("str.upper")`${less()}.upper()`,
      py("str: other case methods")`${less()}.${textOf("title", "capitalize", "swapcase", "casefold")}()`,
      py("str.replace")`${less()}.replace(${textOf('"a", "b"', '"o", ""', '".", "-", 1', '"", "_"')})`,
      py(
        "str.partition",
      )`${less()}.${textOf('partition("-")', 'rpartition(".")')}[${textOf("0", "1", "-1")}]`,
      py("str.split")`${less()}.split(${textOf('"-"', '"."', '",", 1')})[0]`,
      py("str.removeprefix")`${less()}.${textOf('removeprefix("pro")', 'removesuffix(".com")')}`,
      py("str: padding")`${less()}.${textOf("zfill(6)", "ljust(12)", 'rjust(12, "*")', 'center(15, "-")')}`,
      py("slice of a string")`${less()}[${textOf("1:", ":-1", "::2", "::-1", "1:3", "-3:", ":", "2:100")}]`,
      py("string concatenation")`(${less()} + ${less()})`,
      py("string repetition")`(${less()} * ${textOf("2", "0", "3")})`,
      py("str()")`str(${either(int(depth - 1), bool(depth - 1), float(depth - 1))})`,
      py("repr()")`repr(${either(less(), strings(depth - 1), int(depth - 1))})`,
      py("recursion", { define: define.REPEATED })`repeated(${less()}, ${textOf("0", "1", "3")})`,
      py("closure", { define: define.WITH_PREFIX })`with_prefix(${less()})(${less()})`,
      py("urllib.parse")`${textOf("quote", "quote_plus", "unquote")}(${less()})`,
      py(
        "urllib.parse",
      )`urlparse(${textOf('"https://user@www.example.com:8000/path?q=1"', '"//cdn.example.com/static/"')}).${textOf("scheme", "netloc", "hostname", "path")}`,
      py("class as a namespace", {
        define: define.DEFAULTS,
      })`${textOf("Defaults.HOST", "Defaults.Cache.PREFIX")}`,
      py("name", { define: define.CONSTANTS })`PROJECT_NAME`,
      py("min()")`min(${less()}, ${less()})`,
      py("sorted()")`sorted(${textOf('["b", "a", "c"]')})[0]`,
      py("function: raising", { define: define.REQUIRE })`require(${nameOf(required(TEXTS))})`,
      py(
        "os.path",
      )`os.path.${textOf("basename", "dirname", "normpath")}(${textOf('"/srv/app/site.py"', '"a/../b"', "__file__")})`,
      py("os.path")`os.path.splitext("archive.tar.gz")[${textOf("0", "1")}]`,
      py("path: parts of the name")`BASE_DIR.${textOf("name", "parent.name", "stem", "suffix")}`,
      py("json.dumps")`json.dumps(${either(less(), strings(depth - 1), int(depth - 1))})`,
      py("chr() and ord()")`chr(ord("a") + ${textOf("0", "1", "25")})`,
      py("type names")`type(${either(less(), int(depth - 1))}).__name__`,
      py("bytes")`${textOf('b"abc".decode()', '"abc".encode().decode("utf-8")', 'b"abc".hex()')}`,
    );
  },
  () =>
    either(
      [3, textOf('"production"', '"example.com"', "'shop'", '""')],
      [2, readText(TEXTS, textOf('"staging"', '"local"'))],
    ),
);

/** What stands between the braces of an f-string with double quotes, before Python 3.12 too. */
function inner(depth: number): Grammar {
  return mapText(either(int(depth - 1), textOf("'x'", "DEBUG", "'a' if DEBUG else 'b'")), (text) =>
    // With both quotes it cannot stand there.
    text.includes('"') && text.includes("'") ? "7" : text.replaceAll('"', "'"),
  );
}

// ---------------------------------------------------------------- lists of strings

/** Expressions for a list of these literals, all of them and in this order; the items may be made otherwise. */
export const strings = deep(
  (depth) => {
    const less = () => strings(depth - 1);
    const item = str(depth - 1);
    const text = readText(LISTS, textOf('"localhost,127.0.0.1"', '""', '"example.com"'));
    return either(
      [4, py("list display")`[${several(item)}]`],
      [3, py(["str.split", "environment list"])`${text}.split(",")`],
      [
        2,
        py([
          "list comprehension",
          "environment list",
          "str.split",
        ])`[host.strip() for host in ${text}.split(",") if host.strip()]`,
      ],
      [
        2,
        py("function: keyword-only", {
          define: define.ENV_LIST,
        })`env_list(${nameOf(variable(LISTS))}${textOf("", ', "localhost"', ', separator=";"')})`,
      ],
      py(["filter()", "list()"])`list(filter(None, ${text}.split(",")))`,
      py(["map()", "list()"])`list(map(str.strip, ${text}.split(",")))`,
      py("list concatenation")`(${less()} + ${less()})`,
      py("list repetition")`(${less()} * 2)`,
      py("star in a display")`[*${less()}, ${item}]`,
      py("star in a display")`[*${less()}, *${less()}]`,
      py(
        "list comprehension",
      )`[${textOf("name", "name.upper()", 'f"www.{name}"', "name + '.'")} for name in ${less()}]`,
      py(
        "list comprehension: condition",
      )`[name for name in ${less()} if ${textOf("name", '"a" in name', "len(name) > 3", "not DEBUG", 'name.startswith("e") or DEBUG')}]`,
      py(
        "list comprehension: nested",
      )`[a + b for a in ${less()} for b in ("x", "y")${textOf("", " if a", ' if b != "x"')}]`,
      py(
        "sorted()",
      )`sorted(${less()}${textOf("", ", reverse=True", ", key=len", ", key=lambda name: name[-1:]", ", key=str.lower")})`,
      py(["sorted()", "set()"])`sorted(set(${less()}))`,
      py(["sorted()", "set comprehension"])`sorted({name.lower() for name in ${less()}})`,
      py("slice of a list")`${less()}[${textOf("1:", ":1", ":-1", "::2", "::-1", "-2:", "1:2", ":")}]`,
      py("list()")`list(${either(less(), textOf('("a", "b")', '"abc"', '{"k": 1, "l": 2}'))})`,
      py("reversed()")`list(reversed(${less()}))`,
      py(["dict.fromkeys", "list()"])`list(dict.fromkeys(${less()}))`,
      py("enumerate()")`[f"{n}{name}" for n, name in enumerate(${less()}${textOf("", ", 1", ", start=5")})]`,
      py("zip()")`[a + b for a, b in zip(${less()}, ${less()})]`,
      py("range()")`[f"host{n}" for n in range(${textOf("3", "1, 4", "0, 10, 4", "3, 0, -1", "0")})]`,
      py("list.copy")`${less()}.copy()`,
      py("str.splitlines")`${textOf('"a\\nb\\n\\nc"', '"one"', '""')}.splitlines()`,
      py("str.split")`${textOf('" a  b "', '"one"', '""', '"  "')}.split()`,
      py("str.split")`${textOf('"a,b,c"', '"one"', '""')}.split(",", ${textOf("0", "1", "-1")})`,
      py("dict.keys")`list(${textOf('{"a": 1, "b": 2}.keys()', '{"a": 1}')})`,
      py("json.loads")`json.loads(${textOf(`'["a", "b"]'`, `'[]'`)})`,
      py("class as a namespace", { define: define.DEFAULTS })`Defaults.HOSTS`,
      py("nested subscripts", { define: define.CONSTANTS })`OPTIONS["nested"]["items"]`,
      py("itertools.chain")`list(itertools.chain(${less()}, ${less()}))`,
      py("re")`re.split(r"[,;] *", ${textOf('"a, b;c"', '"a"')})`,
      py("functools.reduce")`functools.reduce(lambda a, b: a + b, [${several(less(), { min: 1 })}], [])`,
    );
  },
  () => py("list display")`[${several(str(0))}]`,
);

// ---------------------------------------------------------------- other containers

export const tuple = deep(
  (depth) =>
    either(
      py("tuple display")`(${several(str(depth - 1), { min: 1 })},)`,
      py("tuple()")`tuple(${strings(depth - 1)})`,
      py("tuple concatenation")`(${tuple(depth - 1)} + ("end",))`,
      py("slice of a tuple")`${tuple(depth - 1)}[${textOf("1:", ":-1", "::-1")}]`,
      py("star in a display")`(*${strings(depth - 1)}, ${str(depth - 1)})`,
      py("sorted()")`tuple(sorted(${tuple(depth - 1)}))`,
    ),
  () => py("tuple display")`(${several(str(0), { min: 1 })},)`,
);

export const set = deep(
  (depth) =>
    either(
      py("set display")`{${several(str(depth - 1), { min: 1 })}}`,
      py("set()")`${textOf("set", "frozenset")}(${strings(depth - 1)})`,
      py("set operators")`(${set(depth - 1)} ${textOf("|", "&", "-", "^")} ${set(depth - 1)})`,
      py("set comprehension")`{name.lower() for name in ${strings(depth - 1)}}`,
      py(
        "set methods",
      )`set(${strings(depth - 1)}).${textOf("union", "difference", "intersection")}(${strings(depth - 1)})`,
    ),
  () => py("set display")`{${several(str(0), { min: 1 })}}`,
);

export const dict = deep(
  (depth) => {
    const less = () => dict(depth - 1);
    const value = either(str(depth - 1), int(depth - 1), bool(depth - 1), strings(depth - 1), textOf("None"));
    return either(
      [4, py("dict display")`{"a": ${value}, "b": ${value}}`],
      [1, py("dict display")`{"a": ${value}, "b": ${value}, "a": ${value}}`],
      [2, py("dict display")`{${str(depth - 1)}: ${value}, "name": ${value}}`],
      py("dict()")`dict(a=${value}, b=${value})`,
      py("dict()")`dict([("a", ${value}), ("c", ${value})])`,
      py("dict()")`dict(${less()}, b=${value})`,
      py("** in a display")`{**${less()}, "b": ${value}}`,
      py("** in a display")`{"b": ${value}, **${less()}}`,
      py("| of dicts")`(${less()} | {"b": ${value}})`,
      py(
        "dict comprehension",
      )`{name: ${textOf("len(name)", "name.upper()", "True")} for name in ${strings(depth - 1)}}`,
      py(
        "dict comprehension",
      )`{key: value for key, value in ${less()}.items()${textOf("", " if value", ' if key != "a"')}}`,
      py("zip()")`dict(zip(("a", "b"), (${value}, ${value})))`,
      py(["function: *args", "function: **kwargs"], {
        define: define.MERGED,
      })`merged(${less()}, {"b": ${value}}, c=${value})`,
      py("dict.fromkeys")`dict.fromkeys(${strings(depth - 1)}${textOf("", ", 0", ', "x"')})`,
      [3, py("dict.copy")`${less()}.copy()`],
      py("json.loads")`json.loads(${textOf(`'{"a": 1, "b": [true, null]}'`, `'{}'`, `'{"x": {"y": 1.5}}'`)})`,
      py("nested subscripts", { define: define.CONSTANTS })`OPTIONS["nested"]`,
      [3, py("parse_qs")`dict(parse_qsl(${textOf('"a=1&b=2"', '"a=x%20y"', '""')}))`],
    );
  },
  () => py("dict display")`{"a": ${either(str(0), int(0))}, "b": ${textOf("True", "None", "1")}}`,
);

// ---------------------------------------------------------------- paths

export const path = deep(
  (depth) =>
    either(
      [3, textOf("BASE_DIR")],
      [
        3,
        py("path /")`BASE_DIR / ${textOf('"static"', '"media"', '"missing"', '"data" / "files"', '"a/b"')}`,
      ],
      py("path /")`(${path(depth - 1)} / ${either(
        textOf('"x"', '"../y"'),
        str(0).map((one) => ({ ...one, text: `(${one.text} or "x")` })),
      )})`,
      py("path.joinpath")`BASE_DIR.joinpath("a", "b")`,
      py("path: parts of the name")`BASE_DIR.${textOf("parent", "parents[0]", "parents[1]")}`,
      py(
        "path: new name",
      )`(BASE_DIR / "site.tar.gz").${textOf('with_suffix(".txt")', 'with_name("other")', 'with_stem("other")')}`,
      py("Path()")`Path(${textOf('"/srv/data"', "__file__", '"/srv", "data"', "str(BASE_DIR)")})`,
      py("Path()")`Path(__file__).resolve().parent`,
    ),
  () => textOf("BASE_DIR", 'BASE_DIR / "data"'),
);

/** A path as a string. */
export const pathText = deep(
  () =>
    either(
      py("str()")`str(BASE_DIR / ${textOf('"static"', '"media"', '"missing"')})`,
      py("os.path")`os.path.join(BASE_DIR, ${textOf('"static"', '"media"', '"a", "b"', '"/etc"')})`,
      py("os.path")`os.path.dirname(os.path.abspath(__file__))`,
      py("os.path")`os.path.dirname(os.path.dirname(os.path.realpath(__file__)))`,
      py("f-string")`f"{BASE_DIR}/${textOf("static", "media")}"`,
      py("path: methods")`(BASE_DIR / "static").as_posix()`,
      py(
        "os.path",
      )`os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ${textOf('"data"', '"static"')}))`,
    ),
  () => py("str()")`str(BASE_DIR)`,
);

/** A value of any type, for names that no check reads. */
export const anything = (depth: number): Grammar =>
  wrapped(
    either(
      [3, str(depth)],
      [2, bool(depth)],
      [2, int(depth)],
      [3, float(depth)],
      [2, strings(depth)],
      tuple(depth),
      [3, set(depth)],
      [2, dict(depth)],
      path(depth),
      pathText(depth),
      py("timedelta")`datetime.timedelta(${textOf("days=1", "minutes=5", "hours=1, seconds=2", "1")})`,
      py("timedelta")`timedelta(days=${int(0)}).days`,
      py("nested comprehension")`[[a * b for a in range(3)] for b in range(${textOf("2", "0")})]`,
      py("list of tuples")`[("${textOf("en", "de")}", ${str(0)}), ("fr", "French")]`,
      py("nested displays")`{"a": [{"b": (${str(0)}, ${int(0)})}], "c": None}`,
    ),
    depth,
  );
