/** The settings that checks read, with values that a check reports and values that it passes, and some that nobody reads. */
import fc from "fast-check";
import { compareVersions } from "../../../server/src/django/defaults";
import type { DjangoVersion } from "../../../server/src/project/project";
import { nameOf, readText, required, type Variable } from "./environment";
import { anything, bool, int, intOf, path, pathText, str, strings, strOf, wrapped } from "./expressions";
import { either, type Fragment, type Grammar, mapText, py, same, several, someOf, textOf } from "./fragment";
import {
  cacheOfUrl,
  databaseOfUrl,
  libraryBool,
  libraryInt,
  libraryList,
  libraryOther,
  libraryStr,
} from "./libraries";
import { assign, changeList, scratch } from "./statements";

/** What a module says of one setting: the statement that makes it, and those that change it later. */
export interface SettingCode {
  readonly name: string;
  readonly first: Fragment;
  readonly changes: readonly Fragment[];
}

const MIDDLEWARE = [
  "django.middleware.security.SecurityMiddleware",
  "whitenoise.middleware.WhiteNoiseMiddleware",
  "django.contrib.sessions.middleware.SessionMiddleware",
  "django.middleware.common.CommonMiddleware",
  "django.middleware.csrf.CsrfViewMiddleware",
  "django.contrib.auth.middleware.AuthenticationMiddleware",
  "django.contrib.auth.middleware.LoginRequiredMiddleware",
  "django.contrib.messages.middleware.MessageMiddleware",
  "django.middleware.clickjacking.XFrameOptionsMiddleware",
  "django.middleware.csp.ContentSecurityPolicyMiddleware",
] as const;

/** A setting in `of ten` modules. */
function setting(
  name: string,
  often: number,
  value: Grammar,
  change?: Grammar,
): fc.Arbitrary<SettingCode | undefined> {
  return written(name, often, assign(name, value), change);
}

function written(
  name: string,
  often: number,
  first: Grammar,
  change?: Grammar,
): fc.Arbitrary<SettingCode | undefined> {
  const changes =
    change === undefined
      ? fc.constant([])
      : fc.oneof({ withCrossShrink: true }, fc.constant<Fragment[]>([]), fc.array(change, { maxLength: 3 }));
  const code = fc.record({ name: fc.constant(name), first, changes });
  if (often >= 10) return code;
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 10 - often, arbitrary: fc.constant(undefined) },
    { weight: often, arbitrary: code },
  );
}

const flag = (): Grammar =>
  either(
    [4, bool(2)],
    [2, textOf("True", "False")],
    [3, libraryBool()],
    [2, wrapped(textOf("True", "False"), 1)],
    [1, py("value of another type")`${textOf("1", '"True"', "None", '"on"', "0", "[]")}`],
  );

const number = (values: readonly number[]): Grammar =>
  either([4, intOf(values, 2)], [1, libraryInt(textOf(...values.map(String)))], [1, int(2)]);

/** A string setting that a variable of its own may decide. */
const text = (variable: string, values: readonly string[], odd: readonly string[] = []): Grammar => {
  const variables = { names: [variable], values, odd };
  return either(
    [6, strOf(values, 2, variables)],
    [1, libraryStr(textOf(...values.map((value) => JSON.stringify(value))), variables)],
  );
};

/** One string, written in some way; a variable of its own may hold it. */
const literal = (value: string): Grammar =>
  strOf([value], 1, { names: [value.replace(/\W+/g, "_").toUpperCase()], values: [value], odd: [] });

// ---------------------------------------------------------------- keys and hosts

const KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh";
const KEYS: Variable = { names: ["SECRET_KEY"], values: [KEY, "short", `django-insecure-${KEY}`], odd: [] };

const secretKey = (): Grammar =>
  either(
    [3, textOf(`"${KEY}"`)],
    [1, textOf('"short"', `"django-insecure-${KEY}"`, `"a" * 60`, '"abcd" * 20', "'{}'.format('x' * 50)")],
    [2, py("os.environ[]")`os.environ[${nameOf(required(KEYS))}]`],
    [3, readText(KEYS, textOf('"short"', `"${KEY}"`))],
    [2, libraryStr(textOf('"short"', `"${KEY}"`), KEYS)],
    [2, strOf([KEY, "short"], 2, KEYS)],
  );

const keys = (): Grammar =>
  either(
    py("list display")`[${several(textOf('"short"', `"${KEY}"`))}]`,
    textOf("[]", `["${KEY}"]`, '("short",)'),
    py("list display")`[os.environ[${nameOf(required(KEYS))}]]`,
  );

const hosts = (): Grammar =>
  either(
    [4, strings(2)],
    [2, libraryList()],
    [1, textOf("[]", '["*"]')],
    wrapped(textOf('["example.com"]', "[]"), 2),
  );

const origins = (): Grammar =>
  either(
    [2, textOf('["https://example.com"]', "[]", '["https://*.example.com", "http://localhost"]')],
    textOf('["example.com"]', '["https://example.com", "www.example.com"]', '("*.example.com",)'),
    py(["list comprehension", "f-string"])`[f"https://{host}" for host in ${strings(1)}]`,
    strings(1),
    py("list display")`[${several(strOf(["https://example.com", "example.com"], 1), { min: 1 })}]`,
  );

// ---------------------------------------------------------------- lists of dotted names

/** A display of some of these names; each of them is there `of ten` times. */
function dotted(names: readonly (readonly [name: string, often: number])[]): Grammar {
  const items = names.map(([name, often]) =>
    fc.oneof(
      { withCrossShrink: true },
      { weight: 10 - often, arbitrary: fc.constant(undefined) },
      { weight: often, arbitrary: either([8, textOf(`"${name}"`)], [1, literal(name)]) },
    ),
  );
  return fc.tuple(...items).map((chosen) => {
    const present = chosen.filter((item) => item !== undefined);
    return {
      text: `[${present.map((item) => `\n    ${item.text.replaceAll("\n", "\n    ")},`).join("")}\n]`,
      labels: present.flatMap((item) => item.labels),
      variables: Object.assign({}, ...present.map((item) => item.variables)),
      definitions: present.flatMap((item) => item.definitions),
    };
  });
}

const middleware = (): Grammar => {
  const often = [9, 3, 6, 6, 8, 6, 3, 6, 7, 5];
  return dotted(MIDDLEWARE.map((name, n) => [name, often[n]!]));
};

/** Another order of the same lines. */
const shuffled = (list: Grammar): Grammar =>
  mapText(list, (written) => {
    const lines = written.split("\n");
    const items = lines.slice(1, -1);
    return items.every((item) => /^ {4}"[\w.]+",$/.test(item))
      ? [lines[0], ...items.reverse(), lines.at(-1)].join("\n")
      : written;
  });

const APPS: readonly (readonly [string, number])[] = [
  ["django.contrib.contenttypes", 10],
  ["django.contrib.auth", 10],
  ["django.contrib.admin", 7],
  ["django.contrib.sessions", 6],
  ["django.contrib.messages", 6],
  ["django.contrib.staticfiles", 8],
  ["django.contrib.sites", 4],
  ["django.contrib.humanize", 2],
  ["shop", 5],
];

// ---------------------------------------------------------------- dicts

const database = (): Grammar =>
  either(
    [
      3,
      py("dict display")`{
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": ${either(path(1), pathText(1), textOf('":memory:"'))},
    }`,
    ],
    [
      2,
      py("dict display")`{
        "ENGINE": ${literal("django.db.backends.postgresql")},
        "NAME": ${str(1)},
        "USER": os.environ.get("DB_USER", "site"),
        "PASSWORD": ${readText({ names: ["DB_PASSWORD"], values: ["secret"], odd: [""] }, textOf('""'))},
        "HOST": "127.0.0.1",
        "PORT": ${either(int(1), textOf('""', '"5432"'))},
        "CONN_MAX_AGE": ${number([0, 60, 600])},
    }`,
    ],
    [3, databaseOfUrl()],
  );

const databases = (): Grammar =>
  either(
    [8, py("")`{"default": ${database()}}`],
    py("nested displays")`{"default": ${database()}, "replica": ${database()}}`,
    py("dict()")`dict(default=${database()})`,
    textOf("{}"),
  );

const changeDatabases = (): Grammar =>
  either(
    py("nested subscripts")`
      if "default" in DATABASES:
          DATABASES["default"][${textOf('"CONN_MAX_AGE"', '"ATOMIC_REQUESTS"', '"DISABLE_SERVER_SIDE_CURSORS"')}] = ${either(textOf("True", "600"), bool(1))}
    `,
    py("dict.update")`
      if "default" in DATABASES:
          DATABASES["default"].update(${either(textOf("dj_database_url.config(conn_max_age=500)", "CONN_MAX_AGE=60", '{"ATOMIC_REQUESTS": True}'))})
    `,
    py(
      "dict.setdefault",
    )`DATABASES.setdefault("default", {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}).setdefault("OPTIONS", {})`,
    py(["for", "dict.values"])`
      for _database in DATABASES.values():
          _database["TIME_ZONE"] = None
    `,
  );

const fileCache = (location: Grammar): Grammar => py("")`{
    "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
    "LOCATION": ${location},
}`;

/** A file cache makes its directory, so those that other checks look for are not among them. */
const cache = (): Grammar =>
  either(
    [
      2,
      textOf(
        '{"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}',
        '{"BACKEND": "django.core.cache.backends.dummy.DummyCache"}',
      ),
    ],
    [2, fileCache(textOf('"/var/tmp/cache"', 'BASE_DIR / "cache"'))],
    [3, fileCache(textOf('"cache"', '"./tmp/cache"', '"var/" + "cache"'))],
    [
      4,
      fileCache(
        textOf('BASE_DIR / "media"', 'BASE_DIR / "media" / "cache"', 'os.path.join(BASE_DIR, "staticfiles")'),
      ),
    ],
    [1, cacheOfUrl()],
  );

const caches = (): Grammar =>
  either(
    [5, py("")`{"default": ${cache()}}`],
    [2, py("")`{"default": ${cache()}, "other": ${cache()}}`],
    [2, py("")`{"other": ${cache()}}`],
    py("** in a display")`{**{"default": ${cache()}}, "extra": ${cache()}}`,
    textOf("{}"),
  );

const PROCESSORS: readonly (readonly [string, number])[] = [
  ["django.template.context_processors.debug", 5],
  ["django.template.context_processors.request", 6],
  ["django.contrib.auth.context_processors.auth", 6],
  ["django.contrib.messages.context_processors.messages", 6],
  ["django.template.context_processors.csp", 2],
];

/** @param loadersOften how often, of ten, loaders stand beside APP_DIRS, which Django refuses */
const templates = (loadersOften: number): Grammar => {
  const loaders = textOf('["django.template.loaders.filesystem.Loader"]');
  const options = either(
    [10 - loadersOften, py("dict display")`{"context_processors": ${dotted(PROCESSORS)}}`],
    [
      8,
      py("dict display")`{
        "context_processors": ${dotted(PROCESSORS)},
        "string_if_invalid": ${either([4, textOf("None", "0", "b''", "False")], str(1))},
    }`,
    ],
    [
      1,
      py("dict display")`{"context_processors": ${dotted(PROCESSORS)}, "libraries": {}, "debug": ${bool(1)}}`,
    ],
  );
  const engine = (appDirs: Grammar, chosen: Grammar) => py("dict display")`{
      "BACKEND": "django.template.backends.django.DjangoTemplates",
      "DIRS": [${either(textOf('BASE_DIR / "templates"', ""), path(1))}],
      "APP_DIRS": ${appDirs},
      "OPTIONS": ${chosen},
  }`;
  return either(
    [10 - loadersOften, py("list display")`[${engine(either([4, textOf("True")], bool(1)), options)}]`],
    [
      loadersOften,
      py(
        "startup: loaders beside APP_DIRS",
      )`[${engine(textOf("True"), py("")`{"loaders": ${loaders}, "context_processors": ${dotted(PROCESSORS)}}`)}]`,
    ],
    [
      1,
      py(
        "list display",
      )`[${engine(textOf("False"), py("")`{"loaders": ${loaders}, "context_processors": ${dotted(PROCESSORS)}}`)}]`,
    ],
    [3, textOf("[]")],
  );
};

const changeTemplates = (): Grammar =>
  either(
    py("nested subscripts")`
      if TEMPLATES:
          TEMPLATES[0]["OPTIONS"]["context_processors"] += ["django.template.context_processors.media"]
    `,
    py(["nested subscripts", "list.append"])`
      if TEMPLATES:
          TEMPLATES[0]["OPTIONS"].setdefault("context_processors", []).append("django.template.context_processors.i18n")
    `,
    py("nested subscripts")`
      if TEMPLATES:
          TEMPLATES[0]["DIRS"].insert(0, BASE_DIR / "theme")
    `,
  );

const storage = (backend: string): string => `{"BACKEND": "${backend}"}`;
const FILE_STORAGE = storage("django.core.files.storage.FileSystemStorage");
const STATIC_STORAGE = storage("django.contrib.staticfiles.storage.StaticFilesStorage");
const MANIFEST_STORAGE = storage("whitenoise.storage.CompressedManifestStaticFilesStorage");

const storages = (): Grammar =>
  either(
    [2, textOf(`{"default": ${FILE_STORAGE}, "staticfiles": ${STATIC_STORAGE}}`)],
    py(
      "conditional expression",
    )`{"default": ${FILE_STORAGE}, "staticfiles": ${STATIC_STORAGE} if ${bool(1)} else ${MANIFEST_STORAGE}}`,
    [3, textOf(`{"default": ${FILE_STORAGE}}`)],
    py(
      "| of dicts",
    )`({"default": ${FILE_STORAGE}} | ${either(textOf("{}", `{"staticfiles": ${MANIFEST_STORAGE}}`))})`,
    py("dict()")`dict(default=${FILE_STORAGE}, staticfiles=${textOf(STATIC_STORAGE, MANIFEST_STORAGE)})`,
  );

const changeStorages = (): Grammar =>
  either(
    py("subscript assignment")`STORAGES["staticfiles"] = ${textOf(STATIC_STORAGE, MANIFEST_STORAGE)}`,
    py("dict.pop")`STORAGES.pop("staticfiles", None)`,
    py("subscript assignment")`
      if ${bool(1)}:
          STORAGES["default"] = ${storage("storages.backends.s3.S3Storage")}
    `,
  );

const mailer = (): Grammar =>
  either(
    textOf(
      ...["smtp", "console", "locmem", "dummy"].map(
        (name) => `{"BACKEND": "django.core.mail.backends.${name}.EmailBackend"}`,
      ),
    ),
    py(
      "dict display",
    )`{"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {"host": ${str(1)}, "port": ${int(1)}}}`,
    py(
      "conditional expression",
    )`{"BACKEND": "django.core.mail.backends." + ("console" if ${bool(1)} else "smtp") + ".EmailBackend"}`,
    textOf("{}"),
  );

const mailers = (): Grammar =>
  either(
    [5, py("")`{"default": ${mailer()}}`],
    [2, py("")`{${textOf('"other"', '"marketing"')}: ${mailer()}}`],
    py("")`{"default": ${mailer()}, "other": ${mailer()}}`,
    textOf("{}"),
  );

const policy = (version: DjangoVersion): Grammar =>
  either(
    [2, textOf("{}", '{"default-src": ["\'self\'"]}', "None")],
    [2, py("policy of another type")`${textOf("\"default-src 'self'\"", "[]", "()", "True")}`],
    ...(compareVersions(version, "6.0") < 0
      ? []
      : [
          [
            5,
            py(
              "django.utils.csp",
            )`${textOf('{"script-src": [CSP.SELF, CSP.NONCE]}', '{"default-src": [CSP.NONE], "style-src": CSP.NONCE}')}`,
          ] as const,
        ]),
    py("dict display")`{"default-src": ["'self'", ${str(1)}]}`,
  );

// ---------------------------------------------------------------- static files, languages

/** A path in the project's directory. */
const inside = (): Grammar =>
  either(
    py("path /")`BASE_DIR / ${textOf('"static"', '"missing"', '"data" / "files"', '"shop/../static"')}`,
    py("path.joinpath")`BASE_DIR.joinpath("static", ${textOf('"css"', '".."')})`,
    py("os.path")`os.path.join(BASE_DIR, ${textOf('"static"', '"missing"')})`,
    wrapped(textOf('BASE_DIR / "static"', 'BASE_DIR / "assets"'), 1),
  );

const staticDirs = (): Grammar =>
  either(
    [2, textOf('[BASE_DIR / "static"]', '[os.path.join(BASE_DIR, "static")]', "[]")],
    [
      2,
      textOf(
        '[BASE_DIR / "missing"]',
        '(BASE_DIR / "assets", BASE_DIR / "static")',
        '[BASE_DIR / "missing" / "static"]',
      ),
    ],
    [4, textOf('[BASE_DIR / "staticfiles"]', '[BASE_DIR / "static", os.path.join(BASE_DIR, "staticfiles")]')],
    [
      4,
      textOf(
        '[("downloads/", BASE_DIR / "static")]',
        '[("downloads", BASE_DIR / "static"), ("x/", BASE_DIR / "static")]',
      ),
    ],
    [1, py("directory outside of the project")`["/srv/static"]`],
    [4, textOf('str(BASE_DIR / "static")', '{BASE_DIR / "static"}', '{"static": BASE_DIR / "static"}')],
    py("list display")`[${several(inside(), { min: 1 })}]`,
  );

const languages = (): Grammar =>
  either(
    [
      3,
      textOf(
        '[("en", "English"), ("de", "German")]',
        '[("en-us", "English")]',
        '[("de", gettext_lazy("German")), ("en", gettext_lazy("English"))]',
      ),
    ],
    [2, textOf('[("fr", "French")]', '[("de", "German"), ("pt-br", "Portuguese")]')],
    [2, textOf('[("en_us!", "English"), ("en", "E")]', '[("en", "E"), ("e n", "x")]')],
    py(
      "list comprehension",
    )`[(code, code.upper()) for code in (${several(strOf(["en", "de", "fr"], 1), { min: 1 })},)]`,
  );

/** The settings of a module for a version of Django, in the order of their statements. */
export function settingsFor(version: DjangoVersion): fc.Arbitrary<readonly SettingCode[]> {
  const since = (first: DjangoVersion, often: number) => (compareVersions(version, first) >= 0 ? often : 3);
  const item = either(
    [5, textOf(...MIDDLEWARE.map((name) => `"${name}"`))],
    textOf('"shop.middleware.TimingMiddleware"', '"shop.middleware.LoginMiddleware"'),
  );
  const hostItem = either(textOf('"example.com"', '"www.example.com"'), str(1));
  const settings = [
    written("DEBUG", 10, withoutDebug(assign("@@", flag()))),
    setting("SECRET_KEY", 9, secretKey()),
    setting("SECRET_KEY_FALLBACKS", 4, keys()),
    setting("ALLOWED_HOSTS", 9, hosts(), changeList("ALLOWED_HOSTS", hostItem)),
    written(
      "INSTALLED_APPS",
      10,
      either([8, py("")`INSTALLED_APPS = ${dotted(APPS)}`], appsOfParts()),
      changeApps(),
    ),
    written(
      "MIDDLEWARE",
      9,
      py("")`MIDDLEWARE = ${either([2, middleware()], shuffled(middleware()))}`,
      changeList("MIDDLEWARE", item),
    ),
    setting(
      "CSRF_FAILURE_VIEW",
      6,
      textOf(
        '"shop.views.csrf_failure"',
        '"shop.views.without_reason"',
        '"shop.views.without_" + "reason"',
        '"csrf_failure"',
        '"failure" + "_view"',
        '"shop.missing.view"',
        '"shop.views." + "any_arguments"',
      ),
    ),
    setting("ROOT_URLCONF", 4, textOf('"urls"')),
    setting("TEMPLATES", 9, templates(compareVersions(version, "5.1") < 0 ? 3 : 1), changeTemplates()),
    setting("DATABASES", 8, databases(), changeDatabases()),
    setting("DEFAULT_AUTO_FIELD", 6, textOf('"django.db.models.BigAutoField"')),
    setting("CACHES", 7, caches()),
    setting("STORAGES", 6, storages(), changeStorages()),
    setting(
      "STATIC_URL",
      9,
      text("STATIC_URL", ["static/", "/static/", "https://cdn.example.com/static/", "/static", "assets"]),
    ),
    setting(
      "STATIC_ROOT",
      7,
      either(
        [4, textOf('BASE_DIR / "staticfiles"', 'os.path.join(BASE_DIR, "staticfiles")')],
        textOf('BASE_DIR / "static"'),
        [1, path(1)],
      ),
    ),
    setting("MEDIA_URL", 4, text("MEDIA_URL", ["media/", "/media/", "/media", ""])),
    setting(
      "MEDIA_ROOT",
      5,
      either(textOf('BASE_DIR / "media"', 'os.path.join(BASE_DIR, "media")'), path(1), pathText(1)),
    ),
    setting("STATICFILES_DIRS", 8, staticDirs()),
    setting(
      "FILE_UPLOAD_TEMP_DIR",
      4,
      textOf(
        'BASE_DIR / "missing"',
        'os.path.join(BASE_DIR, "nothing")',
        "None",
        "BASE_DIR",
        'str(BASE_DIR / "static")',
        '""',
      ),
    ),
    setting("SECURE_SSL_REDIRECT", 6, flag()),
    setting("SECURE_HSTS_SECONDS", 8, number([0, 60, 3600, 31536000])),
    setting("SECURE_HSTS_INCLUDE_SUBDOMAINS", 6, flag()),
    setting("SECURE_HSTS_PRELOAD", 6, flag()),
    setting("SECURE_CONTENT_TYPE_NOSNIFF", 5, flag()),
    setting("SECURE_PROXY_SSL_HEADER", 3, textOf('("HTTP_X_FORWARDED_PROTO", "https")', "None")),
    setting(
      "SECURE_REFERRER_POLICY",
      7,
      either(
        text("REFERRER_POLICY", ["same-origin", "no-referrer", "strict-origin, no-referrer"]),
        text("REFERRER", ["nonsense", "no-referrer,nonsense", "Same-Origin"], ["", "x,"]),
        textOf('["no-referrer", "same-origin"]', '("origin", "unknown")', "[]"),
        wrapped(textOf("None"), 1),
      ),
    ),
    setting(
      "SECURE_CROSS_ORIGIN_OPENER_POLICY",
      5,
      either(
        text("OPENER_POLICY", ["same-origin", "unsafe-none"]),
        [3, text("OPENER", ["everything", "SAME-ORIGIN", ""])],
        textOf("None"),
      ),
    ),
    setting("SECURE_CSP", since("6.0", 6), policy(version)),
    setting("SECURE_CSP_REPORT_ONLY", since("6.0", 4), policy(version)),
    setting("X_FRAME_OPTIONS", 6, text("FRAME_OPTIONS", ["DENY", "SAMEORIGIN", "deny"], [""])),
    setting("SESSION_COOKIE_SECURE", 7, flag()),
    setting("SESSION_COOKIE_HTTPONLY", 8, either(flag(), textOf("False"))),
    setting("SESSION_COOKIE_AGE", 3, number([3600, 1209600])),
    setting("CSRF_COOKIE_SECURE", 7, flag()),
    setting("CSRF_USE_SESSIONS", 3, flag()),
    setting(
      "CSRF_TRUSTED_ORIGINS",
      6,
      origins(),
      changeList("CSRF_TRUSTED_ORIGINS", textOf('"https://example.org"', '"example.org"')),
    ),
    setting(
      "LANGUAGE_CODE",
      7,
      either(
        [4, text("LANGUAGE", ["en-us", "de", "en", "fr"])],
        [1, text("LANGUAGE_ODD", ["en_us", "de_DE!"])],
      ),
    ),
    setting("LANGUAGES", 6, languages()),
    setting("LANGUAGES_BIDI", 4, textOf('["he", "ar"]', '["h e"]', '["ar_!", "he"]', "[]")),
    setting("TIME_ZONE", 3, textOf('"UTC"', '"Europe/Berlin"')),
    setting("USE_I18N", 3, flag()),
    setting("USE_TZ", 4, flag()),
    setting("SITE_ID", 6, either([2, number([1, 2])], textOf('"1"', '"2"', "1.5"), textOf("None"), str(1))),
    setting("MAILERS", since("6.1", 8), mailers()),
    setting(
      "EMAIL_BACKEND",
      compareVersions(version, "6.1") >= 0 ? 0 : 3,
      text("EMAIL_BACKEND", ["django.core.mail.backends.smtp.EmailBackend"]),
    ),
    setting("SILENCED_SYSTEM_CHECKS", 1, textOf('["security.W004"]', '["security.W008", "urls.E006"]', "[]")),
    setting("SITE_NAME", 3, either(str(3), libraryStr(textOf('"x"')))),
  ];
  const extra = either([3, scratch("EXTRA")], assign("EXTRA", anything(3)), assign("EXTRA", libraryOther()));
  const extras = fc.oneof(
    { withCrossShrink: true },
    { weight: 1, arbitrary: fc.constant<Fragment[]>([]) },
    { weight: 2, arbitrary: fc.array(extra, { maxLength: 12 }) },
    { weight: 12, arbitrary: fc.array(extra, { minLength: 6, maxLength: 12 }) },
  );
  return fc
    .tuple(fc.tuple(...settings), extras)
    .map(([chosen, more]) => [
      ...chosen.filter((one) => one !== undefined),
      ...more.map((one, n) => ({ name: `EXTRA_${n}`, first: renamed(one, n), changes: [] })),
    ]);
}

/** DEBUG's own statement cannot ask for DEBUG. */
function withoutDebug(first: Grammar): Grammar {
  return mapText(first, (code) =>
    code.replace(/(?<![\w.])DEBUG\b(?!")/g, '("test" in sys.argv)').replaceAll("@@", "DEBUG"),
  );
}

/** Names of their own for the nth extra. */
function renamed(code: Fragment, n: number): Fragment {
  return { ...code, text: code.text.replaceAll("EXTRA", `EXTRA_${n}`).replaceAll("extra", `extra_${n}`) };
}

function appsOfParts(): Grammar {
  return py(["list concatenation", "dict.fromkeys"])`
    DJANGO_APPS = ${dotted(APPS)}
    THIRD_PARTY_APPS = [${someOf(['"django.contrib.humanize"', '"whitenoise.runserver_nostatic"'])}]
    LOCAL_APPS = [${someOf(['"django.contrib.sitemaps"'])}]
    INSTALLED_APPS = ${textOf("DJANGO_APPS + THIRD_PARTY_APPS + LOCAL_APPS", "[*DJANGO_APPS, *LOCAL_APPS]", "[app for apps in (DJANGO_APPS, LOCAL_APPS) for app in apps]", "list(dict.fromkeys(LOCAL_APPS + DJANGO_APPS))", "sum([DJANGO_APPS, LOCAL_APPS], [])")}
    INSTALLED_APPS = list(dict.fromkeys(INSTALLED_APPS))
  `;
}

function changeApps(): Grammar {
  const app = textOf('"django.contrib.humanize"', '"django.contrib.messages"');
  return either(
    py("augmented assignment of a list")`
      if "django.contrib.sitemaps" not in INSTALLED_APPS:
          INSTALLED_APPS += ["django.contrib.sitemaps"]
    `,
    py("list.insert")`
      if ${bool(1)} and "whitenoise.runserver_nostatic" not in INSTALLED_APPS:
          INSTALLED_APPS.insert(0, "whitenoise.runserver_nostatic")
    `,
    py(
      "list comprehension: condition",
    )`INSTALLED_APPS = [app for app in INSTALLED_APPS if app != ${textOf('"django.contrib.messages"', '"django.contrib.humanize"', '"debug_toolbar"')}]`,
    py("tuple()")`INSTALLED_APPS = tuple(INSTALLED_APPS)`,
    py("list.remove")`
      if DEBUG and ${app} in INSTALLED_APPS:
          INSTALLED_APPS.remove(${same(0)})
    `,
    [1, py("startup: duplicate app")`INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.auth"]`],
    [1, py("startup: app that is not there")`INSTALLED_APPS = [*INSTALLED_APPS, "shop.missing"]`],
  );
}
