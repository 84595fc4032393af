/** The checklist on files that are half typed, broken or hostile: it answers, soon, whatever they hold. */
import { expect, test } from "vitest";
import { analyze } from "../../server/src/analyze";
import { checklist } from "../../server/src/checklist/checklist";
import { type Files, projectOf } from "../support/exampleProject";
import { memorySnapshot } from "../support/memorySnapshot";

const SITE: Files = {
  "mysite/settings.py": 'ROOT_URLCONF = "mysite.urls"\nTEMPLATES = [{"DIRS": ["templates"]}]\n',
  "mysite/urls.py":
    'from django.urls import include, path\nimport shop.urls\n\nextra = [path("a", a)]\nurlpatterns = [\n    path("robots.txt", robots),\n    path("", include((extra, "x"))),\n    *extra,\n]\nhandler404 = "a.b"\n',
  "shop/urls.py": 'from mysite.urls import urlpatterns\nurlpatterns = [path("", include("mysite.urls"))]\n',
  "templates/base.html":
    '<!-- a --><link rel="icon" href="{% static "a" %}"><title>{% block t %}{% endblock %}</title>{% if debug %}<script src=\'x\'>gtag("a") /* b */</script>{% else %}{# c #}{% endif %}\n',
  "package.json": '{"scripts": {"build": "vite build"}, "dependencies": {"sharp": "1"}}\n',
  ".pre-commit-config.yaml": "repos:\n  - repo: x\n    hooks:\n      - id: bandit\n",
  ".github/dependabot.yml": "updates:\n  - package-ecosystem: pip\n",
  ".github/workflows/ci.yml": "jobs:\n  a:\n    steps:\n      - uses: a/b@v1\n      - run: uv run pytest\n",
  "ruff.toml": '[lint]\nselect = ["S"]\n',
  "README.md": "# Site\n\nDeployment\n----------\n\n```\n# no\n```\n",
  "shop/tests.py": "class T:\n    def test_a(self):\n        pass\n",
  ".git/packed-refs": "abc refs/tags/v1\n",
  "bin/deploy.sh": "python manage.py migrate && systemctl restart site\n",
  Dockerfile: "FROM python:3.13-slim\n",
};

function states(files: Files): string {
  const snapshot = memorySnapshot(projectOf(files));
  const onError = (what: string, cause: unknown) => {
    throw new Error(what, { cause });
  };
  return analyze(snapshot, { onError })
    .projects.flatMap((report) => checklist(report, snapshot))
    .flatMap(({ items }) => items)
    .map(({ item, state }) => `${item.id}: ${state}`)
    .join("\n");
}

test.for(Object.keys(SITE))("%s, half typed", (path) => {
  const text = SITE[path]!;
  const step = Math.max(1, Math.floor(text.length / 3));
  for (let end = 0; end < text.length; end += step) {
    expect(states({ ...SITE, [path]: text.slice(0, end) })).toContain("favicon: ");
    expect(states({ ...SITE, [path]: text.slice(end) })).toContain("favicon: ");
  }
});

test.for([
  ["comments", "<!--"],
  ["template comments", "{# {% comment %}"],
  ["conditions", "{% if debug %}"],
  ["scripts", "<script>/*"],
  ["attributes", '<link rel="{% x '],
  ["values", "<meta name="],
  ["spaces", "   \t"],
  ["headings", "# a  b\n===\n"],
  ["fences", "```\n"],
])("many %s are read in no time", ([, text]) => {
  const many = text!.repeat(Math.floor(280_000 / text!.length));
  const start = performance.now();
  states({ ...SITE, "templates/base.html": many, "README.md": many });
  expect(performance.now() - start).toBeLessThan(4000);
});

test("lists of URLs that hold each other many times end", () => {
  const lists = Array.from({ length: 8 }, (_, n) => `l${n} = [${`*l${n + 1}, `.repeat(50)}]`);
  const urls = `${lists.reverse().join("\n")}\nl8 = [path("a", a)]\nurlpatterns = l0 + urlpatterns + [*urlpatterns]\n`;
  const start = performance.now();
  states({ ...SITE, "mysite/urls.py": urls });
  expect(performance.now() - start).toBeLessThan(4000);
});
