import { join } from "../../paths";
import { contains, type Plain } from "../../settings/plain";
import type { Snapshot } from "../../snapshot";
import { perDocument } from "../../syntax/document";
import type { Range } from "../../syntax/text";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { notApplicable, satisfied } from "../verdicts";
import { isAtLeast } from "../versions";

/** Templates that hold a site's navigation, by usual names; others are not looked at. */
const NAVIGATION =
  /^_?(?:base|layout|main|master|index|home|nav|navbar|navigation|header|menu|topbar|sidebar)\.html$/;
const PARTS = ["includes", "include", "partials", "components", "layouts", "_partials"];
const MAX_FILES = 20;

interface LogoutLink extends Range {
  /** "logout", "admin:logout" */
  readonly name: string;
  /** The tag `{% url %}`. */
  readonly url: string;
  readonly text: string;
  /** The attributes that a button takes over. */
  readonly attributes: string;
}

const LINK =
  /<a\b([^>]*?)\bhref\s*=\s*(["'])\s*(\{%\s*url\s+(["'])(logout|admin:logout)\4\s*%\})\s*\2([^>]*)>((?:(?!<\/?a\b)[\s\S]){0,300}?)<\/a>/gi;

export default defineRule({
  id: "logout-by-get",
  group: "upgrade",
  severity: "warning",
  summary: "A link is used to log out, but Django 5.0 needs a form",
  docs: {
    why:
      "Since Django 5.0 LogoutView accepts only POST: a link asks with GET, and visitors who click it see an error 405 and " +
      "stay logged in.",
    how: "Turn the link into a form with a button, which sends POST and the CSRF token.",
    references: [
      "https://docs.djangoproject.com/en/stable/topics/auth/default/#django.contrib.auth.views.LogoutView",
      "https://docs.djangoproject.com/en/stable/releases/5.0/#features-removed-in-5-0",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "mysite/settings.py": 'ROOT_URLCONF = "mysite.urls"\n',
          "mysite/urls.py": [
            "from django.urls import include, path",
            "",
            'urlpatterns = [path("accounts/", include("django.contrib.auth.urls"))]',
            "",
          ].join("\n"),
          "templates/base.html":
            '<nav>\n  <a class="button" href="{% url \'logout\' %}">Log out</a>\n</nav>\n{% block content %}{% endblock %}\n',
        },
        fixed: {
          "mysite/settings.py": 'ROOT_URLCONF = "mysite.urls"\n',
          "mysite/urls.py": [
            "from django.urls import include, path",
            "",
            'urlpatterns = [path("accounts/", include("django.contrib.auth.urls"))]',
            "",
          ].join("\n"),
          "templates/base.html":
            '<nav>\n  <form method="post" action="{% url \'logout\' %}">{% csrf_token %}<button type="submit" class="button">Log out</button></form>\n</nav>\n{% block content %}{% endblock %}\n',
        },
      },
    ],
    good: [
      {
        "requirements.txt": "Django==4.2.16\ngunicorn\n",
        "mysite/settings.py": 'ROOT_URLCONF = "mysite.urls"\n',
        "mysite/urls.py":
          'from django.urls import include\n\nurlpatterns = [include("django.contrib.auth.urls")]\n',
        "templates/base.html": "<a href=\"{% url 'logout' %}\">Log out</a>\n",
      },
      {
        // A view of the project's own may do as it likes.
        "mysite/settings.py": 'ROOT_URLCONF = "mysite.urls"\n',
        "mysite/urls.py":
          'from django.urls import path\nfrom . import views\n\nurlpatterns = [path("logout/", views.logout, name="logout")]\n',
        "templates/base.html": "<a href=\"{% url 'logout' %}\">Log out</a>\n",
      },
      {
        "mysite/settings.py": 'ROOT_URLCONF = "mysite.urls"\n',
        "mysite/urls.py":
          'from django.urls import include\n\nurlpatterns = [include("django.contrib.auth.urls")]\n',
        "templates/base.html":
          '<form method="post" action="{% url \'logout\' %}">{% csrf_token %}<button>Log out</button></form>\n',
      },
    ],
  },
  check(context) {
    if (!isAtLeast(context.project, "5.0")) return notApplicable("this version of Django may log out by GET");
    const names = postOnly(context);
    if (names.size === 0) return notApplicable("no view of Django's that logs out was found");
    const found = navigation(context).flatMap((file) => {
      const document = context.snapshot.file(file);
      return document === undefined
        ? []
        : linksOf(document)
            .filter(({ name }) => names.has(name))
            .map(
              (link): Verdict => ({
                state: "violated",
                at: { file, start: link.start, end: link.end },
                message:
                  "This link logs out with GET, which Django 5.0 and newer refuse: visitors see an error 405 and stay logged in.",
              }),
            );
    });
    return found.length > 0 ? found : satisfied();
  },
  fixes: [
    {
      title: "Turn the link into a form",
      safety: "review",
      preferred: true,
      edits({ snapshot }, { at }) {
        const document = snapshot.file(at.file);
        const link =
          document && linksOf(document).find(({ start, end }) => start === at.start && end === at.end);
        if (link === undefined) return undefined;
        const { url, attributes, text } = link;
        const code = `<form method="post" action="${url}">{% csrf_token %}<button type="submit"${attributes}>${text}</button></form>`;
        return [{ kind: "edit", path: at.file, edits: [{ start: link.start, end: link.end, text: code }] }];
      },
    },
  ],
});

/** The links of a template that log out; those that a script turns into something else are left out. */
const linksOf = perDocument(({ text }): readonly LogoutLink[] => {
  if (!/url\s+["'](?:admin:)?logout["']/.test(text)) return [];
  return [...text.matchAll(LINK)].flatMap((match): LogoutLink[] => {
    const [whole, before, , url, , name, after, content] = match;
    const attributes = `${before} ${after}`;
    if (/\s(?:on\w+|data-[\w-]+|hx-[\w-]+|x-[\w:.-]+|@[\w.:-]+|up-[\w-]+)\s*=/i.test(` ${attributes}`))
      return [];
    if (isComment(text.slice(0, match.index))) return [];
    const kept = [...attributes.matchAll(/\b(?:class|id|style|title)\s*=\s*(?:"[^"]*"|'[^']*')/gi)];
    return [
      {
        start: match.index,
        end: match.index + whole.length,
        name: name!,
        // Inside double quotes.
        url: url!.replaceAll('"', "'"),
        text: content!,
        attributes: kept.map(([attribute]) => ` ${attribute}`).join(""),
      },
    ];
  });
});

/** Whether text ends inside a comment. */
function isComment(text: string): boolean {
  const open = (start: string, end: string) => text.lastIndexOf(start) > text.lastIndexOf(end);
  return open("<!--", "-->") || open("{% comment", "{% endcomment") || open("{#", "#}");
}

/** The names of URLs that lead to a view of Django's which takes POST only. */
function postOnly({ settings, project, snapshot }: RuleContext): ReadonlySet<string> {
  const names = new Set<string>();
  const urls = settings.value("ROOT_URLCONF");
  const path = urls.kind === "str" ? join(project.root, `${urls.value.replaceAll(".", "/")}.py`) : undefined;
  const document = path === undefined ? undefined : snapshot.file(path);
  if (document !== undefined && usesLogoutView(document)) names.add("logout");
  if (contains(settings.value("INSTALLED_APPS"), "django.contrib.admin") === true) names.add("admin:logout");
  return names;
}

/** Whether a URLconf gives the name logout to Django's LogoutView and to nothing else. */
const usesLogoutView = perDocument(({ text }) => {
  const views = text.split("\n").filter((line) => /\bname\s*=\s*["']logout["']/.test(line));
  if (!views.every((line) => /\bLogoutView\.as_view\(/.test(line))) return false;
  return (
    /["']django\.contrib\.auth\.urls["']/.test(text) ||
    (views.length > 0 && /^\s*from django\.contrib\.auth(?:\.views)? import\b/m.test(text))
  );
});

/** The templates that are looked at. */
function navigation({ settings, project, snapshot }: RuleContext): readonly string[] {
  const package_ = project.settings.module?.name.split(".")[0] ?? "";
  const directories = new Set([
    join(project.root, "templates"),
    join(project.root, package_, "templates"),
    ...templateDirectories(settings.value("TEMPLATES"), snapshot.rootPath),
  ]);
  const files = [...directories].flatMap((directory) =>
    [directory, ...PARTS.map((part) => join(directory, part))].flatMap((each) => templatesIn(snapshot, each)),
  );
  return files.slice(0, MAX_FILES);
}

function templatesIn(snapshot: Snapshot, directory: string): readonly string[] {
  const entries = snapshot.directory(directory) ?? [];
  return entries.flatMap(({ name, kind }) =>
    kind === "file" && NAVIGATION.test(name) ? [join(directory, name)] : [],
  );
}

/** The directories of TEMPLATES that are in the folder. */
function templateDirectories(templates: Plain, root: string): readonly string[] {
  if (templates.kind !== "list" && templates.kind !== "tuple") return [];
  const base = `${root.replace(/\/$/, "")}/`;
  return templates.items.flatMap((engine) => {
    if (engine.kind !== "dict") return [];
    const dirs = engine.entries.find(([key]) => key.kind === "str" && key.value === "DIRS")?.[1];
    if (dirs?.kind !== "list" && dirs?.kind !== "tuple") return [];
    return dirs.items.flatMap((item) =>
      (item.kind === "path" || item.kind === "str") && item.value.startsWith(base)
        ? [item.value.slice(base.length)]
        : [],
    );
  });
}
