/** The libraries that settings read their environment with, by the type of the value. */
import { FLAGS, LISTS, NUMBERS, nameOf, required, TEXTS, type Variable, variable } from "./environment";
import { beside, either, type Grammar, py, textOf } from "./fragment";

const SCHEME_ENV = `
  scheme_env = environ.Env(
      DJANGO_DEBUG=(bool, False),
      SECURE_SSL=(bool, True),
      PORT=(int, 8000),
      DJANGO_HOSTS=(list, []),
      STAGE=(str, "production"),
      APP_NAME=str,
  )`;

const PYDANTIC = `
  class AppSettings(BaseSettings):
      django_debug: bool = False
      port: int = 8000
      stage: str = "production"
      features_json: list[str] = ["one"]
      hsts_seconds: int = Field(default=3600, alias="HSTS_SECONDS")


  app_settings = AppSettings()`;

const PYDANTIC_PREFIX = `
  class SiteSettings(BaseSettings):
      model_config = SettingsConfigDict(env_prefix="SITE_", extra="ignore")

      debug: bool = False
      name: str
      hosts: list[str] = Field(default_factory=list)
      timeout: float | None = None


  site_settings = SiteSettings(name="shop")`;

const of = (from: Variable, values: readonly string[]): Variable => ({ ...from, values, odd: [] });
const WORDS = of(FLAGS, ["True", "true", "1", "False", "false", "0", "on", "off", "yes", "no"]);

/** Sets the variables that the fields of the pydantic classes read. */
function withField(grammar: Grammar, name: string, from: Variable): Grammar {
  return beside(nameOf(variable({ ...from, names: [name] })), grammar);
}

export const libraryBool = (): Grammar => {
  const name = nameOf(variable(FLAGS));
  const word = nameOf(variable(WORDS));
  const fallback = textOf("False", "True");
  return either(
    [3, py("django-environ: bool")`env.bool(${name}, default=${fallback})`],
    py("django-environ: bool")`env.bool(${name}, ${fallback})`,
    py("django-environ: call")`env(${name}, cast=bool, default=${fallback})`,
    py("django-environ: call")`env(${name}, default=${fallback})`,
    py("django-environ: scheme", {
      define: SCHEME_ENV,
    })`scheme_env(${nameOf(variable({ ...FLAGS, names: ["DJANGO_DEBUG", "SECURE_SSL"] }))})`,
    py("django-environ: bool")`env.bool(${nameOf(required(FLAGS))})`,
    [3, py("decouple: cast=bool")`config(${word}, default=${fallback}, cast=bool)`],
    py("decouple: cast=bool")`config(${nameOf(required(WORDS))}, cast=bool)`,
    py(
      "decouple: cast function",
    )`config(${name}, default="no", cast=lambda value: value.lower() in ("yes", "true"))`,
    [2, py("environs: bool")`envs.bool(${word}, ${fallback})`],
    py("environs: bool")`envs.bool(${word}, default=${fallback})`,
    withField(
      py("pydantic-settings", { define: PYDANTIC })`app_settings.django_debug`,
      "DJANGO_DEBUG",
      WORDS,
    ),
    withField(
      py(["pydantic-settings", "pydantic-settings: prefix"], {
        define: PYDANTIC_PREFIX,
      })`site_settings.debug`,
      "SITE_DEBUG",
      WORDS,
    ),
  );
};

export const libraryInt = (values: Grammar): Grammar => {
  const name = nameOf(variable(of(NUMBERS, NUMBERS.values)));
  const sure = nameOf(required(NUMBERS));
  return either(
    py("django-environ: int")`env.int(${name}, default=${values})`,
    py("django-environ: int")`env.int(${sure})`,
    py("django-environ: call")`env(${name}, cast=int, default=${values})`,
    py("django-environ: scheme", { define: SCHEME_ENV })`scheme_env("PORT")`,
    [4, py("decouple: cast=int")`config(${name}, default=${values}, cast=int)`],
    [4, py("environs: int")`envs.int(${name}, ${values})`],
    withField(
      py("pydantic-settings", { define: PYDANTIC })`app_settings.hsts_seconds`,
      "HSTS_SECONDS",
      of(NUMBERS, NUMBERS.values),
    ),
    py(
      "django-environ: float",
    )`int(env.float(${nameOf(variable(of(NUMBERS, ["0.5", "60", "3600.0"])))}, default=1.5))`,
  );
};

export const libraryStr = (fallback: Grammar, variables: Variable = TEXTS): Grammar => {
  const name = nameOf(variable(variables));
  const sure = nameOf(required(variables));
  return either(
    py("django-environ: call")`env(${name}, default=${fallback})`,
    py("django-environ: str")`env.str(${name}, default=${fallback})`,
    py("django-environ: str")`env.str(${sure})`,
    py("django-environ: call")`env(${sure})`,
    py("decouple: str")`config(${name}, default=${fallback})`,
    py("decouple: str")`config(${sure})`,
    py("environs: str")`envs.str(${name}, ${fallback})`,
    py("environs: str")`envs(${name}, default=${fallback})`,
    withField(py("pydantic-settings", { define: PYDANTIC })`app_settings.stage`, "STAGE", variables),
  );
};

export const libraryList = (): Grammar => {
  const name = nameOf(variable(LISTS));
  const fallback = textOf("[]", '["localhost"]');
  return either(
    [2, py("django-environ: list")`env.list(${name}, default=${fallback})`],
    py("django-environ: list")`env.list(${nameOf(required(LISTS))})`,
    py("django-environ: scheme", { define: SCHEME_ENV })`scheme_env.list("DJANGO_HOSTS")`,
    [2, py("decouple: Csv")`config(${name}, default=${textOf('"localhost"', '""', '"a,b"')}, cast=Csv())`],
    py(
      "decouple: cast function",
    )`config(${name}, default="", cast=lambda value: [word.strip() for word in value.split(",")])`,
    [2, py("environs: list")`envs.list(${name}, ${fallback})`],
    withField(
      py("pydantic-settings", { define: PYDANTIC })`app_settings.features_json`,
      "FEATURES_JSON",
      of(LISTS, ['["a"]', "[]", '["a", "b"]']),
    ),
    withField(
      py(["pydantic-settings", "pydantic-settings: prefix"], {
        define: PYDANTIC_PREFIX,
      })`site_settings.hosts`,
      "SITE_HOSTS",
      of(LISTS, ['["a.example.com"]', "[]"]),
    ),
  );
};

/** Dictionaries and values of other types. */
export const libraryOther = (): Grammar =>
  either(
    py(
      "django-environ: dict",
    )`env.dict(${nameOf(variable({ names: ["OPTIONS"], values: ["a=1,b=2", "x=y"], odd: [""] }))}, default={})`,
    py("django-environ: tuple")`env.tuple(${nameOf(variable(LISTS))}, default=())`,
    py(
      "django-environ: json",
    )`env.json(${nameOf(variable({ names: ["EXTRA_JSON"], values: ['{"a": [1, null]}', "[]", "true"], odd: [] }))}, default={})`,
    py(
      "django-environ: float",
    )`env.float(${nameOf(variable({ names: ["SAMPLE_RATE"], values: ["0.5", "1"], odd: [] }))}, default=0.1)`,
    py(
      "environs: dict",
    )`envs.dict(${nameOf(variable({ names: ["OPTIONS"], values: ["a=1,b=2", "x=y"], odd: [""] }))}, {})`,
    py(
      "environs: json",
    )`envs.json(${nameOf(variable({ names: ["EXTRA_JSON"], values: ['{"a": [1, null]}', "[]"], odd: [] }))}, {})`,
    py(
      "environs: float",
    )`envs.float(${nameOf(variable({ names: ["SAMPLE_RATE"], values: ["0.5", "1"], odd: [] }))}, 0.1)`,
    py(
      "decouple: Csv",
    )`config(${nameOf(variable({ names: ["RETRIES"], values: ["1,2,3", "5"], odd: [] }))}, default="1", cast=Csv(int${textOf("", ", post_process=tuple")}))`,
    py(
      "decouple: cast=float",
    )`config(${nameOf(variable({ names: ["SAMPLE_RATE"], values: ["0.5", "1"], odd: [] }))}, default=0.1, cast=float)`,
    py("decouple: Choices")`config("STAGE_NAME", default="a", cast=Choices(["a", "b"]))`,
    withField(
      py(["pydantic-settings", "pydantic-settings: prefix"], {
        define: PYDANTIC_PREFIX,
      })`(site_settings.name, site_settings.timeout)`,
      "SITE_TIMEOUT",
      of(NUMBERS, ["1.5", "3"]),
    ),
  );

const DATABASE_URLS: Variable = {
  names: ["DATABASE_URL"],
  values: [
    "postgres://user:secret@db.example.com:5432/site",
    "postgresql://user@localhost/site?sslmode=require",
    "sqlite:///db.sqlite3",
    "sqlite:////srv/data/db.sqlite3",
    "sqlite://:memory:",
  ],
  odd: [
    "postgres://us%40er:p%23ss@h/n?connect_timeout=5&application_name=x",
    "postgres://h",
    "pgsql://a:b@[::1]:1/n",
  ],
};

/** A database's dict from a URL. */
export const databaseOfUrl = (): Grammar => {
  const fallback = textOf(
    '"sqlite:///db.sqlite3"',
    '"postgres://u:p@localhost:5432/n"',
    'f"sqlite:///{BASE_DIR}/db.sqlite3"',
  );
  const url = nameOf(variable(DATABASE_URLS, 3));
  return either(
    py("django-environ: db")`env.db(default=${fallback})`,
    py("django-environ: db")`env.db(${url}, default=${fallback})`,
    py("django-environ: db")`env.db_url(${url}, ${fallback})`,
    py(
      "dj-database-url: config",
    )`dj_database_url.config(default=${fallback}${textOf("", ", conn_max_age=600", ", conn_max_age=600, ssl_require=True", ", conn_health_checks=True")})`,
    py("dj-database-url: config")`dj_database_url.config(env=${url}, default=${fallback})`,
    py(
      "dj-database-url: parse",
    )`dj_database_url.parse(os.environ.get(${url}, ${fallback})${textOf("", ", conn_max_age=60", ", ssl_require=not DEBUG")})`,
    py([
      "dj-database-url: parse",
      "decouple: cast function",
    ])`config(${url}, default=${fallback}, cast=dj_database_url.parse)`,
    py("environs: dj_db_url")`envs.dj_db_url(${url}, default=${fallback})`,
  );
};

const CACHE_URLS: Variable = {
  names: ["CACHE_URL"],
  values: [
    "locmemcache://",
    "locmemcache://name",
    "rediscache://127.0.0.1:6379/1",
    "dummycache://",
    "filecache:///var/tmp/cache",
  ],
  odd: ["nothing://"],
};

export const cacheOfUrl = (): Grammar =>
  py(
    "django-environ: cache",
  )`env.cache(${nameOf(variable(CACHE_URLS, 2))}, default=${textOf('"locmemcache://"', '"dummycache://"')})`;
