import { dependency } from "../evidence/basics";
import type { Section } from "../item";
import { DJANGO, HEROKU } from "../links";

export const staticAndMedia: Section = {
  title: "Static & media",
  items: [
    {
      id: "static-served",
      title: "Static files are served",
      kind: "automatic",
      why: "Django stops serving them when DEBUG is off, and Heroku has no web server that would.",
      link: `${HEROKU}/django-assets`,
      rules: ["static-not-served", "whitenoise-middleware-missing", "whitenoise-middleware-order"],
      done: "Something serves static files.",
    },
    {
      id: "collectstatic",
      title: "collectstatic works in the build",
      kind: "automatic",
      why: "The build fails without STATIC_ROOT, and files that the release phase collects are thrown away.",
      link: `${DJANGO}/howto/static-files/deployment/`,
      rules: [
        "static-root-missing",
        "static-root-in-dirs",
        "static-dirs-not-list",
        "storages-no-staticfiles",
        "collectstatic-in-release",
        "collectstatic-disabled",
        "docker-no-collectstatic",
        "docker-collectstatic-fails",
        "manage-py-not-found",
      ],
      done: "STATIC_ROOT is set, and nothing keeps collectstatic from filling it.",
    },
    {
      id: "storages",
      title: "Storage settings work with this Django",
      kind: "automatic",
      why: "Django 5.1 silently ignores the old settings, and STORAGES replaces the default as a whole.",
      link: `${DJANGO}/ref/settings/#storages`,
      rules: [
        "legacy-storage-setting",
        "storages-no-default",
        "whitenoise-removed-api",
        "storages-old-s3-path",
      ],
      done: "The storage settings are current.",
    },
    {
      id: "media-storage",
      title: "Uploads go to a storage service",
      kind: "evidence",
      why: "A dyno's disk is emptied at least once a day.",
      link: "https://django-storages.readthedocs.io/",
      find: dependency("django-storages", "django-cloudinary-storage"),
      missing: "No storage package is a dependency.",
    },
  ],
};
