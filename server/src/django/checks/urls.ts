/** django/core/checks/urls.py of Django 3.2 to 6.1, as far as settings decide it. */
import type { DjangoCheck } from "./check";

export const urlChecks: readonly DjangoCheck[] = [
  {
    function: "django.core.checks.urls.check_url_settings",
    ids: ["urls.E006"],
    settings: ["STATIC_URL", "MEDIA_URL"],
    run(python, values) {
      const wrong = values.map((value) => {
        if (python.isNone(value)) return false;
        // Reading the setting asks a relative path for its start; the script's prefix comes before it, and ends with "/".
        const url = python.string(value, "startswith");
        if (url === undefined) return python.decide(undefined, value, "ends with /");
        return url !== "" && !url.endsWith("/");
      });
      return wrong.includes(true) ? ["urls.E006"] : [];
    },
  },
];
