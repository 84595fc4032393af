import type { Cases } from "../cases";

const KEY = 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n';

export default {
  "environment-config": [
    { files: KEY, state: "ok", detail: /SECRET_KEY/ },
    { files: "DEBUG = False\n", state: "open", detail: /no environment variable/ },
    { files: `${KEY}EMAIL_HOST_PASSWORD = "k3h5v8n2m9x7c4"\n`, state: "problem", at: "mysite/settings.py:4" },
  ],
  "no-committed-secrets": [
    { files: KEY, state: "ok" },
    { files: `${KEY}EMAIL_HOST_PASSWORD = "k3h5v8n2m9x7c4"\n`, state: "problem", at: "mysite/settings.py:4" },
    {
      files: {
        "mysite/settings.py": KEY,
        ".git/HEAD": "",
        ".env": "SECRET_KEY=k3h5v8n2m9x7c4b6z1q0w8e5r2\n",
      },
      state: "problem",
      at: ".env:1",
    },
    {
      files: {
        "mysite/settings.py": KEY,
        ".git/HEAD": "",
        ".gitignore": ".env\n",
        ".env": "SECRET_KEY=k3h5v8n2m9x7c4b6z1q0w8e5r2\n",
      },
      state: "ok",
    },
  ],
  "dotenv-local": [
    { files: { "mysite/settings.py": KEY, ".gitignore": ".env\n" }, state: "ok" },
    {
      files: {
        "mysite/settings.py": `from dotenv import load_dotenv\n\nload_dotenv(override=True)\n${KEY}`,
        ".env": "SECRET_KEY=k3h5v8n2m9x7c4b6z1q0w8e5r2\n",
      },
      state: "problem",
    },
    {
      files: { "mysite/settings.py": KEY, ".env": "DEBUG=1\n" },
      state: "open",
      at: ".env:1",
      detail: /No \.gitignore lists/,
    },
    { files: { "mysite/settings.py": KEY, ".env": "DEBUG=1\n", ".gitignore": "# .env\n" }, state: "open" },
    { files: { "mysite/settings.py": KEY, ".env": "DEBUG=1\n", ".gitignore": "*.env\n" }, state: "ok" },
  ],
  "typed-config": [
    { files: `${KEY}DEBUG = os.environ.get("DEBUG", "") == "1"\n`, state: "ok" },
    { files: `${KEY}DEBUG = bool(os.environ.get("DEBUG"))\n`, state: "problem", at: "mysite/settings.py:4" },
    { files: "DEBUG = False\n", state: "not-applicable" },
  ],
  "config-vars": [
    {
      files: { "mysite/settings.py": KEY, ".env.example": "SECRET_KEY=\n" },
      state: "found",
      at: ".env.example:1",
    },
    { files: { "mysite/settings.py": KEY, ".env.example": "DEBUG=\n" }, state: "open", detail: /SECRET_KEY/ },
    { files: KEY, state: "open", detail: /No file of the repository lists SECRET_KEY/ },
    {
      files: {
        "mysite/settings.py": `${KEY}TOKEN = os.environ.get("TOKEN")\n`,
        ".env.example": "# comment\nSECRET_KEY=\n",
      },
      state: "found",
      at: ".env.example:2",
    },
    {
      files: {
        "mysite/settings.py": KEY,
        "app.json": '{\n  "env": {\n    "SECRET_KEY": {"generator": "secret"}\n  }\n}\n',
      },
      state: "found",
      at: "app.json:3",
    },
    { files: { "mysite/settings.py": KEY, ".env": "SECRET_KEY=\n" }, state: "open" },
    {
      files: 'import os\n\nTOKEN = os.environ.get("TOKEN")\n',
      state: "open",
      detail: /see whether production needs TOKEN/,
    },
    { files: "DEBUG = False\n", state: "not-applicable" },
    { files: "from elsewhere import *\n", state: "open", detail: /not known/ },
  ],
  "payment-keys": [
    {
      files: {
        "mysite/settings.py": `${KEY}STRIPE_SECRET_KEY = os.environ["STRIPE_SECRET_KEY"]\n`,
        "requirements.txt": "Django==5.2.8\ngunicorn\nstripe\n",
      },
      state: "found",
      at: "mysite/settings.py:4",
    },
    {
      files: {
        "mysite/settings.py": `${KEY}STRIPE_SECRET_KEY = "sk_test_1234"\n`,
        "requirements.txt": "Django==5.2.8\ngunicorn\nstripe\n",
      },
      state: "open",
    },
    { files: KEY, state: "not-applicable", detail: /payment/ },
  ],
} satisfies Cases;
