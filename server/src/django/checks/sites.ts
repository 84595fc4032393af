/** django/contrib/sites/checks.py of Django 3.2 to 6.1. */
import { OVERRIDDEN } from "../../settings/settings";
import { installedApps, isInstalled } from "../apps";
import { SITES } from "../contrib";
import { compareVersions } from "../defaults";
import { raise } from "../python";
import type { DjangoCheck } from "./check";

export const siteChecks: readonly DjangoCheck[] = [
  {
    function: "django.contrib.sites.checks.check_site_id",
    ids: ["sites.E101"],
    settings: ["INSTALLED_APPS", `${OVERRIDDEN}SITE_ID`, "SITE_ID"],
    run(python, [apps, overridden, id], { version, codebase }) {
      if (!isInstalled(python, installedApps(python, apps!, codebase), SITES)) return [];
      if (!python.truthy(overridden!) || python.isInstance(id!, "NoneType", "int")) return [];
      // Since 6.1 what int() makes of it must equal it.
      if (compareVersions(version, "6.1") >= 0 && id!.kind === "float") {
        if (Math.abs(id!.value) === Number.POSITIVE_INFINITY)
          return raise("OverflowError", "cannot convert float infinity to integer");
        return Number.isInteger(id!.value) ? [] : ["sites.E101"];
      }
      return ["sites.E101"];
    },
  },
];
