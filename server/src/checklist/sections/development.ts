import type { Section } from "../item";

export const development: Section = {
  title: "Development like production",
  items: [],
};
