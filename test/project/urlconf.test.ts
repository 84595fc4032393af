import { describe, expect, test } from "vitest";
import { routesOf } from "../../server/src/project/urlconf";
import { memorySnapshot } from "../support/memorySnapshot";

type Files = Readonly<Record<string, string>>;

function read(files: Files | string) {
  const all = typeof files === "string" ? { "site/urls.py": files } : files;
  return routesOf(memorySnapshot(all), "", "site.urls");
}

const paths = (files: Files | string) => read(files).routes.map(({ path }) => path);

describe("the addresses of a URLconf", () => {
  test.for([
    ["path()", 'urlpatterns = [path("a/b/", view), path("", home)]\n', ["a/b", ""]],
    ["re_path() and url()", 'urlpatterns = [re_path(r"^a\\.txt$", v), url("^b/?$", v)]\n', ["a.txt", "b"]],
    ["keywords", 'urlpatterns = [path(route="a", view=v)]\n', ["a"]],
    [
      "+= and +",
      'urlpatterns = [path("a", v)] + [path("b", v)]\nurlpatterns += [path("c", v)]\n',
      ["a", "b", "c"],
    ],
    ["a second assignment", 'urlpatterns = [path("a", v)]\nurlpatterns = [path("b", v)]\n', ["b"]],
    [
      "itself, added to",
      'urlpatterns = [path("a", v)]\nurlpatterns = urlpatterns + [path("b", v)]\n',
      ["a", "b"],
    ],
    [
      "other lists",
      'more = [path("a", v)]\nurlpatterns = [*more, path("b/", include((more, "x")))]\n',
      ["a", "b/a"],
    ],
    [
      "languages",
      'urlpatterns = i18n_patterns(path("a", v), path("b", v))\n',
      ["<language>/a", "<language>/b"],
    ],
    ["list(filter(...))", 'urlpatterns = list(filter(None, [path("a", v), X and path("b", v)]))\n', ["a"]],
    ["what DEBUG decides", 'urlpatterns = []\nif settings.DEBUG:\n    urlpatterns += [path("a", v)]\n', []],
    ["computed addresses", 'urlpatterns = [path(settings.ADMIN, v), path(f"a{b}", v), path("c")]\n', []],
    ["no list", "urlpatterns = build()\n", []],
    ["half-typed code", 'urlpatterns = [\n    path("a", v),\n    path("b", \n]\n', []],
  ] as const)("%s", ([, text, expected]) => {
    expect(paths(text)).toEqual(expected);
  });

  test("of modules that are included, by name, as an import, and round in circles", () => {
    const files = {
      "site/urls.py":
        'import shop.urls\nfrom blog import urls as blog_urls\nurlpatterns = [\n    path("shop/", include(shop.urls)),\n    path("blog/", include(blog_urls)),\n    path("x/", include("news.urls", namespace="news")),\n]\n',
      "shop/urls.py": 'urlpatterns = [path("cart", v)]\n',
      "blog/urls.py": 'urlpatterns = [path("<slug:post>/", v)]\n',
      "news/urls/__init__.py": 'urlpatterns = [path("today", v), path("again/", include("news.urls"))]\n',
    };
    const found = paths(files);
    expect(found.slice(0, 4)).toEqual(["shop/cart", "blog/<slug:post>", "x/today", "x/again/today"]);
    expect(found.length).toBeLessThan(20);
    expect(read(files).foreign).toEqual([]);
  });

  test("of installed packages, by the name of their module", () => {
    const { foreign } = read(
      'import debug_toolbar\nfrom health_check import urls\nurlpatterns = [path("d/", include(debug_toolbar.urls)), path("h/", include(urls)), path("a/", include("allauth.urls")), path("r/", include(router.urls))]\n',
    );
    expect(foreign.map(({ path, module }) => [path, module])).toEqual([
      ["d", "debug_toolbar.urls"],
      ["h", "health_check.urls"],
      ["a", "allauth.urls"],
    ]);
  });

  test("where they stand, and the handlers of errors", () => {
    const text = 'handler404 = "a.b"\nurlpatterns = [\n    path("a", View.as_view(x=1)),\n]\n';
    const { routes, handlers } = read(text);
    const [route] = routes;
    expect(text.slice(route!.at.start, route!.at.end)).toBe('path("a", View.as_view(x=1))');
    expect(route).toMatchObject({ view: "View.as_view", at: { file: "site/urls.py" } });
    expect([...handlers]).toEqual([["handler404", { file: "site/urls.py", start: 0, end: 18 }]]);
    const inPackage = read({ "site/urls/__init__.py": text });
    expect(inPackage.handlers.get("handler404")?.file).toBe("site/urls/__init__.py");
  });

  test("of no module at all", () => {
    expect(read({ "other.py": "" })).toEqual({ routes: [], foreign: [], handlers: new Map() });
  });
});
