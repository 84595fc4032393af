import type { Section } from "../item";

export const content: Section = {
  title: "Content & SEO",
  items: [],
};
