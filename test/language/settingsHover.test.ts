/** Hover and definitions in settings modules, each asked for at the `|` of a text. */
import { describe, expect, test } from "vitest";
import { analyze } from "../../server/src/analyze";
import { definition, hover } from "../../server/src/language/language";
import { projectOf, SETTINGS } from "../support/exampleProject";
import { memorySnapshot } from "../support/memorySnapshot";

const OWN = {
  "shop/__init__.py": "",
  "shop/apps.py": "from django.apps import AppConfig\n\n\nclass ShopConfig(AppConfig):\n    name = 'shop'\n",
  "shop/models.py": "class Customer:\n    pass\n",
  "shop/middleware/__init__.py": "from .basket import BasketMiddleware\n",
  "shop/middleware/basket.py":
    '"""The basket."""\n\n\nclass BasketMiddleware:\n    """Finds *the* basket."""\n',
  "mysite/wsgi.py":
    'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\napplication = 1\n',
};

function ask(marked: string, files: Readonly<Record<string, string>> = {}, path = SETTINGS) {
  const offset = marked.indexOf("|");
  const all = { ...projectOf({ [SETTINGS]: "", ...OWN, ...files }), [path]: marked.replace("|", "") };
  const snapshot = memorySnapshot(all);
  const { projects } = analyze(snapshot);
  const context = { snapshot, projects, current: true };
  return {
    hover: hover(context, path, offset),
    /** "shop/apps.py: ShopConfig" */
    targets: definition(context, path, offset).map(
      ({ target: { file, start, end } }) => `${file}: ${snapshot.file(file)!.text.slice(start, end)}`,
    ),
  };
}

const hoverText = (...args: Parameters<typeof ask>) => ask(...args).hover?.text;

describe("hover on a setting", () => {
  test("says what production gets, then what it is for", () => {
    const { hover: found } = ask('import os\nDEB|UG = os.environ.get("X", "") == "1"\n');
    expect(found!.range).toEqual({ start: 10, end: 15 });
    expect(found!.text.split("\n\n")).toEqual([
      "**DEBUG** in production (`mysite.settings`)",
      '- X is not set → `False` (settings.py:2)\n- X is set → depends on X: True if X is "1"; False if X is not "1"',
      "---",
      "Switches on error pages that show source code and settings, and keeps every SQL query in memory.",
      "Default: `False`.",
      "[Django documentation](https://docs.djangoproject.com/en/5.2/ref/settings/#std-setting-DEBUG)",
    ]);
  });

  test("tells versions apart", () => {
    const files = { "requirements.txt": "Django>=4.2,<5.2\n" };
    expect(hoverText("USE_TZ| = True\n", files)).toContain("Default: `False`, from Django 5.0 on `True`.");
    expect(hoverText("STATICFILES_STORAGE| = 'a'\n", files)).toContain(
      "Deprecated since Django 4.2, removed in Django 5.1; use `STORAGES`.\n\n" +
        "[Django documentation](https://docs.djangoproject.com/en/5.0/ref/settings/#std-setting-STATICFILES_STORAGE)",
    );
    expect(hoverText("SECURE_CSP| = {}\n")).toContain("Since Django 6.0.");
  });

  test("shows no secret", () => {
    expect(hoverText('SECRET_KEY| = "abcdefghi"\n')).not.toContain("abcdefghi");
    expect(hoverText('CELERY_BROKER_URL| = "redis://u:hunter2@h"\n')).not.toContain("hunter2");
  });

  test("knows those of libraries, and those that nobody documents", () => {
    expect(hoverText("CORS_ALLOW_ALL_ORIGINS| = True\n")).toMatch(
      /`True`[\s\S]*of every site[\s\S]*cors-headers/,
    );
    expect(hoverText("MY_OWN| = 1\n")).toBe(
      "**MY_OWN** in production (`mysite.settings`)\n\n- `1` (settings.py:1)",
    );
  });

  test("is not for strings, comments and other modules", () => {
    expect(hoverText('X = "DEB|UG"\n')).toBeUndefined();
    expect(hoverText("# DEB|UG\n")).toBeUndefined();
    expect(hoverText("DEB|UG = 1\n", {}, "shop/views.py")).toBeUndefined();
    expect(hoverText("UNHEARD_|OF\n")).toBeUndefined();
  });
});

describe("a dotted path", () => {
  const cases: readonly (readonly [marked: string, target: string, hover: string])[] = [
    [
      'MIDDLEWARE = ["shop.middleware.basket.Bas|ketMiddleware"]',
      "shop/middleware/basket.py: BasketMiddleware",
      "Finds \\*the\\* basket.",
    ],
    [
      'MIDDLEWARE = ["shop.middleware.Bas|ketMiddleware"]',
      "shop/middleware/basket.py: BasketMiddleware",
      "class in `shop/middleware/basket.py:4`",
    ],
    ["INSTALLED_APPS = ['sh|op']", "shop/__init__.py: ", "module in `shop/__init__.py`"],
    ["INSTALLED_APPS = ['shop.apps.ShopConfig|']", "shop/apps.py: ShopConfig", "class in `shop/apps.py:4`"],
    ["ROOT_URLCONF = 'mysite.|urls'", "mysite/urls.py: ", "module in"],
    [
      "WSGI_APPLICATION = '|mysite.wsgi.application'",
      "mysite/wsgi.py: application",
      "defined in `mysite/wsgi.py:4`",
    ],
    ["AUTH_USER_MODEL = 'shop.|Customer'", "shop/models.py: Customer", "class in"],
    ["MY = {'a': ['shop.|models.Customer']}", "shop/models.py: Customer", "class in"],
  ];
  test.for(cases)("%j", ([marked, target, text]) => {
    const { hover: found, targets } = ask(marked);
    expect(targets).toEqual([target]);
    expect(found?.text).toContain(text);
  });

  test.for([
    "INSTALLED_APPS = ['shop|",
    "X = 'sh|op'",
    "X = 'shop.mod|els.Nobody'",
    "X = 'mysite.exa|mple.com'",
    "X = ''|",
  ])("%j leads nowhere", (marked) => {
    expect(ask(marked)).toEqual({ hover: undefined, targets: [] });
  });

  test("of Django and of packages", () => {
    expect(hoverText("MIDDLEWARE = ['django.middleware.csp.|ContentSecurityPolicyMiddleware']")).toContain(
      "Middleware of Django, since Django 6.0.",
    );
    const files = { "requirements.txt": "Django==5.2\ndjango-cors-headers\n" };
    expect(hoverText("INSTALLED_APPS = ['cors|headers']", files)).toContain(
      "Application of django-cors-headers.",
    );
  });

  test("in manage.py and wsgi.py", () => {
    const found = ask(
      'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.|settings")\n',
      {},
      "mysite/wsgi.py",
    );
    expect(found.targets).toEqual([`${SETTINGS}: `]);
    expect(found.hover?.text).toContain("Production uses `mysite.settings`");
  });
});
