import type { Section } from "../item";

export const securityOperations: Section = {
  title: "Security operations",
  items: [],
};
