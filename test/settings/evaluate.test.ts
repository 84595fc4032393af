/** What the evaluator makes of Python, in a closed environment (one value) and in an open one (readings). */
import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { evaluation, values } from "../support/evaluation";

/** Code that sets X -> X's value with no variables set. */
const KNOWN: readonly (readonly [code: string, value: string])[] = [
  // Literals and operators
  ["X = 60 * 60 * 24 * 365", "31536000"],
  ["X = 7 // 2, -7 // 2, -7 % 3, 2 ** 10, 7 / 2", "(3, -4, 2, 1024, 3.5)"],
  ["X = 'a' 'b' + \"c\" * 2", "'abcc'"],
  ["X = r'\\d' + '\\x41\\u00e9'", "'\\\\dAé'"],
  ["X = 1_000 + 0x10 + 0b11", "1019"],
  ["X = not 0, 1 < 2 < 3, 1 < 3 < 2, 'a' in 'cat', 2 not in [1, 3]", "(True, True, False, True, True)"],
  ["X = None or [] or 'last'", "'last'"],
  ["X = 1 and 0 and fail()", "0"],
  ["X = 'yes' if [] else 'no'", "'no'"],
  ["X = 1 is None, None is None, True is not False", "(False, True, True)"],
  ["X = f'{1 + 1}-{\"a\"!r}-{3:03d}'", `"2-'a'-003"`],
  ["X = '%s has %d' % ('a', 2)", "'a has 2'"],
  ["X = '{}/{b}'.format(1, b='c')", "'1/c'"],
  // Lists, tuples, dicts
  ["X = [1]\nX += [2]\nX.append(3)\nX.insert(0, 0)\nX.extend((4, 5))", "[0, 1, 2, 3, 4, 5]"],
  ["Y = [1]\nX = Y\nY.append(2)", "[1, 2]"],
  ["Y = [1]\nX = Y + [2]\nY.append(9)", "[1, 2]"],
  ["X = (1,)\nY = X\nX += (2,)", "(1, 2)"],
  ["A = [1, 2]\nX = [0, *A, 3]", "[0, 1, 2, 3]"],
  ["a, (b, *c) = 1, (2, 3, 4)\nX = [a, b, c]", "[1, 2, [3, 4]]"],
  ["X = {'a': 1}\nX['b'] = {'c': 2}\nX['b']['c'] += 1\nX.update(d=4)", "{'a': 1, 'b': {'c': 3}, 'd': 4}"],
  ["X = {**{'a': 1}, 'b': 2} | {'a': 3}", "{'a': 3, 'b': 2}"],
  ["D = {'a': 1}\nX = D.get('a'), D.get('b', 2), D.pop('a'), D", "(1, 2, 1, {})"],
  ["X = [1, 2, 3]\nX.remove(2)\ndel X[0]", "[3]"],
  ["X = ['a', 'c']\nX.insert(X.index('c'), 'b')", "['a', 'b', 'c']"],
  ["X = [n * 2 for n in range(4) if n % 2]", "[2, 6]"],
  ["X = {k: v for k, v in {'a': 1}.items()}", "{'a': 1}"],
  ["X = 'abcdef'[1:-1], [1, 2, 3][-1], (1, 2, 3)[:2]", "('bcde', 3, (1, 2))"],
  [
    "X = sorted(['b', 'a']), len('abc'), any([0, 1]), all([]), list('ab')",
    "(['a', 'b'], 3, True, True, ['a', 'b'])",
  ],
  ["X = ', '.join(s.strip().upper() for s in ' a , b '.split(','))", "'A, B'"],
  [
    "X = list(zip('ab', [1, 2])), list(enumerate(['a'], 1)), list(map(int, ['1', '2']))",
    "([('a', 1), ('b', 2)], [(1, 'a')], [1, 2])",
  ],
  [
    "X = list(filter(None, ['a', '', 'b'])), max(1, 3, 2), min(['b', 'a']), sum([1, 2]), abs(-3)",
    "(['a', 'b'], 3, 'a', 3, 3)",
  ],
  [
    "X = 'a=b=c'.partition('='), 'a=b=c'.rpartition('='), 'a.b.c'.rsplit('.', 1), '7'.zfill(3)",
    "(('a', '=', 'b=c'), ('a=b', '=', 'c'), ['a.b', 'c'], '007')",
  ],
  [
    "X = 'abcdef'[::2], [1, 2, 3][::-1], 'abcdef'[4:1:-2], 'abc'[:-5], [1, 2][5:]",
    "('ace', [3, 2, 1], 'ec', '', [])",
  ],
  // The environment
  ["import os\nX = os.environ.get('A', 'default')", "'default'"],
  ["import os\nX = os.getenv('A')", "None"],
  ["import os\nX = 'A' in os.environ", "False"],
  ["from os import environ as e, getenv\nX = e.get('A', 1), getenv('A', 2)", "(1, 2)"],
  ["import os\nos.environ.setdefault('A', 'set')\nX = os.environ['A']", "'set'"],
  ["import os\nX = int(os.environ.get('A', '5')), bool(os.environ.get('A', ''))", "(5, False)"],
  ["import os\nX = ''.split(',')", "['']"],
  [
    "import os\nE = os.environ.copy()\nE['A'] = 5\nX = E['A'], E.get('B', 1), 'A' in os.environ",
    "(5, 1, False)",
  ],
  // Types
  [
    "from typing import TypedDict\nD = TypedDict('D', {'a-b': int}, total=False)\nclass E(D):\n    c: int\nX = D(a=1), E(c=2)",
    "({'a': 1}, {'c': 2})",
  ],
  ["from typing import NewType\nN = NewType('N', int)\nX = N(3)", "3"],
  // Paths
  [
    "from pathlib import Path\nX = Path(__file__).resolve().parent.parent / 'db' / '../x.sqlite3'",
    "Path('/app/db/../x.sqlite3')",
  ],
  [
    "import os\nX = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'static')",
    "'/app/static'",
  ],
  [
    "from pathlib import Path\nX = str(Path('a') / 'b'), Path('a.tar.gz').stem, Path('/a/b').name",
    "('a/b', 'a.tar', 'b')",
  ],
  // Control flow
  ["X = 1\nif X == 1:\n    X = 2\nelif fail():\n    X = 3\nelse:\n    X = 4", "2"],
  [
    "X = []\nfor i, c in [(1, 'a'), (2, 'b')]:\n    if i == 2:\n        break\n    X.append(c)\nelse:\n    X = None",
    "['a']",
  ],
  ["n = 0\nwhile n < 3:\n    n += 1\nX = n", "3"],
  ["try:\n    X = {}['a']\nexcept KeyError:\n    X = 'caught'\nfinally:\n    Y = 1", "'caught'"],
  ["try:\n    from .missing import *\nexcept ImportError:\n    X = 'absent'", "'absent'"],
  [
    "def f(a, b=2, *args, c, **kw):\n    if a:\n        return a, b, args, c, kw\nX = f(1, 5, 6, c=3, d=4)",
    "(1, 5, (6,), 3, {'d': 4})",
  ],
  ["X = (lambda n: n + 1)(2)", "3"],
  [
    "match 'b':\n    case 'a':\n        X = 1\n    case 'b' | 'c':\n        X = 2\n    case _:\n        X = 3",
    "2",
  ],
  ["if (n := 3) > 2:\n    X = n", "3"],
  ["class Base:\n    A = 1\nclass C(Base):\n    B = 2\nX = C.A, C.B", "(1, 2)"],
  ["def set_x():\n    global X\n    X = 5\nset_x()", "5"],
  ["globals()['X'] = 3", "3"],
  ["locals().update({'X': 4})", "4"],
];

describe("values in a closed environment", () => {
  it.each(KNOWN)("%j is %s", (code, value) => {
    expect(values({ code, env: {} })).toEqual([value]);
  });

  it("takes variables from the environment and nowhere else", () => {
    const code = "import os\nX = os.environ['A'].lower() == 'true', os.environ.get('B', 'no')";
    expect(values({ code, env: { A: "TRUE" } })).toEqual(["(True, 'no')"]);
  });

  it("knows that a settings module raises, and where", () => {
    const code = "import os\nA = 1\nX = os.environ['MISSING']\n";
    const { startup } = evaluation({ code, env: {} });
    expect(startup).toMatchObject({ state: "raises", exception: "KeyError: 'MISSING'" });
    expect(code.slice((startup as { at: { start: number } }).at.start)).toMatch(/^os\.environ/);
  });
});

it("goes on after an exception, as far as settings are concerned", () => {
  const code = "import os\nA = os.environ['MISSING']\nB = [A, 1]\nDEBUG = True\nfrom .nowhere import *\n";
  const { settings, startup } = evaluation({ code, env: {} });
  expect(startup.state).toBe("raises");
  expect(settings.value("DEBUG").kind).toBe("unknown");
  const before = evaluation({ code: code.replace("from .nowhere import *\n", ""), env: {} }).settings;
  expect(before.value("DEBUG")).toMatchObject({ kind: "bool", value: true });
  expect(before.value("A").kind).toBe("unknown");
  expect(before.value("ALLOWED_HOSTS")).toMatchObject({ kind: "list" });
});

describe("libraries", () => {
  const environ = "import environ\nenv = environ.Env(FLAG=(bool, False), NUMBER=(int, 3))\n";
  it.each([
    ["X = env('FLAG'), env('NUMBER')", {}, "(False, 3)"],
    ["X = env('FLAG'), env('NUMBER')", { FLAG: "on", NUMBER: "7" }, "(True, 7)"],
    ["X = env.bool('A')", { A: "2" }, "True"],
    ["X = env.bool('A')", { A: "maybe" }, "False"],
    ["X = env.bool('A', default='False')", {}, "'False'"],
    ["X = env.list('A'), env.list('B', default=['x'])", { A: "a,b," }, "(['a', 'b'], ['x'])"],
    ["X = env('A', default=True)", { A: "off" }, "False"],
    ["X = env.list('A', cast=int)", { A: "1,2" }, "[1, 2]"],
    [
      "X = env.db(default='sqlite:///db.sqlite3')",
      {},
      "{'NAME': 'db.sqlite3', 'USER': '', 'PASSWORD': '', 'HOST': '', 'PORT': '', 'ENGINE': 'django.db.backends.sqlite3'}",
    ],
  ] as const)("django-environ: %s with %j", (code, env, value) => {
    expect(values({ code: environ + code, env })).toEqual([value]);
  });

  const decouple = "from decouple import config, Csv\n";
  it.each([
    ["X = config('A', default=False, cast=bool)", { A: "" }, "False"],
    ["X = config('A', default=True)", { A: "False" }, "'False'"],
    ["X = config('A', default='a, b', cast=Csv())", {}, "['a', 'b']"],
    ["X = config('A', cast=lambda v: [s.strip() for s in v.split(',')])", { A: "a, b" }, "['a', 'b']"],
    ["X = config('A', default='3', cast=int)", {}, "3"],
  ] as const)("python-decouple: %s with %j", (code, env, value) => {
    expect(values({ code: decouple + code, env })).toEqual([value]);
  });

  it("python-decouple raises on a missing variable and on rubbish", () => {
    expect(evaluation({ code: `${decouple}X = config('A')`, env: {} }).startup).toMatchObject({
      exception: expect.stringContaining("UndefinedValueError"),
    });
    expect(
      evaluation({ code: `${decouple}X = config('A', cast=bool)`, env: { A: "maybe" } }).startup,
    ).toMatchObject({ exception: expect.stringContaining("ValueError") });
  });

  it.each([
    ["X = env.bool('A', default=False), env.bool('A', False)", {}, "(False, False)"],
    ["X = env.bool('A'), env.int('B'), env('C')", { A: "on", B: "3", C: "x" }, "(True, 3, 'x')"],
    ["X = env.list('A', subcast=int), env.list('B', ['d'])", { A: "1,2" }, "([1, 2], ['d'])"],
    [
      "X = env.dj_db_url('A', default='sqlite://:memory:')",
      {},
      "{'ENGINE': 'django.db.backends.sqlite3', 'NAME': ':memory:'}",
    ],
    ["try:\n    X = env.str('A')\nexcept Exception:\n    X = 'unset'", {}, "'unset'"],
  ] as const)("environs: %s with %j", (code, env, value) => {
    expect(values({ code: `from environs import Env\nenv = Env()\nenv.read_env()\n${code}`, env })).toEqual([
      value,
    ]);
  });

  it("dj-database-url", () => {
    const code = "import dj_database_url\nX = dj_database_url.config(conn_max_age=600, ssl_require=True)";
    expect(values({ code, env: { DATABASE_URL: "postgres://u:p%40w@h:5432/name" } })).toEqual([
      "{'ENGINE': 'django.db.backends.postgresql', 'USER': 'u', 'PASSWORD': <hidden, 3 characters>, 'HOST': 'h', 'PORT': 5432, 'NAME': 'name', 'OPTIONS': {'sslmode': 'require'}, 'CONN_MAX_AGE': 600, 'CONN_HEALTH_CHECKS': False, 'DISABLE_SERVER_SIDE_CURSORS': False}",
    ]);
    expect(values({ code, env: {} })).toEqual(["{}"]);
  });
});

describe("settings that load", () => {
  it.each([
    "import warnings\nwarnings.filterwarnings('error', '', RuntimeWarning)\nX = [DeprecationWarning, TimeoutError, ConnectionError]",
    "import os, django, lib\nX = os.path.dirname(django.__file__), os.path.join(lib.PATH, 'x'), int(lib.N), -lib.N",
    "from enum import Enum\nclass E(Enum):\n    A = 'a'\nX = E.A.value\nif E.A == 'a':\n    raise ValueError",
    "from lib import load\nload('settings')\nX = INJECTED",
    "X = 'a'.isascii(), {1}.symmetric_difference({2}), [].__class__, None.__class__, 'a'.__len__()",
    "type A[K] = dict[K, int]\ntype B = A\nX: A[str] = {'a': 1}\nY = B",
    "import lib\nX = vars(lib), __doc__, __spec__, Ellipsis, NotImplemented, compile, delattr, bytearray",
  ])("%s", (code) => {
    const { startup } = evaluation({ code, env: {} });
    expect(startup.state).not.toBe("raises");
  });

  it("knows every name that Python has", () => {
    const python = "import builtins,json; print(json.dumps([n for n in dir(builtins) if n.isidentifier()]))";
    const names: string[] = JSON.parse(execFileSync("python3", ["-c", python], { encoding: "utf8" }));
    const keywords = ["None", "True", "False", "_"];
    const code = names.filter((name) => !keywords.includes(name)).join("\n");
    expect(evaluation({ code, env: {} }).startup).toEqual({ state: "ok" });
  });

  it("knows every attribute that Python's types have", () => {
    const python =
      "import json; print(json.dumps([f'{v!r}.{n}' for v in ('', [], (), {}, {1}) for n in dir(type(v))]))";
    const names: string[] = JSON.parse(execFileSync("python3", ["-c", python], { encoding: "utf8" }));
    expect(evaluation({ code: names.join("\n"), env: {} }).startup).toEqual({ state: "ok" });
  });

  it("says which exception always happens", () => {
    const code =
      "import os\nif os.environ.get('A'):\n    raise ValueError('maybe')\nraise RuntimeError('always')\n";
    expect(evaluation({ code }).startup).toMatchObject({
      state: "raises",
      exception: "RuntimeError: always",
    });
  });
});

describe("packages that write into the settings", () => {
  const before = "BASE_DIR = '/app'\nMIDDLEWARE = ['a', 'django.middleware.security.SecurityMiddleware']\n";

  it("django-heroku", () => {
    const code = `import django_heroku\n${before}django_heroku.settings(locals(), logging=False)\n`;
    const at = (name: string, env: Record<string, string> = {}) => values({ code, env }, name);
    expect(at("ALLOWED_HOSTS")).toEqual(["['*']"]);
    expect(at("STATIC_ROOT")).toEqual(["'/app/staticfiles'"]);
    expect(at("MIDDLEWARE")[0]).toMatch(/^\('whitenoise\.middleware\.WhiteNoiseMiddleware', 'a'/);
    expect(at("DATABASES")).toEqual(["{'default': None}"]);
    expect(at("DATABASES", { DATABASE_URL: "postgres://h/n" })[0]).toContain(
      "'OPTIONS': {'sslmode': 'require'}",
    );
    expect(at("SECRET_KEY", { SECRET_KEY: "k" })).toEqual(["'k'"]);
    expect(evaluation({ code, env: {} }).settings.defines("LOGGING")).toBe(false);
  });

  it("django-on-heroku", () => {
    const code = `import django_on_heroku\n${before}django_on_heroku.settings(locals())\n`;
    expect(values({ code, env: {} }, "MIDDLEWARE")[0]).toMatch(/SecurityMiddleware', 'whitenoise/);
  });

  it("django-split-settings", () => {
    const code = {
      "site/settings.py":
        "from split_settings.tools import include, optional\ninclude('parts/*.py', optional('local.py'), scope=globals())\nX.append(3)",
      "site/parts/a.py": "X = [1]",
      "site/parts/b.py": "X += [2]",
    };
    expect(values({ code, env: {} })).toEqual(["[1, 2, 3]"]);
    const missing = { "site/settings.py": "from split_settings.tools import include\ninclude('nowhere.py')" };
    expect(evaluation({ code: missing, env: {} }).startup.state).toBe("raises");
  });
});

describe("modules", () => {
  it("shares objects between modules, and follows overrides", () => {
    const code = {
      "site/base.py": "DEBUG = True\nAPPS = ['a']\nX = APPS\n_private = 1",
      "site/settings.py": "from .base import *\nAPPS += ['b']\nDEBUG = False",
    };
    expect(values({ code, env: {} })).toEqual(["['a', 'b']"]);
    expect(values({ code, env: {} }, "DEBUG")).toEqual(["False"]);
    const steps = evaluation({ code, env: {} }).settings.history("X");
    expect(steps.map(({ kind, location }) => `${kind} ${location.file}`)).toEqual([
      "assigned site/base.py",
      "imported site/settings.py",
      "changed site/settings.py",
    ]);
  });

  it("resolves packages, submodules and __all__", () => {
    const code = {
      "site/conf/__init__.py": "from .a import *\nfrom . import b",
      "site/conf/a.py": "__all__ = ['X']\nX = 1\nY = 2",
      "site/conf/b.py": "Z = 3",
      "site/settings.py": "from site.conf import *\nimport site.conf.b\nW = b.Z, site.conf.b.Z",
    };
    expect(values({ code, env: {} })).toEqual(["1"]);
    expect(values({ code, env: {} }, "W")).toEqual(["(3, 3)"]);
    expect(evaluation({ code, env: {} }).settings.defines("Y")).toBe(false);
  });

  it("ends on import cycles", () => {
    const code = {
      "site/a.py": "from .settings import *\nA = 1",
      "site/settings.py": "from .a import *\nX = A",
    };
    expect(values({ code, env: {} })).toEqual(["1"]);
  });

  it("knows nothing of names after a star import from outside of the project", () => {
    const { settings } = evaluation({ code: "X = 1\nfrom company.settings import *\nY = 2", env: {} });
    expect(settings.value("X").kind).toBe("unknown");
    expect(settings.value("Y")).toMatchObject({ kind: "int" });
    expect(settings.value("DEBUG").kind).toBe("unknown");
  });
});

describe("readings of an open environment", () => {
  it.each([
    ["X = os.environ.get('A', 'b')", ["depends on A if A is set", "'b' if A is not set"]],
    ["X = os.environ.get('A', '') == '1'", ['True if A is "1"', 'False if A is not "1"']],
    [
      "X = os.environ.get('A') == '1' or os.environ.get('A') == '2'",
      ['True if A is "1", or A is "2"', 'False if A is not "1" and A is not "2"'],
    ],
    ["X = 1 if os.environ.get('A') else 2", ["1 if A is set", "2 if A is not set"]],
    ["X = bool(os.environ.get('A'))", ["True if A is set", "False if A is not set"]],
    [
      "X = 0\nif 'A' in os.environ:\n    X = os.environ['A']",
      ["depends on A if A is set", "0 if A is not set"],
    ],
    ["A = os.environ['A']\nX = 1 if os.environ.get('A') else 2", ["1"]],
    ["X = []\nif os.environ.get('A'):\n    X.append(1)", ["[1] if A is set", "[] if A is not set"]],
    ["X = 'DYNO' in os.environ", ["True"]],
    ["X = os.environ.get('ENV', 'development') == 'production'", ["True"]],
    [
      "E = os.environ.get('ENV', 'dev')\nif E == 'dev':\n    X = 1\nelif E == 'production':\n    X = 2",
      ["2"],
    ],
    ["import sys\nX = 'test' in sys.argv", ["False"]],
    [
      "X = [h for h in os.environ.get('A', '').split(',') if h]",
      ["depends on A if A is set", "[] if A is not set"],
    ],
  ] as const)("%s", (code, expected) => {
    expect(values({ code: `import os\n${code}` })).toEqual(expected);
  });

  it("keeps branches on the same condition together", () => {
    const code = "import os\nF = os.environ.get('A')\nX = 1 if F else 2\nY = 10 if F else 20\nX = X + Y";
    expect(values({ code })).toEqual(["11 if A is set", "22 if A is not set"]);
  });

  it("stays small with many required variables and strict helpers", () => {
    const names = Array.from({ length: 60 }, (_, n) => `V${n}`);
    const code = [
      "import os",
      "def flag(name):",
      "    value = os.environ.get(name, 'no').lower()",
      "    if value in ('yes', 'true'):",
      "        return True",
      "    if value in ('no', 'false'):",
      "        return False",
      "    raise ValueError(name)",
      ...names.map((name) => `${name} = flag('${name}')`),
      "X = 1",
    ].join("\n");
    expect(values({ code })).toEqual(["1"]);
    expect(evaluation({ code }).startup.state).toBe("may-raise");
  });
});

describe("what is not understood", () => {
  it.each([
    ["X = some_library.compute()", "import some_library\n"],
    ["X = load()", "from elsewhere import load\n"],
    ["X = open('version').read()", ""],
    ["X = [1]\nmutate(X)", "from elsewhere import mutate\n"],
    ["X = 1\nexec('X = 2')", ""],
    ["X = 1\nconfigure(globals())", "from elsewhere import configure\n"],
    ["X = 1\nfor k in unknown():\n    X = k", "from elsewhere import unknown\n"],
    ["X = 1\nfor k in unknown():\n    globals()[k] = 2", "from elsewhere import unknown\n"],
    ["async def f():\n    return 1\nX = f()", ""],
    ["@decorated\ndef f():\n    return 1\nX = f()", "from elsewhere import decorated\n"],
  ])("%s: unknown, with a reason", (code, before) => {
    const value = evaluation({ code: before + code, env: {} }).settings.value("X");
    const open = "open" in value ? value.open : undefined;
    expect(value.kind === "unknown" ? value.reason : open).toMatch(/\S/);
  });

  it("is bounded", () => {
    const deep = evaluation({ code: "def f(n):\n    return f(n + 1)\nX = f(0)\nY = 1", env: {} });
    expect(deep.startup).toMatchObject({ state: "unknown" });
    const long = evaluation({
      code: "X = 0\nfor a in range(2000):\n    for b in range(2000):\n        X += 1",
      env: {},
    });
    expect(long.startup).toMatchObject({ state: "unknown" });
    expect(long.settings.value("X").kind).toBe("unknown");
  });

  it("survives half-typed code", () => {
    const { settings, startup } = evaluation({
      code: "DEBUG = False\nMIDDLEWARE = [\n    'a',\nX = 1\n",
      env: {},
    });
    expect(settings.value("DEBUG")).toMatchObject({ kind: "bool" });
    expect(settings.value("X")).toMatchObject({ kind: "int" });
    expect(settings.value("MIDDLEWARE").kind).toBe("unknown");
    expect(startup).toMatchObject({ state: "unknown" });
  });
});

describe("a copy of os.environ where nobody knows all variables", () => {
  const readings = (code: string, name = "X") =>
    values({ code: `import os\nE = os.environ.copy()\n${code}` }, name).join("; ");

  it("is read as os.environ is", () => {
    const code =
      "if 'HOSTS' in E:\n    X = E['HOSTS'].split(',')\nelse:\n    X = E.get('MISSING_TOO', 'none')";
    expect(readings(code)).toContain("'none'");
    expect(readings("D = dict(os.environ)\nX = D.get('A', 'b')")).toContain("'b'");
  });

  it("is written apart", () => {
    expect(readings("E['A'] = 1\nX = E['A'], 'A' in os.environ")).toContain("(1, False)");
    expect(readings("os.environ['A'] = 'later'\nX = E.get('A', 'before')")).toContain("'before'");
    expect(readings("E[5] = 1\nE.update(A=True)\nX = E['A']")).toBe("True");
  });

  it("is not known once code that is not understood had it", () => {
    const { settings } = evaluation({
      code: "import os\nfrom lib import change\nE = os.environ.copy()\nE['A'] = '1'\nchange(E)\nX = E['A']\nY = os.environ.get('DYNO')",
    });
    expect(settings.value("X").kind).toBe("unknown");
    expect(settings.value("Y").kind).toBe("str");
  });
});

it("filters a long list by many conditions", () => {
  const flags = Array.from({ length: 12 }, (_, n) => `F${n} = bool(os.environ.get('F${n}'))`);
  const items = Array.from({ length: 80 }, (_, n) => (n < 12 ? `'c${n}' if F${n} else None` : `'app${n}'`));
  const code = `import os\n${flags.join("\n")}\nX = list(filter(None, [${items.join(", ")}]))\nY = 'app40' in X\nZ = 1`;
  const { settings } = evaluation({ code });
  expect(settings.value("Y")).toMatchObject({ kind: "bool", value: true });
  expect(settings.value("Z")).toMatchObject({ kind: "int" });
});
