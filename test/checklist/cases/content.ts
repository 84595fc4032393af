import type { Cases } from "../cases";

const page = (head: string) => `<!doctype html>\n<html lang="en">\n<head>\n${head}\n</head>\n</html>\n`;
const urls = (patterns: string, rest = "") =>
  `from django.urls import include, path, re_path\n\nurlpatterns = [\n    ${patterns}\n]\n${rest}`;
const settings = 'ROOT_URLCONF = "mysite.urls"\n';
const site = { "mysite/settings.py": settings, "templates/base.html": page("<title>Site</title>") };

export default {
  spelling: [
    {
      files: {
        ".pre-commit-config.yaml":
          "repos:\n  - repo: https://example.com\n    hooks:\n      - id: codespell\n",
      },
      state: "found",
      at: ".pre-commit-config.yaml:4",
    },
    {
      files: { ".github/workflows/ci.yml": "jobs:\n  lint:\n    steps:\n      - uses: crate-ci/typos@v1\n" },
      state: "found",
      at: ".github/workflows/ci.yml:4",
      detail: /crate-ci\/typos\./,
    },
    {
      files: {
        ".github/workflows/ci.yml":
          "jobs:\n  lint:\n    steps:\n      # - uses: crate-ci/typos@v1\n      - run: make\n",
      },
      state: "open",
    },
  ],
  favicon: [
    {
      files: {
        ...site,
        "templates/base.html": page(`<link rel="shortcut icon" href="{% static "i.ico" %}">`),
      },
      state: "found",
      at: "templates/base.html:4",
    },
    { files: { ...site, "shop/static/favicon.ico": "" }, state: "found", at: "shop/static/favicon.ico:1" },
    {
      files: { ...site, "mysite/urls.py": urls('path("favicon.ico", favicon),') },
      state: "found",
      at: "mysite/urls.py:4",
    },
    {
      files: { ...site, "templates/base.html": page('<!-- <link rel="icon" href="/i.ico"> -->') },
      state: "open",
    },
    {
      files: { ...site, "templates/base.html": page('{# <link rel="icon" href="/i.ico"> #}') },
      state: "open",
    },
    { files: { ...site, "node_modules/x/static/favicon.ico": "" }, state: "open" },
    { files: { ...site, "docs/static/favicon.ico": "" }, state: "open" },
    { files: "DEBUG = False\n", state: "not-applicable", detail: /no page templates/ },
  ],
  "error-pages": [
    {
      files: { ...site, "templates/404.html": "x", "templates/500.html": "x" },
      state: "found",
      at: "templates/404.html:1",
    },
    {
      files: { ...site, "mysite/urls.py": urls("", 'handler404 = "a.b"\n'), "shop/templates/500.html": "x" },
      state: "found",
      at: "mysite/urls.py:6",
    },
    { files: { ...site, "templates/404.html": "x" }, state: "open" },
    {
      files: { ...site, "mysite/urls.py": urls("", '# handler404 = "a"\n# handler500 = "a"\n') },
      state: "open",
    },
    { files: { ...site, "templates/admin/404.html": "x", "templates/admin/500.html": "x" }, state: "open" },
    { files: "DEBUG = False\n", state: "not-applicable" },
  ],
  "robots-txt": [
    {
      files: {
        ...site,
        "mysite/urls.py": urls('path("robots.txt", TemplateView.as_view(template_name="robots.txt")),'),
      },
      state: "found",
      at: "mysite/urls.py:4",
      detail: /^mysite\/urls\.py serves \/robots\.txt\.$/,
    },
    {
      files: { ...site, "mysite/urls.py": urls(String.raw`re_path(r"^robots\.txt$", robots),`) },
      state: "found",
      at: "mysite/urls.py:4",
    },
    {
      files: {
        ...site,
        "mysite/urls.py": urls('path("", include("seo.urls")),'),
        "seo/urls.py":
          'from django.urls import path\nfiles = [\n    path("robots.txt", robots),\n]\nurlpatterns = files\n',
      },
      state: "found",
      at: "seo/urls.py:3",
    },
    {
      files: { ...site, "mysite/urls.py": urls('path("robots.txt", include("robots.urls")),') },
      state: "found",
      at: "mysite/urls.py:4",
    },
    {
      files: {
        ...site,
        "mysite/settings.py": `from pathlib import Path\nBASE_DIR = Path(__file__).resolve().parent.parent\nWHITENOISE_ROOT = BASE_DIR / "root"\n${settings}`,
        "root/robots.txt": "User-agent: *\n",
      },
      state: "found",
      at: "root/robots.txt:1",
    },
    // It is served at /static/robots.txt, where no crawler looks.
    { files: { ...site, "static/robots.txt": "User-agent: *\n" }, state: "open" },
    { files: { ...site, "mysite/urls.py": urls('# path("robots.txt", robots),') }, state: "open" },
    { files: { ...site, "mysite/urls.py": urls('path("files/robots.txt", robots),') }, state: "open" },
    {
      files: {
        ...site,
        "mysite/urls.py": urls("", 'if settings.DEBUG:\n    urlpatterns += [path("robots.txt", robots)]\n'),
      },
      state: "open",
    },
    // A URLconf that includes itself.
    { files: { ...site, "mysite/urls.py": urls('path("", include("mysite.urls")),') }, state: "open" },
    {
      files: { ...site, "mysite/settings.py": "import os\nROOT_URLCONF = os.environ['URLS']\n" },
      state: "open",
    },
  ],
  sitemap: [
    {
      files: { ...site, "mysite/urls.py": urls('path("sitemap.xml", sitemap, {"sitemaps": sitemaps}),') },
      state: "found",
      at: "mysite/urls.py:4",
    },
    {
      files: { ...site, "mysite/settings.py": `${settings}INSTALLED_APPS = ["django.contrib.sitemaps"]\n` },
      state: "open",
    },
    { files: "DEBUG = False\n", state: "not-applicable" },
  ],
  images: [
    {
      files: { ...site, "requirements.txt": "Django==5.2.8\neasy-thumbnails\n" },
      state: "found",
      at: "requirements.txt:2",
    },
    {
      files: {
        ...site,
        "frontend/package.json": '{\n  "devDependencies": {\n    "imagemin-webp": "1"\n  }\n}\n',
      },
      state: "found",
      at: "frontend/package.json:3",
    },
    { files: { ...site, "requirements.txt": "Django==5.2.8\n# easy-thumbnails\n" }, state: "open" },
    { files: { ...site, "package.json": '{"devDependencies": ["sharp"' }, state: "open" },
  ],
  analytics: [
    {
      files: {
        ...site,
        "templates/base.html": page(
          '<script async src="https://www.googletagmanager.com/gtag/js?id={{ GA }}"></script>',
        ),
      },
      state: "found",
      at: "templates/base.html:4",
    },
    {
      files: {
        ...site,
        "templates/_tracking.html":
          "{% if not debug %}\n<script>\n  gtag('config', 'G-1');\n</script>\n{% endif %}\n",
      },
      state: "found",
      at: "templates/_tracking.html:2",
    },
    {
      files: { ...site, "templates/base.html": page("<script>\n// gtag('config', 'G-1');\n</script>") },
      state: "open",
    },
    {
      files: {
        ...site,
        "templates/base.html": page(
          "{% if debug %}<script>gtag('config', 'G-1');</script>{% else %}{% endif %}",
        ),
      },
      state: "open",
    },
    {
      files: {
        ...site,
        "templates/base.html": page("{% comment %}<script>gtag('x')</script>{% endcomment %}"),
      },
      state: "open",
    },
    { files: "DEBUG = False\n", state: "not-applicable" },
  ],
  "search-console": [
    {
      files: {
        ...site,
        "templates/base.html": page('<meta content="x"\n  name="google-site-verification">'),
      },
      state: "found",
      at: "templates/base.html:4",
    },
    {
      files: { ...site, "mysite/urls.py": urls('path("google0123456789abcdef.html", proof),') },
      state: "found",
      at: "mysite/urls.py:4",
    },
    {
      files: { ...site, "templates/base.html": page('<meta name="google" content="notranslate">') },
      state: "open",
    },
  ],
  "page-titles": [
    {
      files: {
        ...site,
        "templates/base.html": page(
          '<title>{% block title %}Site{% endblock %}</title>\n<meta name="description" content="{% block description %}{% endblock %}">',
        ),
      },
      state: "found",
      at: "templates/base.html:4",
    },
    {
      files: { ...site, "templates/base.html": page("<title>{% block title %}{% endblock %}</title>") },
      state: "open",
    },
    {
      files: {
        ...site,
        "templates/base.html": page('<title>Site</title><meta name="description" content="All about it">'),
      },
      state: "open",
    },
    {
      files: {
        ...site,
        "templates/emails/base.html": page(
          '<title>{{ subject }}</title><meta name="description" content="x">',
        ),
      },
      state: "open",
    },
  ],
  "links-checked": [
    {
      files: {
        ".github/workflows/links.yml":
          "jobs:\n  a:\n    steps:\n      - run: uvx linkchecker https://x.example\n",
      },
      state: "found",
      at: ".github/workflows/links.yml:4",
    },
    {
      files: {
        ".github/workflows/links.yml":
          "jobs:\n  links:\n    steps:\n      - uses: lycheeverse/lychee-action@v2\n",
      },
      state: "found",
      at: ".github/workflows/links.yml:4",
    },
    {
      files: { "requirements.txt": "Django==5.2.8\ndjango-linkcheck\n" },
      state: "found",
      at: "requirements.txt:2",
    },
    {
      files: {
        ...site,
        "mysite/urls.py": urls('path("accounts/", include("django.contrib.auth.urls")),'),
        "templates/base.html": "<a href=\"{% url 'logout' %}\">Log out</a>\n",
      },
      state: "problem",
      at: "templates/base.html:1",
    },
    { files: "DEBUG = False\n", state: "open" },
  ],
} satisfies Cases;
