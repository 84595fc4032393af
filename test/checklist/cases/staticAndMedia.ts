import type { Cases } from "../cases";

const APPS = 'INSTALLED_APPS = ["django.contrib.staticfiles"]\n';
const WHITENOISE = 'MIDDLEWARE = ["whitenoise.middleware.WhiteNoiseMiddleware"]\n';
const WITHOUT = 'INSTALLED_APPS = ["django.contrib.auth"]\n';
const storages = (alias: string, backend: string, options = "") => {
  const other =
    alias === "default"
      ? '    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},'
      : '    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},';
  return `STORAGES = {\n    "${alias}": {"BACKEND": "${backend}"${options}},\n${other}\n}\n`;
};
const hashed = (backend: string) => `${APPS}${WHITENOISE}${storages("staticfiles", backend)}`;

const MODEL = (field: string) => ({
  "blog/__init__.py": "",
  "blog/models.py": `from django.core.validators import FileExtensionValidator\nfrom django.db import models\n\n\nclass Post(models.Model):\n    ${field}\n`,
});
const UPLOADS = 'INSTALLED_APPS = ["blog"]\n';
const FIELD = MODEL('file = models.FileField(upload_to="posts")');
const S3 = "storages.backends.s3.S3Storage";
const KEEP = ', "OPTIONS": {"file_overwrite": False}';
const DOCKER = { Dockerfile: "FROM python:3.13\nCMD gunicorn mysite.wsgi\n", Procfile: "" };
/** A project that is deployed with Docker, away from Heroku. */
const docker = (dockerfile: string, settings: string, more: Record<string, string> = {}) => ({
  "manage.py": 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\n',
  "mysite/__init__.py": "",
  "mysite/settings.py": settings,
  "mysite/wsgi.py":
    'import os\n\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\napplication = get_wsgi_application()\n',
  "requirements.txt": "Django==5.2.8\ngunicorn\n",
  Dockerfile: dockerfile,
  ...more,
});

export default {
  "static-served": [
    { files: `${APPS}${WHITENOISE}`, state: "ok" },
    { files: docker(DOCKER.Dockerfile, `${APPS}${WHITENOISE}`), state: "ok", at: "mysite/settings.py:2" },
    { files: `${APPS}MIDDLEWARE = []\n`, state: "problem", at: "mysite/settings.py:2" },
    { files: docker(DOCKER.Dockerfile, `${APPS}MIDDLEWARE = []\n`), state: "unknown" },
    { files: `${APPS}MIDDLEWARE = other()\n`, state: "unknown" },
    { files: WITHOUT, state: "not-applicable" },
  ],
  collectstatic: [
    {
      files: docker("FROM python:3.13\nCMD gunicorn mysite.wsgi\n", `${APPS}STATIC_ROOT = "static"\n`, {
        ".github/workflows/deploy.yml":
          "jobs:\n  deploy:\n    steps:\n      - run: kubectl exec site -- ./manage.py collectstatic --noinput\n",
      }),
      state: "unknown",
      at: ".github/workflows/deploy.yml:4",
    },
    { files: `${APPS}STATIC_ROOT = "static"\n`, state: "ok" },
    { files: APPS, state: "problem", detail: /STATIC_ROOT/ },
    {
      files: docker(
        "FROM python:3.13\nRUN python manage.py collectstatic --noinput\nCMD gunicorn mysite.wsgi\n",
        `${APPS}STATIC_ROOT = "static"\n`,
      ),
      state: "ok",
      at: "Dockerfile:2",
    },
    {
      files: docker(
        "FROM python:3.13\n# RUN python manage.py collectstatic\nCMD gunicorn mysite.wsgi\n",
        `${APPS}STATIC_ROOT = "static"\n`,
      ),
      state: "unknown",
    },
    {
      files: docker('FROM python:3.13\nENTRYPOINT ["./start.sh"]\n', `${APPS}STATIC_ROOT = "static"\n`, {
        "start.sh":
          '#!/bin/sh\nif [ "$1" = web ]; then\n  python manage.py collectstatic --noinput\nfi\ngunicorn mysite.wsgi\n',
      }),
      state: "unknown",
      at: "start.sh:3",
    },
    { files: WITHOUT, state: "not-applicable", detail: /^django\.contrib\.staticfiles is/ },
  ],
  storages: [
    {
      files: hashed("whitenoise.storage.CompressedManifestStaticFilesStorage"),
      state: "ok",
      at: "mysite/settings.py:4",
    },
    { files: hashed("whitenoise.storage.CompressedStaticFilesStorage"), state: "open", detail: /no hashes/ },
    {
      files: hashed("django.contrib.staticfiles.storage.ManifestStaticFilesStorage"),
      state: "open",
      detail: /as large as they are/,
    },
    { files: `${APPS}${WHITENOISE}`, state: "open" },
    { files: hashed("storages.backends.s3.S3ManifestStaticStorage"), state: "unknown" },
    {
      files: `${APPS}STATICFILES_STORAGE = "whitenoise.storage.CompressedManifestStaticFilesStorage"\n`,
      state: "problem",
      at: "mysite/settings.py:2",
    },
    { files: WITHOUT, state: "not-applicable" },
  ],
  "static-cdn": [
    {
      files: `${APPS}STATIC_URL = "https://cdn.site.org/static/"\n`,
      state: "found",
      at: "mysite/settings.py:2",
      detail: /cdn\.site\.org/,
    },
    {
      files: `import os\n\n${APPS}STATIC_URL = os.environ.get("STATIC_HOST", "") + "/static/"\n`,
      state: "found",
      at: "mysite/settings.py:4",
      detail: /STATIC_HOST/,
    },
    { files: `${APPS}STATIC_URL = "/static/"\n`, state: "open" },
    {
      files: `${APPS}STATIC_URL = "https://site.s3.eu-west-1.amazonaws.com/static/"\n`,
      state: "open",
      at: "mysite/settings.py:2",
      detail: /bucket/,
    },
    {
      files: `import os\n\n${APPS}STATIC_URL = os.environ["SITE_ROOT"] + "/static/"\n`,
      state: "open",
    },
    { files: `${APPS}# STATIC_URL = "https://cdn.site.org/static/"\n`, state: "open" },
    {
      files: `import os\n\n${APPS}DEBUG = "DEBUG" in os.environ\nSTATIC_URL = "//cdn.site.org/" if DEBUG else "/static/"\n`,
      state: "open",
    },
    { files: WITHOUT, state: "not-applicable" },
  ],
  "media-storage": [
    {
      files: { ...FIELD, "mysite/settings.py": `${UPLOADS}${storages("default", S3, KEEP)}` },
      state: "ok",
      at: "mysite/settings.py:3",
    },
    {
      files: { ...FIELD, "mysite/settings.py": `${UPLOADS}MEDIA_ROOT = "media"\n` },
      state: "problem",
    },
    { files: { ...FIELD, "mysite/settings.py": `${UPLOADS}${storages("default", S3)}` }, state: "problem" },
    {
      files: {
        ...FIELD,
        "mysite/settings.py": `${UPLOADS}STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"}}\n`,
      },
      state: "problem",
      at: "mysite/settings.py:2",
      detail: /no "default"/,
    },
    {
      files: { ...FIELD, "mysite/settings.py": `${UPLOADS}${storages("default", "mysite.files.Storage")}` },
      state: "unknown",
    },
    {
      files: {
        ...FIELD,
        "mysite/files.py":
          "from storages.backends.s3 import S3Storage\n\n\nclass Storage(S3Storage):\n    pass\n",
        "mysite/settings.py": `${UPLOADS}${storages("default", "mysite.files.Storage")}`,
      },
      state: "ok",
    },
    { files: docker(DOCKER.Dockerfile, UPLOADS, FIELD), state: "unknown", detail: /machine's disk/ },
    { files: UPLOADS, state: "not-applicable", detail: /no model/i },
    { files: "from elsewhere import *\n", state: "unknown" },
  ],
  "buckets-private": [
    // A field or a view may use one beside the default storage.
    {
      files: { "mysite/settings.py": UPLOADS, "requirements.txt": "Django==5.2.8\ngunicorn\nboto3\n" },
      state: "open",
    },
    { files: storages("default", S3, KEEP), state: "found", at: "mysite/settings.py:2" },
    {
      files: storages(
        "default",
        S3,
        ', "OPTIONS": {"object_parameters": {"ServerSideEncryption": "aws:kms"}}',
      ),
      state: "found",
      detail: /encrypted/,
    },
    {
      files: `AWS_DEFAULT_ACL = "public-read"\n${storages("default", S3, KEEP)}`,
      state: "open",
      at: "mysite/settings.py:1",
    },
    { files: storages("default", "storages.backends.gcloud.GoogleCloudStorage"), state: "open" },
    { files: 'MEDIA_ROOT = "media"\n', state: "not-applicable" },
  ],
  "upload-limits": [
    {
      files: {
        ...MODEL('file = models.FileField(validators=[FileExtensionValidator(["pdf"])])'),
        "mysite/settings.py": UPLOADS,
      },
      state: "found",
      at: "blog/models.py:6",
    },
    {
      files: {
        "blog/forms.py":
          "from django import forms\n\n\nclass Upload(forms.Form):\n    def clean_file(self):\n        if self.cleaned_data['file'].size > 1000:\n            raise forms.ValidationError('too large')\n",
        "mysite/settings.py": UPLOADS,
      },
      state: "found",
      at: "blog/forms.py:6",
    },
    {
      files: { "requirements.txt": "Django==5.2\ngunicorn\npython-magic\n", "mysite/settings.py": UPLOADS },
      state: "found",
      at: "requirements.txt:3",
    },
    {
      files: {
        "shop/models.py":
          "from django.db import models\n\n\nclass Shoe(models.Model):\n    def clean(self):\n        if self.size > 50 or self.content_type == self.other:\n            raise ValueError\n",
        "mysite/settings.py": UPLOADS,
      },
      state: "open",
    },
    {
      files: {
        "shop/validators.py":
          "def validate_photo(photo):\n    if photo.content_type not in ('image/png', 'image/webp'):\n        raise ValueError\n",
        "mysite/settings.py": UPLOADS,
      },
      state: "found",
      at: "shop/validators.py:2",
    },
    { files: { ...FIELD, "mysite/settings.py": UPLOADS }, state: "open" },
    {
      files: {
        ...MODEL('# file = models.FileField(validators=[FileExtensionValidator(["pdf"])])\n    pass'),
        "mysite/settings.py": UPLOADS,
      },
      state: "open",
    },
    {
      files: {
        "tests/forms.py": "def clean(file):\n    return file.size > 3\n",
        "mysite/settings.py": UPLOADS,
      },
      state: "open",
    },
    { files: "DATA_UPLOAD_MAX_MEMORY_SIZE = None\n", state: "problem", at: "mysite/settings.py:1" },
  ],
} satisfies Cases;
