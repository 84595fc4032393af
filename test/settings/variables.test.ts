/** Libraries that read environment variables, where production's variables are not known, and `.env` files. */
import { describe, expect, it } from "vitest";
import { evaluate } from "../../server/src/settings/evaluate";
import { evaluation, values } from "../support/evaluation";
import { memorySnapshot } from "../support/memorySnapshot";

const ENVIRON = "import environ\nenv = environ.Env()\n";
const ENVIRONS = "from environs import Env\nenv = Env()\n";

/** Code that sets X -> X's readings, every variable being set or not. */
const READINGS: readonly (readonly [code: string, ...readings: string[]])[] = [
  // django-environ
  [`${ENVIRON}X = env('NAME')`, "depends on NAME"],
  [`${ENVIRON}X = env.bool('DEBUG', False)`, "depends on DEBUG if DEBUG is set", "False if DEBUG is not set"],
  [
    // A value that equals the default is given back as it is, and so is no bool.
    `${ENVIRON}X = env.bool('DEBUG', default='no')`,
    "'no' if DEBUG is \"no\"",
    `depends on DEBUG if DEBUG is not "no"`,
  ],
  [
    `${ENVIRON}X = env.list('HOSTS', cast=int, default=[])`,
    "depends on HOSTS if HOSTS is set",
    "[] if HOSTS is not set",
  ],
  [`${ENVIRON}env.prefix = 'A_'\nX = env.int('B', 1)`, "depends on A_B if A_B is set", "1 if A_B is not set"],
  [`${ENVIRON}X = env('A', default='$B')`, "depends on A if A is set", "depends on B if A is not set"],
  [
    `${ENVIRON}X = env.cache('CACHE_URL', default='dummycache://')`,
    "{'BACKEND': depends on CACHE_URL, 'LOCATION': depends on CACHE_URL, …} if CACHE_URL is set",
    "{'BACKEND': 'django.core.cache.backends.dummy.DummyCache', 'LOCATION': ''} if CACHE_URL is not set",
  ],
  [`${ENVIRON}X = env.db()['NAME']`, "depends on DATABASE_URL"],
  [
    "import environ\nenv = environ.FileAwareEnv()\nX = env('KEY', default='d')",
    "depends on KEY_FILE if KEY_FILE is set",
    "depends on KEY if KEY_FILE is not set and KEY is set",
    "'d' if KEY_FILE is not set and KEY is not set",
  ],
  [
    `${ENVIRON}try:\n    X = env.int('N')\nexcept environ.ImproperlyConfigured:\n    X = 'missing'\nexcept ValueError:\n    X = 'bad'`,
    `'bad' if N is set and env.int("N") fails`,
    `depends on N if N is set and env.int("N") works`,
    "'missing' if N is not set",
  ],
  // python-decouple
  [
    "from decouple import config, Csv\nX = config('HOSTS', default='a,b', cast=Csv(post_process=tuple))",
    "depends on HOSTS if HOSTS is set",
    "('a', 'b') if HOSTS is not set",
  ],
  [
    "from decouple import config, Choices\nX = config('LEVEL', default='a', cast=Choices(['a', 'b']))",
    "depends on LEVEL if LEVEL is set",
    "'a' if LEVEL is not set",
  ],
  // environs
  [
    `${ENVIRONS}env.read_env()\nwith env.prefixed('A_'):\n    X = env.bool('B', False)`,
    "depends on A_B if A_B is set",
    "False if A_B is not set",
  ],
  [`${ENVIRONS}X = env.int('N', validate=lambda n: n > 1)`, "depends on N"],
  [`${ENVIRONS}X = env.dj_db_url('DATABASE_URL', conn_max_age=5)['CONN_MAX_AGE']`, "5"],
  // dj-database-url: Heroku's DATABASE_URL has no options, other variables may.
  [
    "import dj_database_url\nX = dj_database_url.config(ssl_require=True)['OPTIONS']",
    "{'sslmode': 'require'}",
  ],
  [
    "import dj_database_url\nX = dj_database_url.config('REPLICA', default='sqlite:///x').get('OPTIONS', 'none')",
    "not known: options of the URL if REPLICA is set",
    "'none' if REPLICA is not set",
  ],
  // os.environ
  ["import os\nX = {**os.environ, 'A': 1}.get('B', 0)", "not known: all environment variables"],
  [
    "import os\nX = os.environ.pop('A', 0), os.environ.get('A')",
    "(depends on A, None) if A is set",
    "(0, None) if A is not set",
  ],
  [
    "import os\nfor name, value in load():\n    os.environ[name] = value\nX = os.environ.get('A')",
    "not known",
  ],
  ["import os\nX = os.environ['DJANGO_SETTINGS_MODULE']", "'site.settings'"],
];

describe("variables of production that nobody knows", () => {
  it.each(READINGS)("%s", (code, ...expected) => {
    const found = values({ code });
    expect(found.map((text, n) => (expected[n] === "not known" ? text.slice(0, 9) : text))).toEqual(expected);
  });

  it.each([
    [
      `${ENVIRON}X = env('NAME')`,
      "ImproperlyConfigured: Set the NAME environment variable",
      "NAME is not set",
    ],
    [
      "from decouple import config\nX = config('NAME')",
      "UndefinedValueError: NAME not found",
      "NAME is not set",
    ],
    [`${ENVIRONS}X = env('NAME')`, 'EnvNotSetError: Environment variable "NAME" not set', "NAME is not set"],
    [
      "from environs import Env\nenv = Env(eager=False)\nX = env.int('N')\nenv.seal()",
      "EnvValidationError: Environment variables invalid",
      "N is not set",
    ],
  ])("a variable without a default raises where it is missing: %s", (code, exception, when) => {
    expect(evaluation({ code }).startup).toMatchObject({ state: "may-raise", exception, when });
  });

  it.each([
    `${ENVIRON}X = env.int('PORT', default=1)`,
    `${ENVIRON}X = env.str('LEVEL', default='a', choices=['a'])`,
    "from decouple import config\nX = config('DEBUG', default=True, cast=bool)",
    `${ENVIRONS}X = env.url('URL', default=None)`,
    "import dj_database_url\nX = dj_database_url.config()",
  ])("a bad value is not held against the settings: %s", (code) => {
    expect(evaluation({ code }).startup).toEqual({ state: "ok" });
  });

  it("follows the file that is named after production", () => {
    const code = {
      "site/settings.py":
        "import os\nfrom split_settings.tools import include\nENV = os.environ.get('ENV', 'development')\ninclude(f'env/{ENV}.py')",
      "site/env/production.py": "X = 'production'",
      "site/env/development.py": "X = 'development'",
    };
    expect(values({ code })).toEqual(["'production'"]);
  });
});

describe(".env files", () => {
  /** X's readings in a closed environment with A alone, where production has these files or not. */
  function closed(code: string, files: Readonly<Record<string, string>>, ignored: readonly string[] = []) {
    const { settings } = evaluate({
      snapshot: memorySnapshot({ "site/__init__.py": "", "site/settings.py": code, ...files }),
      importRoot: "",
      module: { name: "site.settings", path: "site/settings.py" },
      choice: "the test names it",
      environment: { variables: new Map([["A", { value: "a", source: "test" }]]), closed: true },
      version: "5.2",
      absent: (path) => ignored.includes(path),
    });
    return settings.readings("X").map(({ value }) => (value.kind === "str" ? value.value : value.kind));
  }

  const LOADERS = [
    "import os\nfrom dotenv import load_dotenv\nload_dotenv()\nget = os.environ.get",
    "import os\nimport environ\nfrom pathlib import Path\nBASE_DIR = Path(__file__).resolve().parent.parent\nenviron.Env.read_env(BASE_DIR / '.env')\nget = os.environ.get",
    "import environ\nenv = environ.Env()\nenv.read_env('.env')\nget = lambda name, default: env.str(name, default)",
    "from decouple import config as get",
    "from environs import Env\nget = Env()\nget.read_env()",
  ];

  it.each(LOADERS)("one that production lacks sets nothing: %s", (code) => {
    expect(closed(`${code}\nX = get('A', 'default')`, {})).toEqual(["a"]);
    expect(closed(`${code}\nX = get('B', 'default')`, {})).toEqual(["default"]);
    expect(closed(`${code}\nX = get('B', 'default')`, { ".env": "B=b" }, [".env"])).toEqual(["default"]);
  });

  it.each(LOADERS)("one that is in the repository may set what is not set: %s", (code) => {
    expect(closed(`${code}\nX = get('A', 'default')`, { ".env": "A=b" })).toEqual(["a"]);
    expect(closed(`${code}\nX = get('B', 'default')`, { ".env": "B=b" })).toEqual(["env", "default"]);
  });

  it("may set anything if it overrides", () => {
    const code = "import os\nfrom dotenv import load_dotenv\nload_dotenv(override=True)\nX = os.environ['A']";
    expect(closed(code, { ".env": "A=b" })).toEqual(["env"]);
    expect(closed(code, {})).toEqual(["a"]);
  });

  it("is not there to be opened", () => {
    const code =
      "from decouple import Config, RepositoryEnv\nconfig = Config(RepositoryEnv('.env'))\nX = config('A')";
    expect(evaluation({ code, env: {} }).startup).toMatchObject({ state: "raises" });
    expect(evaluation({ code }).startup).toMatchObject({ state: "may-raise", when: "A is not set" });
  });
});

describe("a list made from a variable", () => {
  const texts = 'os.environ["H"].split(",")';

  it.each([
    [texts, "list"],
    [`[h for h in ${texts}]`, "list"],
    [`sorted(${texts})`, "list"],
    [`tuple(${texts})`, "tuple"],
    [`set(${texts})`, "set"],
    [`{h for h in ${texts}}`, "set"],
    [`frozenset(${texts})`, "frozenset"],
    [`{h: 1 for h in ${texts}}`, "dict"],
    [`map(str.strip, ${texts})`, "iterator"],
    [`filter(None, ${texts})`, "iterator"],
    [`(h for h in ${texts})`, "iterator"],
    [`iter(${texts})`, "iterator"],
    [`list(filter(None, ${texts}))`, "list"],
  ])("%s has the type %s", (code, type) => {
    expect(evaluation({ code: `import os\nX = ${code}\n` }).settings.value("X")).toMatchObject({
      kind: "env",
      type,
    });
  });

  it.each([
    [texts, [true]],
    [`[h.strip() for h in ${texts}]`, [true]],
    [`tuple(${texts})`, [true]],
    [`list(map(str.strip, ${texts}))`, [true]],
    [`filter(None, ${texts})`, [true]],
    [`[h for h in ${texts} if h]`, [true, false]],
    [`list(filter(None, ${texts}))`, [true, false]],
    ['os.environ["H"].split()', [true, false]],
  ])("bool(%s) is one of %j", (code, expected) => {
    const readings = evaluation({ code: `import os\nX = bool(${code})\n` }).settings.readings("X");
    expect(readings.map(({ value }) => "value" in value && value.value)).toEqual(expected);
  });
});
