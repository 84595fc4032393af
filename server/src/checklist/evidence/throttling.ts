/** Evidence for limits on requests and logins. */
import { API } from "../../rules/drf";
import { entry } from "../../settings/plain";
import type { ChecklistContext, Evidence } from "../item";
import { dependency } from "./basics";
import { firstOf } from "./files";

/** Throttles that REST framework has for all views, or a package that limits requests or logins. */
export const rateLimits = firstOf(
  throttleClasses,
  dependency(
    "django-axes",
    "django-defender",
    "django-ratelimit",
    "django-smart-ratelimit",
    "django-brutebuster",
    "django-fail2ban",
  ),
  // It has limited logins from the start, others since 0.55.
  dependency("django-allauth"),
);

function throttleClasses({ settings }: ChecklistContext): Evidence | undefined {
  const classes = entry(settings.value(API), "DEFAULT_THROTTLE_CLASSES");
  if (!classes || !("items" in classes) || classes.items.length === 0) return undefined;
  const at = classes.at ?? settings.location(API);
  return { detail: `${at.file} gives all API views a throttle.`, at };
}
