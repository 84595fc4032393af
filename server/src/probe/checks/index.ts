/** All checks, in the order of the report. */
import type { Check } from "../check";
import { cookieChecks } from "./cookies";
import { headerChecks } from "./headers";
import { pageChecks } from "./pages";
import { staticChecks } from "./statics";
import { transportChecks } from "./transport";

export const CHECKS: readonly Check[] = [
  ...transportChecks,
  ...headerChecks,
  ...cookieChecks,
  ...pageChecks,
  ...staticChecks,
];
