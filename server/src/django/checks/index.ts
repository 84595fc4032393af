/** Every system check of Django that settings decide, in the order of their reports. */
import { adminChecks } from "./admin";
import { asyncChecks } from "./async";
import { authChecks } from "./auth";
import { cacheChecks } from "./caches";
import type { DjangoCheck } from "./check";
import { compatibilityChecks } from "./compatibility";
import { fileChecks } from "./files";
import { mailChecks } from "./mail";
import { modelChecks } from "./models";
import { securityChecks } from "./security/base";
import { csrfChecks } from "./security/csrf";
import { sessionChecks } from "./security/sessions";
import { siteChecks } from "./sites";
import { staticFilesChecks } from "./staticfiles";
import { templateChecks } from "./templates";
import { translationChecks } from "./translation";
import { urlChecks } from "./urls";

export const djangoChecks: readonly DjangoCheck[] = [
  ...securityChecks,
  ...csrfChecks,
  ...sessionChecks,
  ...adminChecks,
  ...asyncChecks,
  ...authChecks,
  ...cacheChecks,
  ...compatibilityChecks,
  ...fileChecks,
  ...mailChecks,
  ...modelChecks,
  ...siteChecks,
  ...staticFilesChecks,
  ...templateChecks,
  ...translationChecks,
  ...urlChecks,
];

/** Every id, sorted. */
export const djangoCheckIds: readonly string[] = [...new Set(djangoChecks.flatMap(({ ids }) => ids))].sort();
