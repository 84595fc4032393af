/** django/core/checks/compatibility/django_4_0.py of Django 4.0 to 6.1. */
import type { DjangoCheck } from "./check";

export const compatibilityChecks: readonly DjangoCheck[] = [
  {
    function: "django.core.checks.compatibility.django_4_0.check_csrf_trusted_origins",
    ids: ["4_0.E001"],
    since: "4.0",
    settings: ["CSRF_TRUSTED_ORIGINS"],
    run(python, [origins]) {
      const wrong = python.iterate(origins!).filter((origin) => !python.contains(origin, "://"));
      return wrong.length > 0 ? ["4_0.E001"] : [];
    },
  },
];
