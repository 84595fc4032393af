import { homepage } from "../../../package.json";

/** The page of a rule: made from the one address of the project in package.json. */
export function rulePage(rule: string): string {
  return `${homepage}/blob/main/docs/rules/${rule}.md`;
}
