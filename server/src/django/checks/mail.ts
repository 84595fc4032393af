/** django/core/checks/mail.py of Django 6.1. */
import { OVERRIDDEN } from "../../settings/settings";
import { raise, typeName } from "../python";
import type { DjangoCheck } from "./check";

const DEVELOPMENT_BACKENDS = ["console", "dummy", "filebased", "locmem"].map(
  (name) => `django.core.mail.backends.${name}.EmailBackend`,
);

export const mailChecks: readonly DjangoCheck[] = [
  {
    function: "django.core.checks.mail.check_mailers_default_alias",
    ids: ["mail.W001"],
    since: "6.1",
    settings: [`${OVERRIDDEN}MAILERS`, "MAILERS"],
    run: (python, [overridden, mailers]) =>
      python.truthy(overridden!) && !python.contains(mailers!, "default") ? ["mail.W001"] : [],
  },
  {
    function: "django.core.checks.mail.check_mailers_production_backend",
    ids: ["mail.E001"],
    since: "6.1",
    settings: [`${OVERRIDDEN}MAILERS`, "MAILERS"],
    run(python, [overridden, mailers]) {
      if (!python.truthy(overridden!)) return [];
      const item = (value: typeof mailers & {}, key: string) => {
        if (value.kind === "list" || value.kind === "tuple" || value.kind === "str")
          return raise("TypeError", `${value.kind} indices must be integers or slices, not str`);
        if (value.kind !== "dict" && value.kind !== "unknown" && value.kind !== "env")
          return raise("TypeError", `'${typeName(value)}' object is not subscriptable`);
        return python.get(python.dict(value, "__getitem__"), key);
      };
      const mailer = item(mailers!, "default");
      // Without a backend it is SMTP.
      const backend = mailer && item(mailer, "BACKEND");
      if (backend === undefined) return [];
      if (backend.kind === "list" || backend.kind === "dict")
        return raise("TypeError", `unhashable type: '${backend.kind}'`);
      return DEVELOPMENT_BACKENDS.some((path) => python.equals(backend, path)) ? ["mail.E001"] : [];
    },
  },
];
