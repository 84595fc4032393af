import type { Cases } from "../cases";

const workflow = (step: string) => ({
  ".github/workflows/ci.yml": `jobs:\n  a:\n    steps:\n      - ${step}\n`,
});

export default {
  ci: [
    { files: workflow("run: uv run pytest -n auto"), state: "found", at: ".github/workflows/ci.yml:4" },
    { files: workflow("run: uv run -m pytest"), state: "found" },
    { files: workflow("uses: company/ci/.github/workflows/run-tests.yml@main"), state: "found" },
    { files: workflow("run: docker compose run --rm web python manage.py test"), state: "found" },
    { files: workflow("run: make test-unit"), state: "found" },
    { files: workflow("run: coverage run manage.py test"), state: "found" },
    {
      files: {
        "app.json": '{"environments": {"test": {"scripts": {\n  "test": "python manage.py test"\n}}}}\n',
      },
      state: "found",
      at: "app.json:2",
    },
    { files: { ".travis.yml": "script: pytest\n" }, state: "found", at: ".travis.yml:1" },
    { files: workflow("run: npm test"), state: "open" },
    { files: workflow("run: pip install pytest"), state: "open" },
    { files: workflow("run: |\n          # pytest\n          echo done"), state: "open" },
    { files: "DEBUG = False\n", state: "open" },
  ],
  dependencies: [
    {
      files: { "mysite/settings.py": "DEBUG = False\n", "requirements.txt": "Django==5.2.8\ngunicorn\n" },
      state: "ok",
    },
    // What loads these settings may need anything.
    {
      files: { "mysite/settings.py": "exec(CODE)\n", "requirements.txt": "Django==5.2.8\ngunicorn\n" },
      state: "unknown",
    },
    { files: { "requirements.txt": "Django\ngunicorn\n" }, state: "problem", at: "requirements.txt:1" },
    {
      files: {
        "mysite/settings.py": 'INSTALLED_APPS = ["rest_framework"]\n',
        "requirements.txt": "Django==5.2.8\ngunicorn\n",
      },
      state: "problem",
      at: "mysite/settings.py:1",
    },
    { files: { "requirements.txt": "-r https://example.org/base.txt\n" }, state: "unknown" },
    {
      files: {
        "manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\n',
        "mysite/settings.py": "DEBUG = False\n",
      },
      state: "unknown",
      detail: /no dependency file/,
    },
  ],
  "automatic-deploys": [
    {
      files: workflow("uses: akhileshns/heroku-deploy@v3.14.15"),
      state: "found",
      at: ".github/workflows/ci.yml:4",
    },
    {
      files: workflow(`run: git push https://heroku:$KEY@git.heroku.com/site.git HEAD:main`),
      state: "found",
      detail: /with git push\.$/,
      at: ".github/workflows/ci.yml:4",
    },
    { files: workflow("run: git push origin main"), state: "open" },
    { files: { "README.md": "git push heroku main\n" }, state: "open" },
  ],
  "release-tags": [
    { files: { ".git/refs/tags/v1.2.0": "abc\n" }, state: "found", at: ".git/refs/tags/v1.2.0:1" },
    {
      files: {
        ".git/packed-refs":
          "# pack-refs with: peeled\nabc0 refs/heads/main\nabc1 refs/tags/production/34\n^abc2\n",
      },
      state: "found",
      at: ".git/packed-refs:3",
    },
    {
      files: workflow("uses: softprops/action-gh-release@v2"),
      state: "found",
      at: ".github/workflows/ci.yml:4",
    },
    { files: { ".git/packed-refs": "abc0 refs/heads/v1.0\nabc1 refs/tags/before-rewrite\n" }, state: "open" },
    { files: workflow("run: git tag -l"), state: "open" },
  ],
  "feature-flags": [
    {
      files: { "requirements.txt": "Django==5.2.8\ndjango-waffle\n" },
      state: "found",
      at: "requirements.txt:2",
    },
    { files: { "requirements.txt": "Django==5.2.8\n# django-waffle\n" }, state: "open" },
  ],
  rollback: [
    {
      files: { "docs/operations.md": "# Operations\n\n## Rolling back\n\nheroku rollback\n" },
      state: "found",
      at: "docs/operations.md:3",
    },
    { files: { "README.md": "# Site\n\n```\n# Rollback\n```\n" }, state: "open" },
  ],
  "deploy-docs": [
    {
      files: { "README.rst": "Site\n====\n\nDeploying to Heroku\n-------------------\n" },
      state: "found",
      at: "README.rst:4",
      detail: /^README\.rst has the heading "Deploying to Heroku"\.$/,
    },
    { files: { "DEPLOYMENT.md": "Push to main.\n" }, state: "found", at: "DEPLOYMENT.md:1" },
    { files: { "README.md": "# Site\n\nWe never deploy.\n" }, state: "open" },
    { files: { "docs/deployment.md": "" }, state: "open" },
  ],
} satisfies Cases;
