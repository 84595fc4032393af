import { homepage } from "../../../package.json";

import { UNUSED_SUPPRESSION } from "../config/policy";

/** The page of the configuration file. */
export const CONFIGURATION_PAGE = `${homepage}/blob/main/docs/configuration.md`;

/** The page of a rule: made from the one address of the project in package.json. */
export function rulePage(rule: string): string {
  if (rule === UNUSED_SUPPRESSION) return `${CONFIGURATION_PAGE}#unused-comments`;
  return `${homepage}/blob/main/docs/rules/${rule}.md`;
}
