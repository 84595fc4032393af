import type { Section } from "../item";

export const release: Section = {
  title: "CI/CD & release",
  items: [],
};
