/** django/core/checks/async_checks.py of Django 3.2 to 6.1. */
import { VARIABLE } from "../../settings/settings";
import type { DjangoCheck } from "./check";

export const asyncChecks: readonly DjangoCheck[] = [
  {
    function: "django.core.checks.async_checks.check_async_unsafe",
    ids: ["async.E001"],
    settings: [`${VARIABLE}DJANGO_ALLOW_ASYNC_UNSAFE`],
    run: (python, [unsafe]) => (python.truthy(unsafe!) ? ["async.E001"] : []),
  },
];
