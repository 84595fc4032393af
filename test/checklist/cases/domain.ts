import type { Cases } from "../cases";

const API = "Django==5.2.8\ndjangorestframework\ngunicorn\n";

export default {
  "custom-domain": [
    {
      files: 'ALLOWED_HOSTS = [\n    "site.herokuapp.com",\n    "www.site.org",\n]\n',
      state: "found",
      at: "mysite/settings.py:3",
    },
    { files: 'ALLOWED_HOSTS = [".herokuapp.com", "localhost", "127.0.0.1"]\n', state: "open" },
    { files: 'ALLOWED_HOSTS = ["example.com", "*"]\n', state: "open" },
    { files: '# ALLOWED_HOSTS = ["www.site.org"]\n', state: "open" },
    { files: 'import os\n\nALLOWED_HOSTS = os.environ["HOSTS"].split(",")\n', state: "open" },
  ],
  "api-subdomain": [
    {
      files: {
        "mysite/settings.py": 'ALLOWED_HOSTS = ["www.site.org", "api.site.org"]\n',
        "requirements.txt": API,
      },
      state: "found",
      at: "mysite/settings.py:1",
    },
    {
      files: { "mysite/settings.py": 'ALLOWED_HOSTS = ["www.site.org"]\n', "requirements.txt": API },
      state: "open",
    },
    {
      files: {
        "mysite/settings.py": 'ALLOWED_HOSTS = ["www.site.org"]\n',
        "requirements.txt": "Django==5.2.8\ngraphene<3.0\n",
      },
      state: "open",
    },
    { files: 'ALLOWED_HOSTS = ["www.site.org"]\n', state: "not-applicable" },
  ],
  www: [
    {
      files: 'PREPEND_WWW = True\nALLOWED_HOSTS = ["site.org", "www.site.org"]\n',
      state: "ok",
      at: "mysite/settings.py:1",
    },
    {
      files:
        'PREPEND_WWW = True\nALLOWED_HOSTS = ["site.org"]\nMIDDLEWARE = ["django.middleware.common.CommonMiddleware"]\n',
      state: "problem",
    },
    { files: 'ALLOWED_HOSTS = ["site.org", "www.site.org"]\n', state: "unknown" },
    { files: 'import os\n\nPREPEND_WWW = os.environ["WWW"] == "1"\n', state: "unknown" },
  ],
  "edge-network": [
    {
      files: { "requirements.txt": "Django==5.2.8\ngunicorn\nwhitenoise[brotli]==6.11\n" },
      state: "found",
      at: "requirements.txt:3",
    },
    { files: { "requirements.txt": "Django==5.2.8\ngunicorn\nwhitenoise==6.11\n" }, state: "open" },
  ],
} satisfies Cases;
