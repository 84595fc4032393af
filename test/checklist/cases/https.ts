import type { Cases } from "../cases";

const MIDDLEWARE =
  'INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]\nMIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.csrf.CsrfViewMiddleware", "django.middleware.clickjacking.XFrameOptionsMiddleware"]\n';
const COOKIES = "SESSION_COOKIE_SECURE = True\nCSRF_COOKIE_SECURE = True\n";
const HEADER = 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\n';
const ALL = `${MIDDLEWARE}SECURE_SSL_REDIRECT = True\n${HEADER}SECURE_HSTS_SECONDS = 31536000\n${COOKIES}`;
const CSP = `${MIDDLEWARE}MIDDLEWARE += ["django.middleware.csp.ContentSecurityPolicyMiddleware"]\n`;
const DJANGO_6 = { "requirements.txt": "Django==6.0.1\ngunicorn\n" };

export default {
  "https-everywhere": [
    { files: ALL, state: "ok" },
    { files: MIDDLEWARE, state: "problem" },
    { files: `${ALL}SESSION_COOKIE_SECURE = False\n`, state: "open" },
  ],
  "https-redirect": [
    { files: ALL, state: "ok" },
    { files: MIDDLEWARE, state: "problem" },
    {
      files: "SECURE_SSL_REDIRECT = True\nMIDDLEWARE = []\n",
      state: "problem",
      detail: /SecurityMiddleware/,
    },
  ],
  "proxy-header": [
    { files: ALL, state: "ok", at: "mysite/settings.py:4" },
    { files: MIDDLEWARE, state: "ok", detail: /buildpack/ },
    {
      files: {
        "mysite/settings.py": `${MIDDLEWARE}SECURE_SSL_REDIRECT = True\n`,
        Procfile: "web: hypercorn mysite.asgi --bind 0.0.0.0:$PORT\n",
      },
      state: "problem",
    },
    {
      files: {
        "mysite/settings.py": MIDDLEWARE,
        Procfile: "web: hypercorn mysite.asgi --bind 0.0.0.0:$PORT\n",
      },
      state: "open",
    },
    { files: `${MIDDLEWARE}SECURE_PROXY_SSL_HEADER = ("X-Forwarded-Proto", "https")\n`, state: "open" },
    { files: `${MIDDLEWARE}SECURE_PROXY_SSL_HEADER = "HTTP_X_FORWARDED_PROTO"\n`, state: "problem" },
  ],
  hsts: [
    { files: ALL, state: "ok" },
    { files: MIDDLEWARE, state: "problem" },
    { files: `${MIDDLEWARE}SECURE_HSTS_SECONDS = 300\n`, state: "open", detail: /five minutes/ },
  ],
  "secure-cookies": [
    { files: "INSTALLED_APPS = []\nMIDDLEWARE = []\n", state: "not-applicable" },
    { files: ALL, state: "ok" },
    { files: MIDDLEWARE, state: "problem" },
  ],
  "security-middleware": [
    { files: MIDDLEWARE, state: "ok" },
    { files: "MIDDLEWARE = []\n", state: "problem" },
  ],
  "security-headers": [
    { files: MIDDLEWARE, state: "ok" },
    { files: `${MIDDLEWARE}SECURE_CONTENT_TYPE_NOSNIFF = False\n`, state: "problem" },
    { files: `${MIDDLEWARE}SECURE_REFERRER_POLICY = None\n`, state: "open" },
  ],
  "xss-filter": [
    { files: MIDDLEWARE, state: "ok" },
    { files: "SECURE_BROWSER_XSS_FILTER = True\n", state: "open", at: "mysite/settings.py:1" },
    { files: "from elsewhere import *\n", state: "unknown" },
  ],
  "content-security-policy": [
    {
      files: { "mysite/settings.py": `${CSP}SECURE_CSP = {"default-src": ["'self'"]}\n`, ...DJANGO_6 },
      state: "ok",
      at: "mysite/settings.py:4",
    },
    {
      files: {
        "mysite/settings.py": `${CSP}SECURE_CSP_REPORT_ONLY = {"default-src": ["'self'"]}\n`,
        ...DJANGO_6,
      },
      state: "open",
      detail: /report/,
    },
    { files: MIDDLEWARE, state: "open", detail: /No middleware/ },
    {
      files: { "mysite/settings.py": `${CSP}SECURE_CSP = ["'self'"]\n`, ...DJANGO_6 },
      state: "problem",
    },
  ],
} satisfies Cases;
