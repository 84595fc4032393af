import type { Cases } from "../cases";

const workflow = (step: string) => ({
  ".github/workflows/ci.yml": `jobs:\n  a:\n    steps:\n      - ${step}\n`,
});
const dependabot = (system: string) => ({
  ".github/dependabot.yml": `version: 2\nupdates:\n  - package-ecosystem: ${system}\n    directory: /\n`,
});

export default {
  "dependency-updates": [
    { files: dependabot('"pip"'), state: "found", at: ".github/dependabot.yml:3" },
    { files: dependabot("github-actions"), state: "open" },
    { files: { "renovate.json": "{}\n" }, state: "found", at: "renovate.json:1" },
    { files: { "package.json": '{\n  "renovate": {}\n}\n' }, state: "found", at: "package.json:2" },
    { files: workflow("run: uv run pip-audit"), state: "found", at: ".github/workflows/ci.yml:4" },
    { files: workflow("run: echo pip-audit"), state: "open" },
    // Whatever else looks after updates.
    {
      files: { ...dependabot("uv"), "requirements.txt": "Django==3.2.1\n" },
      state: "problem",
      detail: /Django 3\.2/,
    },
  ],
  "rate-limits": [
    {
      files:
        'INSTALLED_APPS = ["rest_framework"]\nREST_FRAMEWORK = {\n    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],\n    "DEFAULT_THROTTLE_RATES": {"user": "100/min"},\n    "NUM_PROXIES": 1,\n}\n',
      state: "found",
      at: "mysite/settings.py:3",
    },
    {
      files: { "requirements.txt": "Django==5.2.8\ndjango-axes\n" },
      state: "found",
      at: "requirements.txt:2",
    },
    {
      files:
        'INSTALLED_APPS = ["rest_framework"]\nREST_FRAMEWORK = {"NUM_PROXIES": 1, "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"]}\n',
      state: "problem",
    },
    { files: "REST_FRAMEWORK = {'DEFAULT_THROTTLE_CLASSES': []}\n", state: "open" },
    { files: "DEBUG = False\n", state: "open" },
  ],
  "login-monitoring": [
    {
      files: { "requirements.txt": "Django==5.2.8\ndjango-axes\n" },
      state: "found",
      at: "requirements.txt:2",
    },
    {
      files: {
        "pyproject.toml":
          '[project]\nname = "a"\nversion = "1"\ndependencies = ["django"]\n[dependency-groups]\ndev = ["django-axes"]\n',
        "uv.lock": "",
      },
      state: "open",
    },
  ],
  "security-linter": [
    { files: workflow("run: bandit -r mysite"), state: "found", at: ".github/workflows/ci.yml:4" },
    {
      files: workflow("uses: github/codeql-action/analyze@v3"),
      state: "found",
      at: ".github/workflows/ci.yml:4",
    },
    {
      files: { "pyproject.toml": '[tool.ruff.lint]\nselect = ["E", "S"]\n' },
      state: "found",
      at: "pyproject.toml:2",
    },
    {
      files: { "ruff.toml": 'line-length = 100\nlint.extend-select = ["ALL"]\n' },
      state: "found",
      at: "ruff.toml:2",
    },
    { files: { "ruff.toml": '[lint]\nselect = ["ALL"]\nignore = ["S"]\n' }, state: "open" },
    { files: { "ruff.toml": '[lint]\nselect = ["SIM"]\n' }, state: "open" },
    { files: { "ruff.toml": '[lint\nselect = ["S"]\n' }, state: "open" },
    {
      files: { ".pre-commit-config.yaml": "repos:\n  - hooks:\n      - id: bandit\n" },
      state: "found",
      at: ".pre-commit-config.yaml:3",
    },
    { files: { ".pre-commit-config.yaml": "repos:\n  - hooks:\n      # - id: bandit\n" }, state: "open" },
  ],
  "owasp-review": [
    {
      files: {
        ...workflow("uses: zaproxy/action-baseline@v0.14.0"),
        "mysite/settings.py": 'MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]\n',
      },
      state: "found",
      at: ".github/workflows/ci.yml:4",
    },
    { files: 'MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]\n', state: "open" },
    {
      files:
        'MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]\nSESSION_SERIALIZER = "django.contrib.sessions.serializers.PickleSerializer"\n',
      state: "problem",
    },
  ],
  "production-shell": [
    {
      files: { "requirements.txt": "Django==5.2.8\ndjango-read-only\n" },
      state: "found",
      at: "requirements.txt:2",
    },
    { files: "DEBUG = False\n", state: "open" },
  ],
} satisfies Cases;
