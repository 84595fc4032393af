/** Puts settings together as the files of a project, in the ways that projects split them. */
import fc from "fast-check";
import type { DjangoVersion } from "../../../server/src/project/project";
import { combine, type Fragment, fragment, isLeftOut, labelsOfGrammar } from "./fragment";
import { type SettingCode, settingsFor } from "./settings";

/** A small Django project and the environment that it is started in. */
export interface GeneratedProject {
  /** By their paths in the project's directory. */
  readonly files: Readonly<Record<string, string>>;
  /** The settings module's name. */
  readonly module: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The constructs that it is made of. */
  readonly labels: readonly string[];
}

/** What a file needs at its top, by the names that its text uses. */
const IMPORTS: readonly (readonly [used: RegExp, line: string])[] = [
  ...[
    "collections",
    "contextlib",
    "copy",
    "dataclasses",
    "datetime",
    "enum",
    "functools",
    "itertools",
    "json",
    "os",
  ].map((name) => [new RegExp(`(?<![\\w.])${name}\\.`), `import ${name}`] as const),
  ...["re", "sys", "types", "warnings"].map(
    (name) => [new RegExp(`(?<![\\w.])${name}\\.`), `import ${name}`] as const,
  ),
  [/\bgetenv\(/, "from os import getenv"],
  [/\benviron_of_os\b/, "from os import environ as environ_of_os"],
  [/(?<!\.)\btimedelta\(/, "from datetime import timedelta"],
  [/\bPath\(|\bBASE_DIR\b/, "from pathlib import Path"],
  [
    /\burlparse\(|\bquote\(|\bquote_plus\(|\bunquote\(|\bparse_qsl\(/,
    "from urllib.parse import parse_qsl, quote, quote_plus, unquote, urlparse",
  ],
  [/\bImproperlyConfigured\b/, "from django.core.exceptions import ImproperlyConfigured"],
  [/\bgettext_lazy\(/, "from django.utils.translation import gettext_lazy"],
  [/\bCSP\./, "from django.utils.csp import CSP"],
  [/\bdj_database_url\b/, "import dj_database_url"],
  [/\bconfig\(/, "from decouple import Choices, Csv, config"],
  [
    /\bBaseSettings\b/,
    "from pydantic import Field\nfrom pydantic_settings import BaseSettings, SettingsConfigDict",
  ],
  [/\benv[.(]|\benviron\.Env/, "import environ"],
  [/\benvs[.(]/, "from environs import Env as Environs"],
  [/\binclude\(/, "from split_settings.tools import include, optional"],
];

/** Objects that the texts use by a fixed name. */
const OBJECTS: readonly (readonly [used: RegExp, line: string])[] = [
  [/(?<![\w.])env[.(]/, "env = environ.Env()"],
  [/(?<![\w.])envs[.(]/, "envs = Environs()"],
];

interface Part {
  /** Lines before everything else: the imports of other modules of the project. */
  readonly head?: string;
  readonly body: readonly Fragment[];
  /** How many directories the file is below the project's. */
  readonly below: number;
}

function fileOf({ head = "", body, below }: Part): string {
  const whole = combine("", body);
  const code = body.map(({ text }) => text).join("\n");
  const used = [...whole.definitions, code, head].join("\n");
  const lines = IMPORTS.filter(([pattern]) => pattern.test(used)).map(([, line]) => line);
  if (head !== "") lines.push("", head);
  if (/\bBASE_DIR\b/.test(used))
    lines.push("", `BASE_DIR = Path(__file__).resolve().parent${".parent".repeat(below)}`);
  lines.push(...OBJECTS.filter(([pattern]) => pattern.test(used)).map(([, line]) => line));
  lines.push(...whole.definitions.flatMap((definition) => ["", "", definition, ""]), "", code);
  return `${lines.join("\n").trim()}\n`;
}

type Files = Record<string, string>;

interface Layout {
  readonly label: string;
  readonly module: string;
  /** `early` and `late` are the statements of the shared and of the production module; `names` are set in `early`. */
  files(early: readonly Fragment[], late: readonly Fragment[], names: readonly string[]): Files;
}

const PACKAGE = { "config/__init__.py": "", "config/settings/__init__.py": "" };
const base = (early: readonly Fragment[]) => fileOf({ body: early, below: 2 });

/** config/settings/base.py and production.py, where production.py begins with some import. */
function twoFiles(label: string, head: (names: readonly string[]) => string): Layout {
  return {
    label,
    module: "config.settings.production",
    files: (early, late, names) => ({
      ...PACKAGE,
      "config/settings/base.py": base(early),
      "config/settings/production.py": fileOf({ head: head(names), body: late, below: 2 }),
    }),
  };
}

const LAYOUTS: readonly (readonly [weight: number, Layout])[] = [
  [
    5,
    {
      label: "layout: one file",
      module: "settings",
      files: (early, late) => ({ "settings.py": fileOf({ body: [...early, ...late], below: 0 }) }),
    },
  ],
  [2, twoFiles("layout: relative star import", () => "from .base import *  # noqa: F403")],
  [1, twoFiles("layout: absolute star import", () => "from config.settings.base import *  # noqa: F403")],
  [1, twoFiles("layout: named imports", (names) => `from .base import (\n    ${names.join(",\n    ")},\n)`)],
  [
    1,
    twoFiles(
      "layout: names of a module",
      (names) =>
        `from . import base\nfrom .base import DEBUG\n\n${names.map((name) => `${name} = base.${name}`).join("\n")}`,
    ),
  ],
  [
    1,
    twoFiles(
      "layout: module copied",
      () =>
        "import config.settings.base as shared\n\nfor _name in dir(shared):\n    if _name.isupper():\n        globals()[_name] = getattr(shared, _name)",
    ),
  ],
  [
    1,
    {
      label: "layout: package chooses",
      module: "config.settings",
      files: (early, late) => ({
        "config/__init__.py": "",
        "config/settings/base.py": base(early),
        "config/settings/production.py": fileOf({
          head: "from .base import *  # noqa: F403",
          body: late,
          below: 2,
        }),
        "config/settings/local.py":
          "from .base import *  # noqa: F403\n\nDEBUG = True\nINTERNAL_IPS = ['127.0.0.1']\n",
        "config/settings/__init__.py": `import os

if os.environ.get("STAGE", "production") == "production":
    from .production import *  # noqa: F403
else:
    from .local import *  # noqa: F403
`,
      }),
    },
  ],
  [
    1,
    {
      label: "layout: local_settings",
      module: "settings",
      files: (early, late) => ({
        "local_settings.py": fileOf({
          head: "from settings_base import *  # noqa: F403",
          body: late,
          below: 0,
        }),
        "settings_base.py": fileOf({ body: early, below: 0 }),
        "settings.py": `from settings_base import *  # noqa: F403

try:
    from local_settings import *  # noqa: F403
except ImportError:
    LOCAL = False
else:
    LOCAL = True
`,
      }),
    },
  ],
  [
    1,
    {
      label: "layout: no local_settings",
      module: "settings",
      files: (early, late) => ({
        "settings.py": `${fileOf({ body: [...early, ...late], below: 0 })}
try:
    from local_settings import *  # noqa: F403
except ImportError:
    pass
`,
      }),
    },
  ],
  [
    1,
    {
      label: "layout: split-settings",
      module: "config.settings",
      files: (early, late) => ({
        "config/__init__.py": "",
        "config/settings/__init__.py": fileOf({
          body: [fragment('include("base.py", "parts/*.py", optional("local.py"))')],
          below: 2,
        }),
        "config/settings/base.py": base(early),
        "config/settings/parts/more.py": fileOf({ body: late, below: 2 }),
      }),
    },
  ],
  [
    1,
    {
      label: "layout: __all__",
      module: "config.production",
      files: (early, late, names) => ({
        "config/__init__.py": "",
        "config/base.py": `${fileOf({ body: early, below: 1 })}\n__all__ = [${names.map((name) => `"${name}"`).join(", ")}]\n`,
        "config/production.py": fileOf({ head: "from .base import *  # noqa: F403", body: late, below: 1 }),
      }),
    },
  ],
];
const USED_LAYOUTS = LAYOUTS.filter(([, { label }]) => !isLeftOut(label));
for (const [, { label }] of USED_LAYOUTS) labelsOfGrammar.add(label);

/** What the virtual environments of the conformance tests have. */
const REQUIREMENTS = `${[
  "Django",
  "dj-database-url",
  "django-environ",
  "django-split-settings",
  "environs[django]",
  "pydantic",
  "pydantic-settings",
  "python-decouple",
  "whitenoise",
].join("\n")}\n`;

/** Directories with files, and an application of the project. */
const SHOP: Files = {
  "media/cache/.gitkeep": "",
  "staticfiles/.gitkeep": "",
  "shop/__init__.py": "",
  "shop/apps.py": `from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"
`,
  "shop/models.py": `from django.db import models


class Item(models.Model):
    name = models.CharField(max_length=100)
`,
  "shop/views.py": `def csrf_failure(request, reason=""):
    return None


def without_reason(request):
    return None


def any_arguments(request, **options):
    return None
`,
  "shop/middleware.py": `from django.contrib.auth.middleware import AuthenticationMiddleware


class TimingMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)


class LoginMiddleware(AuthenticationMiddleware):
    pass
`,
};

const MANAGE = (module: string) =>
  `import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "${module}")\n`;

interface Parts {
  readonly settings: readonly SettingCode[];
  readonly layout: Layout;
  /** Which settings are in the production module, where there are two, by the bits of a number. */
  readonly late: number;
  readonly hasStatic: boolean;
  /** The variable DJANGO_ALLOW_ASYNC_UNSAFE, which a check of Django reads. */
  readonly unsafe: string | undefined;
}

function assemble({ settings, layout, late, hasStatic, unsafe }: Parts): GeneratedProject {
  const isLate = ({ name }: SettingCode, n: number) => name !== "DEBUG" && ((late >> (n % 16)) & 1) === 1;
  const early = settings.filter((one, n) => !isLate(one, n));
  const later = settings.filter(isLate);
  const changes = settings.flatMap((one, n) =>
    one.changes.map((change, k) => ({ change, late: isLate(one, n) || k > 0 })),
  );
  const files = layout.files(
    [...early.map(({ first }) => first), ...changes.filter((one) => !one.late).map((one) => one.change)],
    [...later.map(({ first }) => first), ...changes.filter((one) => one.late).map((one) => one.change)],
    early.map(({ name }) => name).filter((name) => !name.startsWith("EXTRA")),
  );
  const { labels, variables } = combine(
    "",
    settings.flatMap((one) => [one.first, ...one.changes]),
  );
  return {
    files: {
      "manage.py": MANAGE(layout.module),
      "urls.py": "urlpatterns = []\n",
      "requirements.txt": REQUIREMENTS,
      ...SHOP,
      ...(hasStatic ? { "static/site.css": "" } : {}),
      ...files,
    },
    module: layout.module,
    environment: { ...variables, ...(unsafe === undefined ? {} : { DJANGO_ALLOW_ASYNC_UNSAFE: unsafe }) },
    labels: [...labels, layout.label],
  };
}

/** Projects for a version of Django. */
export function projects(version: DjangoVersion): fc.Arbitrary<GeneratedProject> {
  return projectsOf(settingsFor(version));
}

/** Projects with these settings in every layout. */
function projectsOf(settings: fc.Arbitrary<readonly SettingCode[]>): fc.Arbitrary<GeneratedProject> {
  return fc
    .record({
      settings,
      layout: fc.oneof(
        { withCrossShrink: true },
        ...USED_LAYOUTS.map(([weight, layout]) => ({ weight, arbitrary: fc.constant(layout) })),
      ),
      late: fc.nat(0xffff),
      hasStatic: fc.boolean(),
      unsafe: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, fc.constantFrom("1", "0", "")),
    })
    .map(assemble);
}
