import type { Section } from "../item";

export const tests: Section = {
  title: "Tests",
  items: [],
};
